"""The Scrivania: what is due from a person, in the order in which it is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest

from conciliazione.riquadri import Panel

# `parte` of the panels of the place `scrivania`: due by a day, waiting, to know; then what stands
# beside them: what one can do, and who one is.
DOVUTE = frozenset({"scadenze", "da_fare"})
NOTIZIE, AZIONI, CHI = "notizie", "azioni", "chi"
SETTIMANA = timedelta(days=7)

Reader = Callable[[HttpRequest], object]
_readers: list[Reader] = []


@dataclass(frozen=True)
class Gruppo:
    """Things due in the same stretch of time, the nearest first."""

    chiave: str
    titolo: str
    cose: list[Panel]


def register_reader(reader: Reader) -> None:
    """Let a room say as whom the person of a request reads their Scrivania."""
    if reader not in _readers:
        _readers.append(reader)


def reader_of(request: HttpRequest) -> object:
    """Who reads: the person of the request, with the rights of the role they chose."""
    return next((chi for leggi in _readers if (chi := leggi(request))), request.user)


TEMPI = (
    ("scadute", "Scadute"),
    ("oggi", "Oggi"),
    ("settimana", "Nei prossimi sette giorni"),
    ("dopo", "Più avanti"),
    ("senza", "Senza una scadenza"),
)


def group_by_term(cose: Iterable[Panel], on: date) -> list[Gruppo]:
    """What is due, overdue first, then today, this week, later, whenever; no empty group."""
    gruppi: dict[str, list[Panel]] = {chiave: [] for chiave, _ in TEMPI}
    for cosa in sorted(cose, key=lambda c: (c.quando or date.max, c.ordine, c.titolo)):
        gruppi[_stretch(cosa.quando, on)].append(cosa)
    return [Gruppo(chiave, titolo, gruppi[chiave]) for chiave, titolo in TEMPI if gruppi[chiave]]


def _stretch(quando: date | None, on: date) -> str:
    if quando is None:
        return "senza"
    if quando <= on:
        return "oggi" if quando == on else "scadute"
    return "settimana" if quando <= on + SETTIMANA else "dopo"


def distance(quando: date, on: date) -> str:
    """How far a term is, in words: `fra 3 giorni`, `scaduta ieri`, `scaduta da oltre 2 anni`."""
    giorni = (quando - on).days
    vicini = {0: "oggi", 1: "domani", -1: "scaduta ieri"}
    if giorni in vicini:
        return vicini[giorni]
    return f"fra {_long(giorni)}" if giorni > 0 else f"scaduta da {_long(-giorni)}"


def _long(giorni: int) -> str:
    """So many days in words; from two years on, in whole years."""
    anni = giorni // 366
    return f"oltre {anni} anni" if anni >= 2 else f"{giorni} giorni"
