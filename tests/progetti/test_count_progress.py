"""How far an indicator is: the table of `docs/regole/avanzamento.md`, and the three numbers."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from conciliazione.numeri import format_decimal
from progetti.avanzamento import expected, progress, standing, start_of
from progetti.enums import Andamento, Direzione, StatoRilevazione
from progetti.misure import Misura, measures, standings
from progetti.models import Indicatore
from tests.factories.monitoraggio import (
    day,
    make_consegna,
    make_indicator_of,
    make_rilevazione,
)

REGOLA = Path(__file__).parents[2] / "docs/regole/avanzamento.md"
DAL, AL = date(2015, 1, 1), date(2016, 12, 31)


def table() -> list[list[str]]:
    lines = [r for r in REGOLA.read_text(encoding="utf-8").splitlines() if r.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def number(written: str) -> Decimal | None:
    return None if written == "–" else Decimal(written.replace(",", "."))


def written(value: Decimal | None) -> str:
    return "–" if value is None else format_decimal(value, 2)


@pytest.mark.parametrize("row", table(), ids="|".join)
def test_the_table_of_the_rule_holds(row: list[str]) -> None:
    verso, base, target, valore, quando, atteso, percentuale, come_va = row
    partenza = start_of(number(base), verso)
    trovato = expected(partenza, number(target), DAL, AL, day(quando))
    assert written(trovato) == atteso
    assert written(progress(number(valore), partenza, number(target))) == percentuale
    andamento = standing(number(valore), number(target), trovato, verso)
    assert andamento.label == come_va


def test_without_the_days_of_the_project_nothing_is_expected() -> None:
    assert expected(Decimal(0), Decimal(30), None, AL, DAL) is None
    assert expected(Decimal(0), Decimal(30), DAL, None, DAL) is None
    andamento = standing(Decimal(3), Decimal(30), None, Direzione.AUMENTA)
    assert andamento == Andamento.NON_CONFRONTABILE


def test_where_there_is_no_way_to_go_there_is_no_percentage() -> None:
    assert progress(Decimal(5), Decimal(5), Decimal(5)) is None


# --- The three numbers --------------------------------------------------------------------------


@pytest.fixture
def consegna(db: None) -> object:
    return make_consegna()


def read(indicatore: Indicatore, on: date | None = None) -> Misura | None:
    return measures([indicatore], on).get(indicatore.pk)


def test_what_was_never_reported_is_not_zero(consegna: object) -> None:
    assert read(make_indicator_of(consegna)) is None


def test_drafts_and_returned_values_count_for_nothing(consegna: object) -> None:
    for stato in (StatoRilevazione.BOZZA, StatoRilevazione.RESTITUITA):
        indicatore = make_indicator_of(consegna)
        make_rilevazione(stato, ("5",), consegna=consegna, indicatore=indicatore, valore=5)
        assert read(indicatore) is None


def test_increments_add_up_and_each_is_proved_as_far_as_its_proofs_count(consegna: object) -> None:
    indicatore = make_indicator_of(consegna)
    con = {"consegna": consegna, "indicatore": indicatore}
    make_rilevazione(StatoRilevazione.VERIFICATA, ("6", "5"), valore=11, **con)
    make_rilevazione(StatoRilevazione.DICHIARATA, ("2",), valore=7, **con)
    misura = read(indicatore)
    assert (misura.dichiarato, misura.con_prova, misura.verificato) == (18, 13, 11)


def test_proofs_never_count_more_than_what_was_declared(consegna: object) -> None:
    indicatore = make_indicator_of(consegna)
    make_rilevazione(consegna=consegna, indicatore=indicatore, valore=3, prove=("2", "2"))
    assert read(indicatore).con_prova == 3


def test_the_baseline_is_the_first_step(consegna: object) -> None:
    indicatore = make_indicator_of(consegna, base=20)
    make_rilevazione(
        StatoRilevazione.VERIFICATA, ("4",), consegna=consegna, indicatore=indicatore, valore=4
    )
    misura = read(indicatore)
    assert (misura.dichiarato, misura.con_prova, misura.verificato) == (24, 24, 24)


def test_a_correction_is_taken_away_from_all_three(consegna: object) -> None:
    indicatore = make_indicator_of(consegna)
    con = {"consegna": consegna, "indicatore": indicatore}
    prima = make_rilevazione(StatoRilevazione.VERIFICATA, ("11",), valore=11, **con)
    make_rilevazione(
        StatoRilevazione.VERIFICATA, valore=-2, corregge=prima, nota="Due firme doppie.", **con
    )
    misura = read(indicatore)
    assert (misura.dichiarato, misura.con_prova, misura.verificato) == (9, 9, 9)


def test_of_readings_the_last_counts(consegna: object) -> None:
    indicatore = make_indicator_of(consegna, cumulativo=False, direzione=Direzione.DIMINUISCE)
    oggi = timezone.localdate()
    con = {"consegna": consegna, "indicatore": indicatore}
    verificata = StatoRilevazione.VERIFICATA
    make_rilevazione(verificata, ("90",), valore=90, data=oggi - timedelta(days=60), **con)
    make_rilevazione(verificata, ("70",), valore=70, data=oggi - timedelta(days=90), **con)
    make_rilevazione(valore=85, data=oggi, **con)
    misura = read(indicatore)
    sessanta = oggi - timedelta(days=60)
    assert misura == Misura(Decimal(85), Decimal(90), Decimal(90), oggi, sessanta)


def test_a_figure_of_another_day_reads_what_was_there(consegna: object) -> None:
    indicatore = make_indicator_of(consegna)
    oggi = timezone.localdate()
    verificata = {"consegna": consegna, "indicatore": indicatore}
    make_rilevazione(
        StatoRilevazione.VERIFICATA, valore=2, data=oggi - timedelta(days=40), **verificata
    )
    make_rilevazione(
        StatoRilevazione.VERIFICATA, valore=3, data=oggi - timedelta(days=10), **verificata
    )
    assert read(indicatore, oggi - timedelta(days=20)).verificato == 2
    assert read(indicatore).verificato == 5


def test_everybody_else_reads_what_was_verified(consegna: object) -> None:
    indicatore = make_indicator_of(consegna, target=10)
    make_rilevazione(consegna=consegna, indicatore=indicatore, valore=4)
    lette = Indicatore.objects.select_related("risultato__obiettivo__progetto")
    chi_lavora = standings(lette, solo_verificato=False)[0]
    tutti = standings(lette, solo_verificato=True)[0]
    assert (chi_lavora.valore, chi_lavora.percentuale) == (4, 40)
    assert (tutti.valore, tutti.andamento) == (None, Andamento.NON_MISURATO)


@pytest.mark.parametrize("quanti", [1, 3])
def test_two_queries_however_many_they_are(
    quanti: int, consegna: object, django_assert_num_queries: object
) -> None:
    for cumulativo in (True, False):
        for _ in range(quanti):
            indicatore = make_indicator_of(consegna, cumulativo=cumulativo)
            make_rilevazione(consegna=consegna, indicatore=indicatore, prove=("1",))
    lette = list(Indicatore.objects.select_related("risultato__obiettivo__progetto"))
    with django_assert_num_queries(2):
        assert len(measures(lette)) == 2 * quanti


@pytest.mark.parametrize("cumulativo", [True, False])
def test_the_public_reads_the_same_verified_value_and_nothing_else(
    cumulativo: bool, consegna: object
) -> None:
    indicatore = make_indicator_of(consegna, cumulativo=cumulativo, base=4)
    oggi = timezone.localdate()
    con = {"consegna": consegna, "indicatore": indicatore}
    verificata = StatoRilevazione.VERIFICATA
    make_rilevazione(verificata, ("3",), valore=3, data=oggi - timedelta(days=60), **con)
    make_rilevazione(verificata, valore=2, data=oggi - timedelta(days=40), **con)
    make_rilevazione(valore=85, data=oggi, **con)
    intera, pubblica = read(indicatore), measures([indicatore], pubblico=True)[indicatore.pk]
    quaranta = oggi - timedelta(days=40)
    assert (pubblica.verificato, pubblica.verificato_al) == (9 if cumulativo else 2, quaranta)
    assert (intera.verificato, intera.verificato_al) == (pubblica.verificato, quaranta)
    assert pubblica == Misura(verificato=pubblica.verificato, al=quaranta, verificato_al=quaranta)
    solo_detto = make_indicator_of(consegna, cumulativo=cumulativo)
    make_rilevazione(valore=85, consegna=consegna, indicatore=solo_detto)
    assert measures([solo_detto], pubblico=True) == {}
