"""Percentages that add to one hundred.

Pure: plain values in and out. The rule in prose, with the table its test reads:
`docs/regole/quote-che-sommano-a-cento.md`.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import lcm


def largest_remainder(values: Sequence[Decimal], decimals: int = 0) -> list[Decimal]:
    """Share 100 among `values`, in proportion, with `decimals` digits after the point.

    The shares, in the order of `values`, add to exactly 100: each is its exact percentage cut at
    the last digit, and the digits missing to 100 go one each to those that lost most (to the
    larger value, then to the first, when they lost the same). Nothing to share (no values, or all
    zero) is all zeros.

    Raises:
        ValueError: a value is negative or not a finite number, or `decimals` is negative.
    """
    if decimals < 0 or any(not Decimal(value).is_finite() or value < 0 for value in values):
        raise ValueError("Le quote si calcolano su importi finiti e non negativi.")
    parts = _as_integers(values)
    total = sum(parts)
    if not total:
        return [Decimal(0).scaleb(-decimals) for _ in values]
    units = 100 * 10**decimals
    cut = [divmod(units * part, total) for part in parts]
    shares = [share for share, _ in cut]
    by_loss = sorted(range(len(parts)), key=lambda i: (-cut[i][1], -parts[i], i))
    for i in by_loss[: units - sum(shares)]:
        shares[i] += 1
    return [Decimal(share).scaleb(-decimals) for share in shares]


def _as_integers(values: Sequence[Decimal]) -> list[int]:
    """Integers in the same proportions as `values`, exactly."""
    ratios = [Decimal(value).as_integer_ratio() for value in values]
    common = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (common // denominator) for numerator, denominator in ratios]
