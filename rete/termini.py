"""When the term of a procedure ends: days counted, holidays and suspensions.

Pure: plain values in and out. The rule in words, with its worked table, is
`docs/regole/termini.md`. Fonte: legge 7 agosto 1990, n. 241, artt. 2 (commi 6 e 7) e 10-bis;
codice civile, artt. 1187 e 2963.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

_UN_GIORNO = timedelta(days=1)
_DOMENICA = 6
# Art. 2, comma 7: the term may be suspended for at most thirty days.
SOSPENSIONE_PIU_LUNGA = 30
# Art. 10-bis: it begins to run again ten days after the observations.
RIPRENDE_DOPO = 10


@dataclass(frozen=True)
class Fermo:
    """A stretch in which the term does not run: from a day to the one on which it runs again.

    `al` is None while nobody knows; `limitato` is for those that the law keeps within thirty days.
    """

    dal: date
    al: date | None
    limitato: bool = True


def is_holiday(giorno: date) -> bool:
    """Whether it is a Sunday or a public holiday in all of Italy."""
    return giorno.weekday() == _DOMENICA or giorno in holidays.country_holidays(
        "IT", years=giorno.year
    )


def end_of_term(dal: date, giorni: int, sospesi: int = 0) -> date:
    """The last day of a term of `giorni` days that begins on `dal`, which is not counted.

    `sospesi` are the days for which it did not run. A term that ends on a holiday or on a Sunday
    moves to the next working day; Saturdays count as working days.
    """
    fine = dal + timedelta(days=giorni + sospesi)
    while is_holiday(fine):
        fine += _UN_GIORNO
    return fine


def runs_again(osservazioni: date) -> date:
    """The day from which a term suspended by a preavviso runs again, once they are given."""
    return osservazioni + timedelta(days=RIPRENDE_DOPO)


def suspended_days(fermi: Iterable[Fermo]) -> int:
    """For how many days, in all, the term did not run: only stretches that have an end count."""
    return sum(_days(fermo) for fermo in fermi)


def days_left(entro: date, on: date) -> int:
    """Days from `on` to the last one: 0 on the last day, negative when it is over."""
    return (entro - on).days


def _days(fermo: Fermo) -> int:
    if fermo.al is None:
        return 0
    giorni = (fermo.al - fermo.dal).days
    return min(giorni, SOSPENSIONE_PIU_LUNGA) if fermo.limitato else giorni
