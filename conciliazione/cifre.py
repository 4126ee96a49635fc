"""Figures: each computed in one place, known by a key, read by every page, text, PDF and API.

An app registers its figures in its `cifre.py`, loaded by `AppConfig.ready()`:

    @cifra("rete.comuni", "Comuni del territorio")
    def comuni(richiesta: Richiesta) -> int: ...

Who shows them reads them through a `Lettura`, which computes each at most once:

    lettura = Lettura(ciclo, on)
    lettura.value("rete.membri")             # 32
    lettura.write("rete.membri|lettere")     # "trentadue"
    lettura.write("risorse.voce:formazione") # "€ 20.000,00"
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from conciliazione.date import format_day
from conciliazione.lettere import in_words
from conciliazione.numeri import format_decimal, format_euro, format_percent

Valore = Decimal | int | str | date

# What stands where a figure is not known yet, as the date of an opinion still to be given.
IGNOTO = "(non ancora registrato)"

FORMATI: dict[str, Callable[[Valore], str]] = {
    "numero": format_decimal,
    "euro": format_euro,
    "percento": format_percent,
    "data": format_day,
    "testo": str,
    "lettere": in_words,
}


class ErroreCifra(ValueError):
    """A figure that cannot be read; the message says why, in Italian."""


@dataclass(frozen=True)
class Richiesta:
    """What a figure is computed for: a ciclo, the day of the data, the argument (or "")."""

    ciclo: object
    on: date
    argomento: str = ""

    def pick(self, scelte: dict[str, Valore]) -> Valore:
        """The value that the argument chooses.

        Raises:
            ErroreCifra: the argument is none of the `scelte`.
        """
        if self.argomento not in scelte:
            raise ErroreCifra(_unknown("l'argomento", self.argomento, scelte))
        return scelte[self.argomento]


@dataclass(frozen=True)
class Cifra:
    """A registered figure. `argomento` says in words what follows the colon, if anything may."""

    chiave: str
    etichetta: str
    formato: str
    calcola: Callable[[Richiesta], Valore | None]
    argomento: str = ""
    facoltativo: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it can be read without an argument."""
        return not self.argomento or self.facoltativo


_cifre: dict[str, Cifra] = {}


def cifra(
    chiave: str,
    etichetta: str,
    formato: str = "numero",
    *,
    argomento: str = "",
    facoltativo: bool = False,
) -> Callable[[Callable[[Richiesta], Valore]], Callable[[Richiesta], Valore]]:
    """Register the decorated function as the figure `chiave`.

    Raises:
        ValueError: the key is taken by another function, or the format does not exist.
    """
    if formato not in FORMATI:
        raise ValueError(_unknown("il formato", formato, FORMATI))

    def register(calcola: Callable[[Richiesta], Valore]) -> Callable[[Richiesta], Valore]:
        if chiave in _cifre and _cifre[chiave].calcola != calcola:
            raise ValueError(f"La chiave «{chiave}» è già di un'altra cifra.")
        _cifre[chiave] = Cifra(chiave, etichetta, formato, calcola, argomento, facoltativo)
        return calcola

    return register


def all_figures() -> Iterator[Cifra]:
    """Every registered figure, by key."""
    yield from (_cifre[chiave] for chiave in sorted(_cifre))


def find_figure(chiave: str) -> Cifra:
    """The figure of that key.

    Raises:
        ErroreCifra: there is none; the message proposes the nearest.
    """
    if chiave not in _cifre:
        raise ErroreCifra(_unknown("la cifra", chiave, _cifre))
    return _cifre[chiave]


class Lettura:
    """Reads figures for one ciclo on one day, each computed at most once."""

    def __init__(self, ciclo: object, on: date) -> None:
        self.ciclo = ciclo
        self.on = on
        self._lette: dict[tuple[str, str], Valore] = {}

    def value(self, riferimento: str) -> Valore | None:
        """The value of `chiave` or `chiave:argomento`; None while nobody has recorded it.

        Raises:
            ErroreCifra: the key or the argument is unknown.
        """
        cifra, argomento = _resolve(riferimento)
        posto = (cifra.chiave, argomento)
        if posto not in self._lette:
            self._lette[posto] = cifra.calcola(Richiesta(self.ciclo, self.on, argomento))
        return self._lette[posto]

    def write(self, riferimento: str) -> str:
        """The value of `chiave[:argomento][|formato]`, written for an Italian reader.

        One that nobody has recorded yet is `IGNOTO`.

        Raises:
            ErroreCifra: as `value`; or the format is unknown, or does not suit the value.
        """
        chiave, _, formato = riferimento.partition("|")
        formato = formato.strip() or _resolve(chiave)[0].formato
        if formato not in FORMATI:
            raise ErroreCifra(_unknown("il formato", formato, FORMATI))
        valore = self.value(chiave)
        if valore is None:
            return IGNOTO
        try:
            return FORMATI[formato](valore)
        except (ValueError, ArithmeticError, TypeError, AttributeError) as errore:
            raise ErroreCifra(f"«{valore}» non si scrive nel formato «{formato}»") from errore


def _resolve(riferimento: str) -> tuple[Cifra, str]:
    """The figure and the argument that a reference names."""
    chiave, due_punti, argomento = (parte.strip() for parte in riferimento.partition(":"))
    cifra = find_figure(chiave)
    if due_punti and not cifra.argomento:
        raise ErroreCifra(f"la cifra «{chiave}» non prende argomenti")
    if not argomento and not cifra.is_plain:
        raise ErroreCifra(f"alla cifra «{chiave}» manca l'argomento: {cifra.argomento}")
    return cifra, argomento


def _unknown(cosa: str, nome: str, noti: dict[str, object]) -> str:
    """`cosa` «nome» does not exist, with the nearest known name or the short list of them."""
    vicini = get_close_matches(nome, noti, n=1)
    rimedio = f"forse «{vicini[0]}»" if vicini else ""
    if not rimedio and len(noti) <= 12:
        rimedio = "sono ammessi: " + ", ".join(sorted(noti))
    return f"{cosa} «{nome}» non esiste" + (f" ({rimedio})" if rimedio else "")
