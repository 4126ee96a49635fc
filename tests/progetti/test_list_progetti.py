from datetime import date

import pytest

from progetti.enums import OrigineProgetto
from progetti.models import AzionePrescelta, AzioneProgettuale, Progetto
from tests.factories import (
    make_alleanza,
    make_ambito,
    make_ciclo,
    make_indicatore,
    make_obiettivo,
    make_progetto,
    make_risultato,
)


@pytest.fixture
def progetto(alleanza):
    """The project of an alliance, in the current ciclo."""
    return make_progetto(
        slug="equilibri",
        titolo="Complessi equilibri",
        alleanza=alleanza,
        ciclo=alleanza.ciclo,
        origine=OrigineProgetto.AVVISO,
    )


def found(client, query: str) -> list[str]:
    """The slugs of the projects that the list shows."""
    return [progetto.slug for progetto in client.get(f"/progetti/?{query}").context["object_list"]]


@pytest.mark.parametrize("altri", [0, 2])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, progetto, django_assert_num_queries, altri
):
    for _ in range(altri):
        make_indicatore(risultato=make_risultato(obiettivo=make_obiettivo(progetto=progetto)))
        make_progetto(ciclo=progetto.ciclo, alleanza=make_alleanza(ciclo=progetto.ciclo))
    # count, projects, options of four filters, lead body
    with django_assert_num_queries(7):
        risposta = client.get("/progetti/")
    assert len(risposta.context["object_list"]) == altri + 1


def test_a_project_is_found_by_its_words_and_by_its_alliance(client, progetto):
    make_progetto(slug="altro", titolo="Il nostro tempo", ciclo=progetto.ciclo)
    progetto.alleanza.denominazione = "Alleanza della Martesana"
    progetto.alleanza.save()
    assert found(client, "cerca=equilibri+complessi") == ["equilibri"]
    assert found(client, "cerca=martesana") == ["equilibri"]
    assert found(client, "cerca=tempo") == ["altro"]


def test_projects_are_chosen_by_alliance_ambito_and_origin(client, progetto):
    make_progetto(slug="altro", ciclo=progetto.ciclo)
    progetto.alleanza.ambiti.add(make_ambito(slug="melzo"))
    assert found(client, "alleanza=alleanza") == ["equilibri"]
    assert found(client, "ambito=melzo") == ["equilibri"]
    assert found(client, "origine=interno") == ["altro"]


def test_a_project_that_names_an_action_twice_is_found_once(client, progetto):
    azione = AzioneProgettuale.objects.create(
        ciclo=progetto.ciclo, slug="incentivi", denominazione="Incentivi", ordine=1
    )
    make_progetto(slug="altro", ciclo=progetto.ciclo)
    for ordine in (1, 2):
        AzionePrescelta.objects.create(progetto=progetto, azione=azione, ordine=ordine)
    assert found(client, "azione=incentivi") == ["equilibri"]
    assert client.get("/progetti/?azione=incentivi").context["paginator"].count == 1


def test_an_action_that_two_cycles_have_is_offered_once_and_finds_both(client, progetto):
    vecchio = make_progetto(slug="vecchio", ciclo=make_ciclo(dal=date(2011, 1, 1)))
    for di in (progetto, vecchio):
        azione = AzioneProgettuale.objects.create(
            ciclo=di.ciclo, slug="incentivi", denominazione="Incentivi", ordine=1
        )
        AzionePrescelta.objects.create(progetto=di, azione=azione, ordine=1)
    risposta = client.get("/progetti/?azione=incentivi")
    assert [p.slug for p in risposta.context["object_list"]] == ["equilibri", "vecchio"]
    assert risposta.text.count('<option value="incentivi"') == 1


def test_a_project_counts_its_lines_and_its_expected_values(progetto):
    obiettivo = make_obiettivo(progetto=progetto)
    make_obiettivo(progetto=progetto)
    risultato = make_risultato(obiettivo=obiettivo)
    make_risultato(obiettivo=obiettivo)
    make_indicatore(risultato=risultato, target=6)
    make_indicatore(risultato=risultato)
    contato = Progetto.objects.con_numeri().get(slug="equilibri")
    assert (contato.n_obiettivi, contato.n_risultati) == (2, 2)
    assert (contato.n_indicatori, contato.n_target) == (2, 1)


@pytest.mark.parametrize("query", ["origine=boh", "ciclo=%00", "alleanza=" + "x" * 9000])
def test_a_choice_that_is_not_there_is_said_by_its_field(client, progetto, query):
    risposta = client.get(f"/progetti/?{query}")
    assert risposta.status_code == 200
    assert risposta.text.count('class="campo-errato"') == 1
    assert len(risposta.context["object_list"]) == 1


def test_filters_that_find_nothing_say_what_to_do(client, progetto):
    assert "Nessun progetto corrisponde ai filtri" in client.get("/progetti/?cerca=zzz").text


def test_without_projects_the_page_says_where_to_go(client, db):
    assert "Non è ancora registrato alcun progetto" in client.get("/progetti/").text
