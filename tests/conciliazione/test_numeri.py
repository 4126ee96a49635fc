from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.numeri import format_decimal, format_euro, format_percent, parse_decimal


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567,8", "1234567.8"),
        (" 12 ", "12"),
        ("€ 20.000,00".replace("€ ", ""), "20000.00"),
        ("20.000,00 €", "20000.00"),
        ("-3,2", "-3.2"),
        ("0,5", "0.5"),
        ("1.5", "1.5"),
    ],
)
def test_a_number_is_read_as_italians_write_it(typed, read):
    assert parse_decimal(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "uno",
        "1,2,3",
        "1.23.456",
        "1,234.56",
        "NaN",
        "Infinity",
        "1e9",
        "--1",
        "1\x00",
        "½",
    ],
)
def test_what_is_not_a_number_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match=r"per esempio 1\.234,56"):
        parse_decimal(typed)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Decimal("1234567.8"), None, "1.234.567,8"),
        (Decimal("1234567.8"), 2, "1.234.567,80"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal(100), None, "100"),
        (0, None, "0"),
        (-2235, None, "-2.235"),
    ],
)
def test_a_number_is_written_with_dots_and_a_comma(value, decimals, written):
    assert format_decimal(value, decimals) == written


def test_euro_and_percentages_keep_their_sign_on_the_same_line():
    assert format_euro(Decimal("459836.19")) == "€\xa0459.836,19"
    assert format_percent(Decimal("9.70")) == "9,7\xa0%"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_what_is_written_is_read_back(value):
    assert parse_decimal(format_decimal(value, 2)) == value
