"""Percentages that add to one hundred (`docs/regole/quote-che-sommano-a-cento.md`)."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.numeri import format_decimal, parse_decimal
from conciliazione.quote import largest_remainder

PAGE = Path(__file__).resolve().parents[2] / "docs/regole/quote-che-sommano-a-cento.md"
AMOUNTS = st.lists(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False), min_size=1, max_size=12
)


def worked_rows():
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def joined(values, decimals=0):
    return " / ".join(format_decimal(value, decimals) for value in values)


@pytest.mark.parametrize("row", worked_rows(), ids=lambda row: row[0])
def test_the_worked_table_is_what_the_code_computes(row):
    _, amounts, cut_down, lost, missing, shares = row
    values = [parse_decimal(amount) for amount in amounts.split(" / ")]
    exact = [100 * value / sum(values) for value in values]
    cut = [share.quantize(Decimal(1), ROUND_DOWN) for share in exact]
    cut_away = [round(a - b, 3) for a, b in zip(exact, cut, strict=True)]
    assert joined(cut) == cut_down
    assert joined(cut_away, 3) == lost
    assert str(100 - sum(cut)) == missing
    assert joined(largest_remainder(values)) == shares


def test_the_worked_table_has_its_six_rows():
    assert len(worked_rows()) == 6


@given(AMOUNTS, st.integers(min_value=0, max_value=4))
def test_shares_add_to_one_hundred_and_stay_within_one_unit(values, decimals):
    shares = largest_remainder(values, decimals)
    total = sum(Fraction(value) for value in values)
    if not total:
        assert shares == [0] * len(values)
        return
    unit = Fraction(1, 10**decimals)
    assert sum(shares) == 100
    for value, share in zip(values, shares, strict=True):
        assert abs(Fraction(share) - 100 * Fraction(value) / total) < unit
        assert share.as_tuple().exponent == -decimals


@given(AMOUNTS)
def test_a_larger_value_never_has_a_smaller_share(values):
    by_value = sorted(zip(values, largest_remainder(values), strict=True))
    assert [share for _, share in by_value] == sorted(share for _, share in by_value)


def test_equal_values_give_the_odd_unit_to_the_first():
    assert largest_remainder([Decimal(1)] * 3) == [34, 33, 33]
    assert largest_remainder([Decimal(1)] * 3, 2) == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]


def test_at_equal_loss_the_larger_value_precedes():
    # 12.5 and 87.5: both lose one half.
    assert largest_remainder([Decimal(1), Decimal(7)]) == [12, 88]


def test_nothing_to_share_is_all_zeros():
    assert largest_remainder([]) == []
    assert largest_remainder([Decimal(0), Decimal(0)], 1) == [0, 0]


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_what_cannot_be_shared_is_refused(value):
    with pytest.raises(ValueError, match="finiti e non negativi"):
        largest_remainder([Decimal(5), value])


def test_negative_decimals_are_refused():
    with pytest.raises(ValueError, match="finiti e non negativi"):
        largest_remainder([Decimal(5)], -1)
