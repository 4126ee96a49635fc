from decimal import Decimal

import pytest

from risorse.enums import FonteFinanziamento
from risorse.prospetto import budget
from tests.factories import make_stanziamento, make_voce


@pytest.fixture
def voce(ciclo):
    """One line: 80.000 from the Regione, 88.773,69 public, 17.723,50 private."""
    voce = make_voce(ciclo=ciclo, ordine=1, denominazione_citata="Complessi equilibri")
    for fonte, importo in [
        ("regionale", "80000"),
        ("pubblico", "88773.69"),
        ("privato", "17723.50"),
    ]:
        make_stanziamento(voce=voce, fonte=FonteFinanziamento(fonte), importo=Decimal(importo))
    return voce


def test_the_shares_of_a_line_add_to_one_hundred(voce, ciclo):
    riga = budget(ciclo).righe[0]
    assert riga.totale == Decimal("186497.19")
    assert riga.quote == [43, 48, 9]


def test_the_lines_keep_the_order_of_the_document(ciclo):
    for ordine, nome in [(2, "Comunicazione"), (1, "Premialità")]:
        make_voce(ciclo=ciclo, ordine=ordine, denominazione_citata=nome)
    assert [riga.denominazione for riga in budget(ciclo).righe] == ["Premialità", "Comunicazione"]


def test_the_total_adds_source_by_source(voce, ciclo):
    make_stanziamento(
        voce=make_voce(ciclo=ciclo, ordine=2),
        fonte=FonteFinanziamento.REGIONALE,
        importo=Decimal("20000"),
    )
    totale = budget(ciclo).totale
    assert totale.importi == (Decimal("100000"), Decimal("88773.69"), Decimal("17723.50"))
    assert totale.totale == Decimal("206497.19")


def test_a_line_without_money_has_zero_shares(ciclo):
    make_voce(ciclo=ciclo, ordine=1)
    riga = budget(ciclo).righe[0]
    assert (riga.totale, riga.quote) == (Decimal(0), [0, 0, 0])


@pytest.mark.parametrize("altre", [0, 2])
def test_the_page_reads_the_same_queries_for_any_number_of_rows(
    client, voce, ciclo, django_assert_num_queries, altre
):
    for ordine in range(altre):
        make_voce(ciclo=ciclo, ordine=ordine + 2)
    with django_assert_num_queries(3):  # ciclo, lines with amounts, lead body
        testo = client.get("/risorse/").text
    assert "€\xa0186.497,19" in testo
    assert "48\xa0%" in testo


@pytest.mark.parametrize("con_ciclo", [True, False])
def test_without_lines_the_page_says_so(client, db, request, con_ciclo):
    if con_ciclo:
        request.getfixturevalue("ciclo")
    assert "Le risorse non sono ancora registrate" in client.get("/risorse/").text
