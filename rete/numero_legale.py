"""How many must be present for a meeting to be valid, and how many are.

Pure: plain values in and out. The rule in words, with its worked table, is
`docs/regole/numero-legale.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rete.enums import EsitoPresenza

VENUTI = frozenset({EsitoPresenza.PRESENTE, EsitoPresenza.SOSTITUITO})


@dataclass(frozen=True)
class Conto:
    """How many count, how many of them came, how many had to; and of how many of those who count
    nobody knows the name, so that nobody can say that they came."""

    aventi_diritto: int
    presenti: int
    servono: int
    senza_nome: int = 0

    @property
    def is_valid(self) -> bool:
        """Whether the meeting can decide."""
        return self.presenti >= self.servono


def needed(aventi_diritto: int, stabilito: int | None = None) -> int:
    """How many must be present: the number that the organo states, else more than half.

    Never less than one.
    """
    return stabilito or aventi_diritto // 2 + 1


def is_present(esito: str) -> bool:
    """Whether somebody came for the seat: the titolare, or the supplente in their place."""
    return esito in VENUTI


def count(
    posti: Iterable[tuple[str, bool]], stabilito: int | None = None, membri: int = 0
) -> Conto:
    """Count the seats of a meeting: for each, who came and whether it has a vote.

    Seats without a vote count neither among those who came nor among those who had to. Vacant
    seats are seats: nobody came for them. `membri` are those who belong to the network, when the
    meeting is of them all: more than those of whom a name is known.
    """
    con_voto = [esito for esito, voto in posti if voto]
    presenti = sum(is_present(esito) for esito in con_voto)
    senza_nome = max(membri - len(con_voto), 0)
    aventi_diritto = len(con_voto) + senza_nome
    return Conto(aventi_diritto, presenti, needed(aventi_diritto, stabilito), senza_nome)
