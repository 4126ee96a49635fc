"""A sample that anybody can draw again: the same rows, percentage and seed give the same sample.

`docs/regole/campione.md` has the rule in words, with the table that its tests read.
"""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

CENTO = Decimal(100)


def mark(codice: str, seme: str) -> str:
    """Where a row stands in the draw of a seed: the SHA-256 of `seme:codice`, in hexadecimal."""
    return sha256(f"{seme}:{codice}".encode()).hexdigest()


def size(quante: int, percentuale: Decimal) -> int:
    """How many rows are drawn from `quante`: rounded up, so that of a few at least one is."""
    return int((quante * percentuale / CENTO).to_integral_value(ROUND_CEILING))


def draw(codici: Iterable[str], percentuale: Decimal, seme: str) -> list[str]:
    """The codes that are drawn, in the order of the draw."""
    in_ordine = sorted(codici, key=lambda codice: (mark(codice, seme), codice))
    return in_ordine[: size(len(in_ordine), percentuale)]
