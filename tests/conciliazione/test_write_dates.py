from datetime import date

import pytest

from conciliazione.date import format_day, format_month, format_period


@pytest.mark.parametrize(
    ("giorno", "scritto"),
    [
        (date(2014, 6, 27), "27 giugno 2014"),
        (date(2014, 10, 1), "1° ottobre 2014"),
        (date(2016, 2, 29), "29 febbraio 2016"),
    ],
)
def test_a_day_is_written_in_full(giorno, scritto):
    assert format_day(giorno) == scritto


def test_a_month_has_its_year():
    assert format_month(date(2014, 12, 31)) == "dicembre 2014"


@pytest.mark.parametrize(
    ("dal", "al", "scritto"),
    [
        (date(2014, 10, 1), date(2016, 9, 30), "ottobre 2014 – settembre 2016"),
        (date(2016, 2, 1), date(2016, 2, 29), "febbraio 2016"),
        (date(2015, 2, 1), date(2016, 2, 28), "dal 1° febbraio 2015 al 28 febbraio 2016"),
        (date(2014, 6, 27), date(2014, 7, 8), "dal 27 giugno 2014 all’8 luglio 2014"),
        (date(2014, 6, 11), date(2014, 6, 30), "dall’11 giugno 2014 al 30 giugno 2014"),
        (date(2014, 6, 27), date(2014, 6, 27), "27 giugno 2014"),
        (date(2014, 10, 1), None, "da ottobre 2014"),
        (date(2014, 10, 8), None, "dall’8 ottobre 2014"),
        (None, date(2016, 9, 30), "fino a settembre 2016"),
        (None, date(2016, 9, 8), "fino all’8 settembre 2016"),
        (date(9999, 12, 1), date(9999, 12, 31), "dicembre 9999"),
        (None, None, "senza date"),
    ],
)
def test_a_period_is_written_by_its_months_or_by_its_days(dal, al, scritto):
    assert format_period(dal, al) == scritto
