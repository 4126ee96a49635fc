"""Who may not score what, from what bodies do: pure, over the ids of the rows.

A member sits for one or more bodies. A body that is capofila or partner of a proposal, or that a
tie that counts binds to one of them, makes its members incompatible with that proposal; how far
that reaches is said by the call. Rules and worked table: `docs/regole/incompatibilita.md`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from progetti.enums import AmbitoIncompatibilita


@dataclass(frozen=True)
class Componente:
    """A member: the id of the mandato, and those of the soggetti for which they sit."""

    mandato: int
    enti: frozenset[int]


@dataclass(frozen=True)
class Concorrente:
    """A proposal: its id, and those of its capofila and partners."""

    proposta: int
    soggetti: frozenset[int]


@dataclass(frozen=True, order=True)
class Conflitto:
    """Why a member is incompatible with a proposal: `ente` sits, `partecipante` takes part; they
    are the same soggetto, or a tie binds them."""

    mandato: int
    proposta: int
    ente: int
    partecipante: int

    @property
    def per_legame(self) -> bool:
        """Whether a tie binds two different soggetti."""
        return self.ente != self.partecipante


def structural_conflicts(
    componenti: Iterable[Componente],
    concorrenti: Collection[Concorrente],
    legami: Iterable[tuple[int, int]],
) -> list[Conflitto]:
    """Every conflict between `componenti` and `concorrenti`, in order.

    `legami` are the pairs of soggetti bound by a tie that counts; the direction does not matter,
    and a tie of a tie does not bind.
    """
    legati: dict[int, set[int]] = {}
    for uno, altro in legami:
        legati.setdefault(uno, {uno}).add(altro)
        legati.setdefault(altro, {altro}).add(uno)
    return sorted(
        Conflitto(componente.mandato, concorrente.proposta, ente, partecipante)
        for componente in componenti
        for concorrente in concorrenti
        for ente in componente.enti
        for partecipante in legati.get(ente, {ente}) & concorrente.soggetti
    )


def forbidden_pairs(
    coppie: Collection[tuple[int, int]],
    proposte: Collection[int],
    ambito: AmbitoIncompatibilita,
) -> set[tuple[int, int]]:
    """What each member may not score, as (mandato, proposta): from the pairs in conflict,
    structural or declared, as far as the call's `ambito` reaches."""
    if ambito == AmbitoIncompatibilita.PROPOSTA:
        return set(coppie)
    esclusi = {mandato for mandato, _ in coppie}
    return {(mandato, proposta) for mandato in esclusi for proposta in proposte}


def free_pairs(
    seggi: Iterable[Sequence[int]],
    proposte: Iterable[int],
    vietate: Collection[tuple[int, int]],
    concorrenti: Collection[int] = (),
) -> Iterator[tuple[int, int]]:
    """The sheets to open, as (mandato, proposta): from each seat one, that of the first who may.

    `seggi` are the mandati of each seat, the titolare first: a substitute scores only what the
    titolare may not, and nothing if it is among `concorrenti`, the mandati for whose body any
    proposal is no stranger.
    """
    for proposta in proposte:
        for mandati in seggi:
            sostituti = (m for m in mandati[1:] if m not in concorrenti)
            liberi = (m for m in (*mandati[:1], *sostituti) if (m, proposta) not in vietate)
            yield from ((m, proposta) for m in islice(liberi, 1))
