"""By when an organo has to meet, and whether it did: the clock of its duty.

Pure: plain values in and out. The rule in words, with its worked table, is
`docs/regole/adempimenti.md`.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class StatoAdempimento(StrEnum):
    """Where a duty to meet is, on a day."""

    DOVUTA = "dovuta"
    CONVOCATA = "convocata"
    TENUTA = "tenuta"
    IN_RITARDO = "in ritardo"


@dataclass(frozen=True)
class Adempimento:
    """One meeting that was due by a day; `il` is when it was held, or for when it is convened."""

    entro: date
    stato: StatoAdempimento
    il: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether it was held, or is convened, after the day by which it was due."""
        return self.stato == StatoAdempimento.IN_RITARDO or (
            self.il is not None and self.il > self.entro
        )


@dataclass(frozen=True)
class Periodo:
    """The days of a ciclo, first and last."""

    dal: date
    al: date


def duties(
    mesi: int, periodo: Periodo, tenute: Iterable[date], convocate: Iterable[date], on: date
) -> list[Adempimento]:
    """The meetings due in the period as they stand on `on`, the latest last.

    Each meeting held answers the duty that was open and begins the next one. A term beyond the
    end of the period binds nobody.
    """
    trovati, base = [], periodo.dal - timedelta(days=1)
    for giorno in sorted(g for g in set(tenute) if periodo.dal <= g <= on):
        entro = add_months(base, mesi)
        if entro <= periodo.al:
            trovati.append(Adempimento(entro, StatoAdempimento.TENUTA, giorno))
        base = giorno
    entro = add_months(base, mesi)
    if entro <= periodo.al:
        trovati.append(_open(entro, min((g for g in convocate if g > base), default=None), on))
    return trovati


def add_months(giorno: date, mesi: int) -> date:
    """The same day so many months later; the last of the month where that day is not there."""
    anno, mese = divmod(giorno.year * 12 + giorno.month - 1 + mesi, 12)
    return date(anno, mese + 1, min(giorno.day, monthrange(anno, mese + 1)[1]))


def _open(entro: date, convocata: date | None, on: date) -> Adempimento:
    if on > entro:
        return Adempimento(entro, StatoAdempimento.IN_RITARDO, convocata)
    if convocata is not None:
        return Adempimento(entro, StatoAdempimento.CONVOCATA, convocata)
    return Adempimento(entro, StatoAdempimento.DOVUTA)
