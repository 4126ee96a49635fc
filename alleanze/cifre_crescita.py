"""The figures of how the alliances grow, from who was in them at the start.

A soggetto counts once in each alliance, whatever its roles. Who has no first day, or the first day
that the alliance knows, was there at the start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alleanze.models import Alleanza, Partenariato
from conciliazione.cifre import Origine, Richiesta, cifra
from conciliazione.date import format_day
from rete.cifre_crescita import growth_percent
from rete.models import Ciclo, Soggetto

SOGGETTI = "adesioni"


@dataclass(frozen=True)
class Presenza:
    """A soggetto in an alliance, by their ids: from when, and the periods in which it is there."""

    alleanza: int
    soggetto: int
    periodi: tuple[tuple[date | None, date | None], ...]

    @property
    def dal(self) -> date | None:
        """Its first day; None where one of its periods has none."""
        giorni = [dal for dal, _ in self.periodi]
        return None if None in giorni else min(giorni)

    def is_there(self, on: date) -> bool:
        return any(
            (dal is None or dal <= on) and (al is None or on <= al) for dal, al in self.periodi
        )


def _presences(ciclo: Ciclo) -> list[Presenza]:
    """Who is or was in each alliance of the ciclo, in one query: plain values, they are many."""
    righe = Partenariato.objects.filter(alleanza__ciclo=ciclo).order_by()
    periodi: dict[tuple[int, int], list[tuple[date | None, date | None]]] = {}
    for alleanza, soggetto, dal, al in righe.values_list("alleanza", "soggetto", "dal", "al"):
        periodi.setdefault((alleanza, soggetto), []).append((dal, al))
    return [Presenza(*chi, tuple(quando)) for chi, quando in periodi.items()]


def _first_days(presenze: Iterable[Presenza]) -> dict[int, date]:
    """The first day that each alliance knows; the first of all, where it does not know of some."""
    giorni: dict[int, date] = {}
    for p in presenze:
        dal = p.dal or date.min
        giorni[p.alleanza] = min(dal, giorni.get(p.alleanza, dal))
    return giorni


def _at_start(richiesta: Richiesta) -> list[Presenza]:
    presenze = richiesta.once(_presences)
    primi = _first_days(presenze)
    return [p for p in presenze if (p.dal or date.min) == primi[p.alleanza]]


def _joined(richiesta: Richiesta) -> list[Presenza]:
    """Who came later, by the day of the data."""
    presenze = richiesta.once(_presences)
    primi = _first_days(presenze)
    return [p for p in presenze if primi[p.alleanza] < (p.dal or date.min) <= richiesta.on]


def _there(richiesta: Richiesta) -> list[Presenza]:
    return [p for p in richiesta.once(_presences) if p.is_there(richiesta.on)]


def _rows(presenze: list[Presenza]) -> list[Origine]:
    """Each with the names of the alliance and of the soggetto, whose page it leads to."""
    alleanze = Alleanza.objects.in_bulk({p.alleanza for p in presenze})
    soggetti = Soggetto.objects.in_bulk({p.soggetto for p in presenze})
    righe = sorted(presenze, key=lambda p: (alleanze[p.alleanza].ordine, str(soggetti[p.soggetto])))
    return [_row(alleanze[p.alleanza], soggetti[p.soggetto], p.dal) for p in righe]


def _row(alleanza: Alleanza, soggetto: Soggetto, dal: date | None) -> Origine:
    quando = f", dal {format_day(dal)}" if dal else ""
    return Origine(f"{soggetto}: {alleanza}{quando}", 1, soggetto.get_absolute_url())


@cifra(
    "alleanze.partenza",
    "Adesioni alle alleanze alla partenza",
    unita=SOGGETTI,
    origini=lambda richiesta: _rows(_at_start(richiesta)),
)
def partenza(richiesta: Richiesta) -> int:
    return len(_at_start(richiesta))


@cifra(
    "alleanze.nuove_adesioni",
    "Nuove adesioni alle alleanze dalla partenza",
    unita=SOGGETTI,
    origini=lambda richiesta: _rows(_joined(richiesta)),
    nel_tempo=True,
)
def nuove_adesioni(richiesta: Richiesta) -> int:
    return len(_joined(richiesta))


@cifra(
    "alleanze.adesioni",
    "Adesioni alle alleanze",
    unita=SOGGETTI,
    origini=lambda richiesta: _rows(_there(richiesta)),
    nel_tempo=True,
)
def adesioni(richiesta: Richiesta) -> int:
    return len(_there(richiesta))


def _growth_rows(richiesta: Richiesta) -> Sequence[Origine]:
    quando = format_day(richiesta.on)
    return [
        Origine(f"Adesioni alle alleanze al {quando}", adesioni(richiesta), unita=SOGGETTI),
        Origine("Adesioni alla partenza", partenza(richiesta), unita=SOGGETTI),
    ]


@cifra(
    "alleanze.crescita",
    "Crescita delle alleanze sulla partenza",
    "percento",
    origini=_growth_rows,
    nel_tempo=True,
)
def crescita(richiesta: Richiesta) -> Decimal | None:
    return growth_percent(adesioni(richiesta), partenza(richiesta))
