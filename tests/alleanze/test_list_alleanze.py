import pytest

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from conciliazione.scelte import PROPOSTE
from tests.factories import (
    make_alleanza,
    make_ambito,
    make_ciclo,
    make_comune,
    make_partenariato,
    make_soggetto,
)


def found(client, query: str) -> list[str]:
    """The slugs of the alliances that the list shows."""
    return [alleanza.slug for alleanza in client.get(f"/alleanze/?{query}").context["object_list"]]


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante
):
    for _ in range(quante):
        make_partenariato(alleanza=make_alleanza(ciclo=ciclo), ruolo=RuoloPartenariato.CAPOFILA)
    # count, alliances, who leads them, options of two filters, lead body
    with django_assert_num_queries(6):
        risposta = client.get("/alleanze/")
    assert len(risposta.context["object_list"]) == quante


def test_an_alliance_is_found_by_its_name_and_by_who_is_in_it(client, alleanza):
    altra = make_alleanza(ciclo=alleanza.ciclo, slug="altra", denominazione="Adda Martesana")
    make_partenariato(
        alleanza=altra, soggetto=make_soggetto(denominazione="Università dell’Adda", sigla="U.N.A.")
    )
    assert found(client, "cerca=martesana") == ["altra"]
    assert found(client, "cerca=universita") == ["altra"]
    assert found(client, "cerca=una") == ["altra"]
    assert found(client, "cerca=nessuna+cosi") == []


def test_alliances_are_chosen_by_ciclo_and_by_ambito(client, alleanza):
    ambito = make_ambito(slug="melzo")
    alleanza.ambiti.add(ambito)
    make_alleanza(slug="vecchia", ciclo=make_ciclo(slug="2011-2013"))
    assert found(client, "ciclo=2011-2013") == ["vecchia"]
    assert found(client, "ambito=melzo") == ["alleanza"]


def test_the_newest_ciclo_comes_first(client, alleanza):
    vecchio = make_ciclo(dal="2011-01-01", al="2013-12-31")
    make_alleanza(slug="vecchia", ciclo=vecchio)
    assert found(client, "") == ["alleanza", "vecchia"]


@pytest.mark.parametrize("valore", ["assente", "%00", "9" * 5000, "melzo'--"])
def test_a_choice_that_is_not_there_is_said_by_its_field(client, alleanza, valore):
    risposta = client.get(f"/alleanze/?ambito={valore}")
    assert risposta.status_code == 200
    assert "Non è in elenco: sceglierne un’altra voce." in risposta.text
    assert len(risposta.context["object_list"]) == 1


def test_counts_do_not_multiply_one_another(alleanza):
    for _ in range(2):
        ambito = make_ambito()
        alleanza.ambiti.add(ambito)
        for _ in range(3):
            make_comune(ambito=ambito)
    contata = Alleanza.objects.con_numeri().get()
    assert (contata.n_soggetti, contata.n_ambiti, contata.n_comuni) == (2, 2, 6)


def test_a_long_list_is_cut_in_pages(client, ciclo):
    for _ in range(21):
        make_alleanza(ciclo=ciclo)
    assert len(client.get("/alleanze/").context["object_list"]) == 20
    assert len(client.get("/alleanze/?page=2").context["object_list"]) == 1


def test_a_long_choice_offers_the_first_rows_and_keeps_the_chosen_one(client, alleanza):
    for numero in range(PROPOSTE + 1):
        make_ambito(slug=f"a-{numero}", denominazione=f"A {numero:03d}")
    testo = client.get("/alleanze/").text
    assert f"qui le prime {PROPOSTE}" in testo
    ultimo = f'value="a-{PROPOSTE}"'
    assert ultimo not in testo
    assert f"{ultimo} selected" in client.get(f"/alleanze/?ambito=a-{PROPOSTE}").text


def test_filters_that_find_nothing_say_what_to_do(client, alleanza):
    testo = client.get("/alleanze/?cerca=zzz").text
    assert "Nessuna alleanza corrisponde ai filtri" in testo
    assert '<a href="/alleanze/">togliere i filtri</a>' in testo
