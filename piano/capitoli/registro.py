"""Blocks by name: what `[[blocco:nome:argomento]]` in a text puts in its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from alleanze.models import Alleanza
from conciliazione.cifre import Lettura
from piano.blocchi import Blocco
from piano.models import Piano
from progetti.models import Progetto
from rete.models import Ciclo

T = TypeVar("T")


class ErroreBlocco(ValueError):
    """A block that cannot be made; the message says why, in Italian."""


class Compilazione:
    """What the blocks of one compilation read: the Piano, the day of its data, its figures.

    Rows that several blocks need are read once, so that the queries do not grow with the rows.
    """

    def __init__(self, piano: Piano, on: date) -> None:
        self.piano = piano
        self.on = on
        self.lettura = Lettura(piano.ciclo, on)

    @property
    def ciclo(self) -> Ciclo:
        """The cycle of the Piano."""
        return self.piano.ciclo

    @cached_property
    def alleanze(self) -> list[Alleanza]:
        """The alliances of the ciclo with who is in them and where they work."""
        righe = Alleanza.objects.filter(ciclo=self.ciclo).con_numeri()
        righe = righe.order_by("ordine", "denominazione")
        return list(righe.prefetch_related("partenariati__soggetto", "ambiti__comuni"))

    @cached_property
    def progetti(self) -> dict[str, Progetto]:
        """The projects of the ciclo by slug, with everything that belongs to them."""
        righe = Progetto.objects.filter(ciclo=self.ciclo).con_numeri().order_by("lettera")
        righe = righe.select_related("alleanza", "promotore").prefetch_related(
            "azioni__azione",
            "finalita",
            "obiettivi__organo",
            "obiettivi__attivita",
            "obiettivi__destinatari",
            "obiettivi__coinvolgimenti__soggetti",
            "obiettivi__risultati__indicatori__prove",
        )
        return {progetto.slug: progetto for progetto in righe}


Funzione = Callable[[Compilazione, str], list[Blocco]]


@dataclass(frozen=True)
class Definizione:
    """A registered block: its function, and in words what its argument is, if it takes one."""

    funzione: Funzione
    argomento: str = ""


_blocchi: dict[str, Definizione] = {}


def blocco(nome: str, *, argomento: str = "") -> Callable[[Funzione], Funzione]:
    """Register the decorated function as the block `nome`."""

    def register(funzione: Funzione) -> Funzione:
        _blocchi[nome] = Definizione(funzione, argomento)
        return funzione

    return register


def make_block(nome: str, argomento: str, compilazione: Compilazione) -> list[Blocco]:
    """What the block `nome` puts in the document.

    Raises:
        ErroreBlocco: the name is unknown, or the argument is missing, unwanted or unknown.
    """
    definizione = pick("il blocco", _blocchi, nome)
    if definizione.argomento and not argomento:
        raise ErroreBlocco(f"al blocco «{nome}» manca l'argomento: {definizione.argomento}")
    if argomento and not definizione.argomento:
        raise ErroreBlocco(f"il blocco «{nome}» non prende argomenti")
    return definizione.funzione(compilazione, argomento)


def block_names() -> list[str]:
    """The names of the registered blocks."""
    return sorted(_blocchi)


def pick(cosa: str, scelte: Mapping[str, T], nome: str) -> T:
    """What has that name among `scelte`.

    Raises:
        ErroreBlocco: nothing has; the message proposes the nearest name.
    """
    if nome not in scelte:
        vicini = get_close_matches(nome, scelte, n=1)
        rimedio = f" (forse «{vicini[0]}»)" if vicini else ""
        raise ErroreBlocco(f"{cosa} «{nome}» non esiste{rimedio}")
    return scelte[nome]
