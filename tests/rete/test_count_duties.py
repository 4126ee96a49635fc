"""By when an organo has to meet: the table of `docs/regole/adempimenti.md`, and its readers."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rete.adempimenti import Adempimento, Periodo, StatoAdempimento, add_months, duties
from tests.rete.test_count_quorum import table

REGOLA = Path(__file__).parents[2] / "docs/regole/adempimenti.md"
CICLO = Periodo(date(2014, 1, 1), date(2015, 12, 31))
GIORNI = st.dates(date(2014, 1, 1), date(2015, 12, 31))


def day(written: str) -> date:
    giorno, mese, anno = map(int, written.split("/"))
    return date(anno, mese, giorno)


def days(written: str) -> list[date]:
    return [] if written == "nessuna" else [day(d) for d in written.split("; ")]


def duty(written: str) -> Adempimento:
    entro, _, resto = written.removeprefix("entro il ").partition(" ")
    for stato in StatoAdempimento:
        if resto == stato or resto.startswith(f"{stato} "):
            il = resto.removeprefix(stato).strip()
            return Adempimento(day(entro), stato, day(il) if il else None)
    raise ValueError(written)


@pytest.mark.parametrize("row", table(REGOLA, 5), ids="|".join)
def test_the_table_of_the_rule_holds(row: list[str]) -> None:
    mesi, tenute, convocate, giorno, dovute = row
    trovati = duties(int(mesi), CICLO, days(tenute), days(convocate), day(giorno))
    assert trovati == [duty(scritto) for scritto in dovute.split("; ")]


def test_a_meeting_held_after_its_term_was_late() -> None:
    in_ritardo, in_tempo = (
        duties(12, CICLO, [giorno], [], date(2015, 12, 31))[0]
        for giorno in (date(2015, 1, 20), date(2014, 12, 31))
    )
    assert (in_ritardo.is_late, in_tempo.is_late) == (True, False)


def test_a_term_beyond_the_ciclo_binds_nobody() -> None:
    assert duties(36, CICLO, [], [], date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("giorno", "mesi", "atteso"),
    [
        (date(2014, 8, 31), 6, date(2015, 2, 28)),
        (date(2015, 8, 31), 6, date(2016, 2, 29)),
        (date(2014, 12, 31), 12, date(2015, 12, 31)),
        (date(2014, 11, 15), 1, date(2014, 12, 15)),
        (date(2014, 12, 15), 1, date(2015, 1, 15)),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last(
    giorno: date, mesi: int, atteso: date
) -> None:
    assert add_months(giorno, mesi) == atteso


@given(st.integers(1, 24), st.lists(GIORNI, max_size=6), GIORNI)
def test_only_the_last_duty_is_open_and_terms_never_go_back(
    mesi: int, tenute: list[date], on: date
) -> None:
    trovati = duties(mesi, CICLO, tenute, [], on)
    assert all(a.stato == StatoAdempimento.TENUTA for a in trovati[:-1])
    assert [a.entro for a in trovati] == sorted(a.entro for a in trovati)
