"""The sum of some indicators of the projects, and how much it adds to where one started.

`docs/regole/indicatori-del-piano.md` has the rule in words, with the table that its tests read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

UN_DECIMALE = Decimal("0.1")
CENTO = Decimal(100)


@dataclass(frozen=True)
class Addendo:
    """An indicator of a project: the verified value, None while not measured, and its baseline."""

    verificato: Decimal | None
    base: Decimal | None


def add_up(addendi: Sequence[Addendo]) -> Decimal | None:
    """The sum of what was verified; None while nothing was."""
    misurati = [a.verificato for a in addendi if a.verificato is not None]
    return sum(misurati, Decimal(0)) if misurati else None


def start_of(addendi: Sequence[Addendo], partenza: Decimal | None) -> Decimal | None:
    """Where one started: what was written for the measure, else the sum of the baselines, where
    all are known."""
    basi = [a.base for a in addendi]
    if partenza is not None or not basi or None in basi:
        return partenza
    return sum(basi, Decimal(0))


def increment(addendi: Sequence[Addendo], partenza: Decimal | None) -> Decimal | None:
    """What was added, per cent of where one started, to the tenth.

    The baselines of the measured indicators are not an addition. None while nothing is measured,
    or where one started from nothing or from nobody knows where.
    """
    valore, inizio = add_up(addendi), start_of(addendi, partenza)
    if valore is None or not inizio:
        return None
    gia = sum((a.base or Decimal(0) for a in addendi if a.verificato is not None), Decimal(0))
    return ((valore - gia) / inizio * CENTO).quantize(UN_DECIMALE, ROUND_HALF_UP)
