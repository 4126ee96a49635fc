"""When the term of a procedure ends (`docs/regole/termini.md`)."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rete.termini import Fermo, days_left, end_of_term, is_holiday, runs_again, suspended_days

PAGE = Path(__file__).resolve().parents[2] / "docs/regole/termini.md"
DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2060, 12, 31))


def worked_rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def day(written: str) -> date:
    return datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def stretch(written: str) -> Fermo:
    kind, _, days = written.partition(" ")
    dal, _, al = days.partition("–")
    return Fermo(day(dal), None if al == "oggi" else day(al), limitato=kind == "I")


@pytest.mark.parametrize("row", worked_rows(), ids=lambda row: row[0])
def test_the_worked_table_is_what_the_code_computes(row: list[str]) -> None:
    _, arrives, stopped, suspended, due = row
    stretches = [] if stopped == "–" else [stretch(one) for one in stopped.split("; ")]

    assert suspended_days(stretches) == int(suspended)
    assert end_of_term(day(arrives), 30, int(suspended)) == day(due)


def test_the_worked_table_has_its_fifteen_rows() -> None:
    assert len(worked_rows()) == 15


def test_after_the_observations_the_term_waits_ten_days() -> None:
    assert runs_again(date(2026, 6, 30)) == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("giorno", "festa"),
    [
        (date(2026, 4, 6), True),  # Monday after Easter
        (date(2026, 4, 7), False),
        (date(2026, 8, 15), True),  # on a Saturday
        (date(2026, 8, 22), False),  # a Saturday like any other
        (date(2025, 10, 4), False),  # not yet a holiday
        (date(2027, 10, 4), True),
        (date(2026, 12, 7), False),  # the patron of Milan alone
    ],
)
def test_sundays_and_holidays_of_all_italy_are_not_working_days(giorno: date, festa: bool) -> None:
    assert is_holiday(giorno) is festa


@pytest.mark.parametrize(
    ("on", "left"),
    [(date(2026, 7, 1), 2), (date(2026, 7, 3), 0), (date(2026, 7, 10), -7)],
)
def test_days_left_count_down_to_the_last_day_and_beyond(on: date, left: int) -> None:
    assert days_left(date(2026, 7, 3), on) == left


@given(DAYS, st.integers(min_value=0, max_value=400), st.integers(min_value=0, max_value=90))
def test_a_term_never_ends_early_nor_on_a_holiday(dal: date, giorni: int, sospesi: int) -> None:
    fine = end_of_term(dal, giorni, sospesi)

    esatta = dal + timedelta(days=giorni + sospesi)
    assert not is_holiday(fine)
    assert all(is_holiday(esatta + timedelta(days=n)) for n in range((fine - esatta).days))
