"""How many soggetti belong to the network on a day.

Pure: plain values in and out. The rule in prose, with the table its test reads:
`docs/regole/membri-della-rete.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Conteggio:
    """How many a document says there were on a day."""

    data: date
    numero: int


@dataclass(frozen=True)
class Periodo:
    """An adhesion: its first and its last valid day (None: still open)."""

    dal: date
    al: date | None = None


def count_members(dichiarati: Iterable[Conteggio], adesioni: Iterable[Periodo], on: date) -> int:
    """Members on a day: the last number declared by then, plus who joined since, minus who left.

    An adhesion that begins on the very day of the declared number is taken to be in it, as one
    whose last day that is; without any declaration the count starts from nobody.
    """
    noti = [c for c in dichiarati if c.data <= on]
    base = max(noti, key=lambda c: c.data, default=Conteggio(date.min, 0))
    periodi = list(adesioni)
    entrati = sum(base.data < p.dal <= on for p in periodi)
    usciti = sum(p.al is not None and base.data <= p.al < on for p in periodi)
    return base.numero + entrati - usciti
