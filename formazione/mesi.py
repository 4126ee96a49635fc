"""Months: what the plan says of when a thing happens.

Pure: plain values in and out.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from conciliazione.date import MESI, format_month


@dataclass(frozen=True, order=True)
class Mese:
    """A month of a year, numbered from 1."""

    anno: int
    numero: int

    def __str__(self) -> str:
        return format_month(self.dal)

    @property
    def nome(self) -> str:
        """Its name, without the year."""
        return MESI[self.numero - 1]

    @property
    def chiave(self) -> str:
        """As addresses write it: `2014-10`."""
        return f"{self.anno:04d}-{self.numero:02d}"

    @property
    def dal(self) -> date:
        """Its first day."""
        return date(self.anno, self.numero, 1)

    @property
    def al(self) -> date:
        """Its last day."""
        return date(self.anno, self.numero, monthrange(self.anno, self.numero)[1])

    def meets(self, dal: date | None, al: date | None) -> bool:
        """Whether a day of the month falls from `dal` to `al`.

        Where one of the two is not known, only the other counts.
        """
        inizio, fine = dal or al, al or dal
        return inizio is not None and inizio <= self.al and fine >= self.dal


def month_of(giorno: date) -> Mese:
    """The month of a day."""
    return Mese(giorno.year, giorno.month)


def read_month(chiave: str) -> Mese:
    """The month that `2014-10` writes.

    Raises:
        ValueError: it is not written so.
    """
    return month_of(date.fromisoformat(f"{chiave}-01"))


def months_of_year(anno: int) -> list[Mese]:
    """The twelve months of a year.

    Raises:
        ValueError: there are no dates in that year.
    """
    if not MINYEAR <= anno <= MAXYEAR:
        raise ValueError(f"L'anno {anno} non esiste.")
    return [Mese(anno, numero) for numero in range(1, 13)]


def months_between(dal: date, al: date) -> Iterator[Mese]:
    """The months from that of `dal` to that of `al`, both included."""
    anno, numero = dal.year, dal.month
    while (anno, numero) <= (al.year, al.month):
        yield Mese(anno, numero)
        anno, numero = anno + numero // 12, numero % 12 + 1


def known_by_months(dal: date | None, al: date | None) -> bool:
    """Whether two dates only say months: the first day of one, the last day of another."""
    inizio = dal is None or dal.day == 1
    fine = al is None or al == month_of(al).al
    return inizio and fine and (dal is not None or al is not None)
