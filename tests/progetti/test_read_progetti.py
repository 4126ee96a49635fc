from decimal import Decimal

import pytest

from progetti.models import Indicatore, ObiettivoSpecifico, Progetto, RisultatoAtteso, TipoProva
from risorse.enums import ScopoVoce
from tests.factories import make_progetto, make_stanziamento, make_voce


@pytest.fixture
def progetto(alleanza):
    """A project with an objective, a line of results and two indicators, one with a target."""
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo, slug="progetto")
    obiettivo = ObiettivoSpecifico.objects.create(
        progetto=progetto, numero=1, titolo="Nuovi modelli organizzativi"
    )
    risultato = RisultatoAtteso.objects.create(
        obiettivo=obiettivo, ordine=1, lettera="a", testo="Piani realizzati nelle imprese"
    )
    piani = Indicatore.objects.create(
        risultato=risultato,
        ordine=1,
        denominazione="Piani",
        unita="piani",
        target=Decimal(6),
        almeno=True,
    )
    piani.prove.add(TipoProva.objects.create(slug="piano", denominazione="Piano progettuale"))
    Indicatore.objects.create(
        risultato=risultato, ordine=2, denominazione="Incontri", unita="incontri"
    )
    return progetto


@pytest.mark.parametrize("altri", [0, 2])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, progetto, django_assert_num_queries, altri
):
    for _ in range(altri):
        make_progetto(ciclo=progetto.ciclo)
    with django_assert_num_queries(2):  # projects, lead body
        risposta = client.get("/progetti/")
    assert len(risposta.context["object_list"]) == altri + 1


def test_a_project_counts_its_lines_and_its_expected_values(progetto):
    contato = Progetto.objects.con_numeri().get(slug="progetto")
    assert (contato.n_obiettivi, contato.n_risultati) == (1, 1)
    assert (contato.n_indicatori, contato.n_target) == (2, 1)


def test_the_page_shows_each_expected_value_with_its_proof(
    client, progetto, django_assert_num_queries
):
    make_stanziamento(
        voce=make_voce(progetto=progetto, scopo=ScopoVoce.PROGETTO), importo=Decimal("80000.00")
    )
    with django_assert_num_queries(12):
        testo = client.get(progetto.get_absolute_url()).text
    assert "Nuovi modelli organizzativi" in testo
    assert "almeno 6" in testo
    assert "Piano progettuale" in testo
    assert "€\xa080.000,00" in testo
    assert "il documento non indica date di inizio e di fine" in testo


def test_markup_typed_in_the_context_is_cleaned(client, progetto):
    progetto.contesto = "Una **rete** <script>alert(1)</script>[x](javascript:alert(1))"
    progetto.save()
    testo = client.get(progetto.get_absolute_url()).text
    assert "<strong>rete</strong>" in testo
    assert "alert(1)</script>" not in testo
    assert "javascript:" not in testo


def test_without_projects_the_page_says_where_to_go(client, db):
    assert "Non è ancora registrato alcun progetto" in client.get("/progetti/").text
