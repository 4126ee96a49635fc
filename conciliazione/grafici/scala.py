"""Axes: from values to lengths, and the round numbers to write along them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_PASSI = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Scala:
    """A linear scale: `da` is drawn at `inizio`, `a` at `fine`."""

    da: Decimal
    a: Decimal
    inizio: float
    fine: float

    def place(self, valore: Decimal) -> float:
        """Where `valore` is drawn."""
        quota = float((valore - self.da) / (self.a - self.da))
        return self.inizio + quota * (self.fine - self.inizio)


def nice_ticks(minimo: Decimal, massimo: Decimal, intervalli: int = 5) -> list[Decimal]:
    """Equally spaced round numbers that enclose `minimo` and `massimo`.

    The step is 1, 2, 2.5 or 5 times a power of ten, the smallest that needs at most `intervalli`
    steps for the distance; when the two ends are equal the ticks go from zero to beyond them.
    """
    if minimo == massimo:
        minimo, massimo = min(minimo, Decimal(0)), max(massimo, Decimal(0))
    if minimo == massimo:
        massimo = Decimal(1)
    grezzo = (massimo - minimo) / intervalli
    decade = Decimal(1).scaleb(grezzo.adjusted())
    passo = next(decade * n for n in _PASSI if decade * n >= grezzo)
    primo, ultimo = minimo // passo, massimo // passo
    primo -= bool(minimo < primo * passo)
    ultimo += bool(massimo > ultimo * passo)
    return [passo * n for n in range(int(primo), int(ultimo) + 1)]


def starts_at_zero(valori: Iterable[Decimal]) -> bool:
    """Whether a line through `valori` is readable on an axis that starts at zero.

    It is not when they are all positive and move by less than a third of the largest.
    """
    presenti = list(valori)
    minimo, massimo = min(presenti), max(presenti)
    return minimo <= 0 or massimo - minimo >= massimo / 3
