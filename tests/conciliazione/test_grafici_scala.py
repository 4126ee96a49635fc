"""Axes: round numbers that enclose the values, and where a value is drawn."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.grafici.scala import Scala, nice_ticks, starts_at_zero

VALUES = st.decimals(min_value=-(10**7), max_value=10**7, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("minimo", "massimo", "tacche"),
    [
        ("0", "2020", ["0", "500", "1000", "1500", "2000", "2500"]),
        ("0", "81.1", ["0", "20", "40", "60", "80", "100"]),
        ("0", "2.26", ["0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
        ("-3", "7", ["-4", "-2", "0", "2", "4", "6", "8"]),
        ("560000", "640000", ["560000", "580000", "600000", "620000", "640000"]),
        ("7", "7", ["0", "2", "4", "6", "8"]),
        ("-7", "-7", ["-8", "-6", "-4", "-2", "0"]),
        ("0", "0", ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ],
)
def test_ticks_are_round_numbers_that_enclose_the_values(minimo, massimo, tacche):
    assert nice_ticks(Decimal(minimo), Decimal(massimo)) == [Decimal(t) for t in tacche]


@given(VALUES, VALUES)
def test_ticks_rise_by_the_same_step_and_are_few(primo, secondo):
    minimo, massimo = sorted((primo, secondo))
    tacche = nice_ticks(minimo, massimo)
    passi = {b - a for a, b in itertools.pairwise(tacche)}
    assert tacche[0] <= minimo <= massimo <= tacche[-1]
    assert len(passi) == 1
    assert min(passi) > 0
    assert 2 <= len(tacche) <= 7


def test_a_value_is_drawn_in_proportion_also_downwards():
    scala = Scala(Decimal(0), Decimal(200), 220, 20)
    assert [scala.place(Decimal(v)) for v in (0, 50, 200)] == [220, 170, 20]


@pytest.mark.parametrize(
    ("valori", "zero"),
    [
        (["560069", "643395"], False),
        (["4001", "6956"], True),
        (["-1", "100"], True),
        (["100", "150"], True),  # exactly a third of the largest
        (["100.01", "150"], False),
        (["5"], False),
    ],
)
def test_the_axis_of_a_line_starts_at_zero_when_the_line_still_moves(valori, zero):
    assert starts_at_zero(Decimal(valore) for valore in valori) is zero
