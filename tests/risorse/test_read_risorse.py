from datetime import date
from decimal import Decimal

import pytest

from conciliazione.cifre import Lettura
from conciliazione.periodi import today
from progetti.enums import FonteFinanziamento
from risorse.models import Voce
from risorse.prospetto import budget, total_of, weigh
from tests.factories import make_ciclo, make_progetto, make_stanziamento, make_voce


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


def test_the_total_in_the_database_is_that_of_the_lines(voce, ciclo):
    make_stanziamento(voce=make_voce(ciclo=ciclo), importo=Decimal("20000"))
    assert total_of(Voce.objects.filter(ciclo=ciclo)).importi == budget(ciclo).totale.importi


def test_the_weights_of_the_lines_add_to_one_hundred(ciclo):
    for _ in range(3):
        make_stanziamento(voce=make_voce(ciclo=ciclo), importo=Decimal("0.01"))
    assert [peso for _, peso in weigh(budget(ciclo).righe)] == [34, 33, 33]


@pytest.mark.parametrize("altre", [0, 2])
def test_the_page_reads_the_same_queries_for_any_number_of_rows(
    client, voce, ciclo, django_assert_num_queries, altre
):
    for ordine in range(altre):
        make_voce(ciclo=ciclo, ordine=ordine + 2)
    # current ciclo, count, lines, their amounts, total, options of a filter
    with django_assert_num_queries(6):
        testo = client.get("/risorse/").text
    assert "€\xa0186.497,19" in testo
    assert "48\xa0%" in testo


@pytest.fixture
def formazione(ciclo):
    """A second line, of the Regione alone."""
    formazione = make_voce(
        ciclo=ciclo, slug="formazione", ordine=2, scopo="formazione", destinazione="Per i corsi."
    )
    make_stanziamento(voce=formazione, importo=Decimal("20000"))
    return formazione


def found(client, query: str) -> list[str]:
    """The lines that the page shows."""
    return [str(voce) for voce in client.get(f"/risorse/?{query}").context["object_list"]]


def test_lines_are_chosen_by_purpose_source_and_words(client, voce, formazione):
    voce.scopo = "progetto"
    voce.progetto = make_progetto(titolo="Il tempo ritrovato", ciclo=voce.ciclo)
    voce.save()
    assert found(client, "scopo=formazione") == [str(formazione)]
    assert found(client, "fonte=privato") == ["Complessi equilibri"]
    assert found(client, "fonte=regionale") == ["Complessi equilibri", str(formazione)]
    assert found(client, "cerca=corsi") == [str(formazione)]
    assert found(client, "cerca=ritrovato") == ["Complessi equilibri"]


def test_a_source_that_gives_zero_does_not_pay(client, formazione):
    make_stanziamento(voce=formazione, fonte=FonteFinanziamento.PRIVATO, importo=Decimal(0))
    assert found(client, "fonte=privato") == []


def test_the_total_is_that_of_the_lines_chosen(client, voce, formazione):
    risposta = client.get("/risorse/?cerca=corsi")
    assert risposta.context["totale"].totale == Decimal("20000")
    assert "Totale delle voci scelte" in risposta.text
    assert client.get("/risorse/").context["totale"].totale == Decimal("206497.19")


def test_lines_of_different_cycles_are_never_added(client, voce):
    vecchio = make_ciclo(slug="2011-2013", dal=date(2011, 1, 1), al=date(2013, 12, 31))
    make_stanziamento(voce=make_voce(ciclo=vecchio, denominazione_citata="Vecchia"))
    assert found(client, "") == ["Complessi equilibri"]
    assert found(client, "ciclo=2011-2013") == ["Vecchia"]
    assert found(client, "ciclo=assente") == ["Complessi equilibri"]


def test_the_total_of_the_page_is_the_registered_figure(client, voce, formazione, ciclo):
    lettura = Lettura(ciclo, today())
    totale = client.get("/risorse/").context["totale"]
    assert totale.totale == lettura.value("risorse.totale")
    for fonte, importo, quota in zip(
        FonteFinanziamento.values, totale.importi, totale.quote, strict=True
    ):
        assert importo == lettura.value(f"risorse.totale:{fonte}")
        assert quota == lettura.value(f"risorse.quota:{fonte}")


def test_a_long_budget_is_cut_in_pages_and_its_total_is_whole(client, ciclo):
    for _ in range(21):
        make_stanziamento(voce=make_voce(ciclo=ciclo), importo=Decimal(10))
    risposta = client.get("/risorse/?page=2")
    assert len(risposta.context["righe"]) == 1
    assert risposta.context["totale"].totale == Decimal(210)
    assert "Totale di tutte le pagine" in risposta.text
    assert "Peso sul totale" not in risposta.text
    assert "Il grafico si disegna quando le voci stanno in una pagina sola" in risposta.text


@pytest.mark.parametrize("query", ["fonte=boh", "scopo=%00", "ciclo=assente"])
def test_a_filter_that_cannot_be_read_says_so_by_its_field(client, voce, query):
    risposta = client.get(f"/risorse/?{query}")
    assert risposta.status_code == 200
    assert risposta.text.count('class="campo-errato"') == 1


def test_filters_that_find_nothing_say_what_to_do(client, voce):
    assert "Nessuna voce corrisponde ai filtri" in client.get("/risorse/?cerca=zzz").text


@pytest.mark.parametrize("con_ciclo", [True, False])
def test_without_lines_the_page_says_so(client, db, request, con_ciclo):
    if con_ciclo:
        request.getfixturevalue("ciclo")
    assert "Le risorse non sono ancora registrate" in client.get("/risorse/").text
