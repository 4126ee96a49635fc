"""How many soggetti belong to the network on a day.

Pure: plain values in and out. The rule in prose, with the table its test reads:
`docs/regole/membri-della-rete.md`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar


class Dichiarato(Protocol):
    """How many a document says there were on a day."""

    data: date
    numero: int


class Periodico(Protocol):
    """An adhesion: its first day (None: before anybody counted) and its last (None: still open)."""

    dal: date | None
    al: date | None


D = TypeVar("D", bound=Dichiarato)
P = TypeVar("P", bound=Periodico)


@dataclass(frozen=True)
class Conteggio:
    """A declared number, as plain values."""

    data: date
    numero: int


@dataclass(frozen=True)
class Periodo:
    """An adhesion, as plain values."""

    dal: date | None
    al: date | None = None


@dataclass(frozen=True)
class Spiegazione(Generic[D, P]):
    """What a number of members is made of: the declared number from which the count starts, if
    there is one, who joined since, who left."""

    base: D | None
    entrati: list[P]
    usciti: list[P]

    @property
    def numero(self) -> int:
        """The members."""
        return (self.base.numero if self.base else 0) + len(self.entrati) - len(self.usciti)


def explain_members(dichiarati: Iterable[D], adesioni: Iterable[P], on: date) -> Spiegazione[D, P]:
    """Members on a day: the last number declared by then, plus who joined since, minus who left.

    An adhesion that begins on the very day of the declared number is taken to be in it, as one
    whose last day that is; without any declaration the count starts from nobody, and who leaves
    without a first day was never counted.
    """
    base = max((c for c in dichiarati if c.data <= on), key=lambda c: c.data, default=None)
    inizio = base.data if base else date.min
    periodi = list(adesioni)
    return Spiegazione(
        base,
        entrati=[p for p in periodi if p.dal is not None and inizio < p.dal <= on],
        usciti=[
            p
            for p in periodi
            if p.al is not None and inizio <= p.al < on and (base or p.dal is not None)
        ],
    )


def count_members(dichiarati: Iterable[D], adesioni: Iterable[P], on: date) -> int:
    """How many members there are on a day: the number that `explain_members` explains."""
    return explain_members(dichiarati, adesioni, on).numero


def count_series(
    tipi: Mapping[str, tuple[Sequence[D], Sequence[P]]], until: date
) -> list[tuple[date, dict[str, int]]]:
    """Members by kind on every day, up to `until`, on which a number is declared or changes.

    `tipi` holds, for each kind, what is declared of it and its adhesions. Days before the first
    declared number are left out: nobody knows how many there were.
    """
    dichiarati = {c.data for detti, _ in tipi.values() for c in detti}
    giorni = {giorno for detti, periodi in tipi.values() for giorno in _days(detti, periodi)}
    conti = {tipo: _Conto(*righe) for tipo, righe in tipi.items()}
    serie: list[tuple[date, dict[str, int]]] = []
    prima = dict.fromkeys(tipi, 0)
    inizio = min(dichiarati, default=date.min)
    for giorno in sorted(giorno for giorno in giorni if inizio <= giorno <= until):
        numeri = {tipo: conto.count(giorno) for tipo, conto in conti.items()}
        if giorno in dichiarati or numeri != prima:
            serie.append((giorno, numeri))
        prima = numeri
    return serie


class _Conto:
    """Counts as `count_members` on day after day, without reading every adhesion each time."""

    def __init__(self, dichiarati: Iterable[D], adesioni: Sequence[P]) -> None:
        self.detti = {c.data: c.numero for c in reversed(list(dichiarati))}
        self.giorni = sorted(self.detti)
        self.primi = sorted(p.dal for p in adesioni if p.dal is not None)
        finite = [p for p in adesioni if p.al is not None]
        self.ultimi = sorted(p.al for p in finite)
        self.ultimi_datati = sorted(p.al for p in finite if p.dal is not None)

    def count(self, on: date) -> int:
        """The members on a day."""
        posto = bisect_right(self.giorni, on)
        inizio = self.giorni[posto - 1] if posto else date.min
        entrati = bisect_right(self.primi, on) - bisect_right(self.primi, inizio)
        ultimi = self.ultimi if posto else self.ultimi_datati
        usciti = bisect_left(ultimi, on) - bisect_left(ultimi, inizio)
        return self.detti.get(inizio, 0) + entrati - usciti


def _days(dichiarati: Iterable[D], adesioni: Iterable[P]) -> Iterator[date]:
    """The days on which the number may change: of who leaves, the one after the last."""
    yield from (c.data for c in dichiarati)
    for periodo in adesioni:
        if periodo.dal is not None:
            yield periodo.dal
        if periodo.al is not None and periodo.al < date.max:
            yield periodo.al + timedelta(days=1)
