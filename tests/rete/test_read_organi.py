"""A reader looks who decides, who evaluates, who coordinates."""

from collections.abc import Callable

import pytest
from django.test import Client

from rete.models import CompitoOrgano, Organo
from tests.factories import (
    make_atto,
    make_mandato,
    make_organo,
    make_parere,
    make_seggio,
    make_soggetto,
    make_utente,
)

ELENCO = "/rete/organi/"


def names(risposta: object) -> list[str]:
    return [organo.denominazione for organo in risposta.context["object_list"]]


@pytest.fixture
def comitato(db: None) -> Organo:
    return make_organo(
        slug="comitato",
        denominazione="Comitato di prova",
        descrizione="Valuta le proposte.",
        atto=make_atto(numero="147", oggetto="Istituzione del Comitato"),
        cadenza="ogni mese",
    )


def test_organi_stand_by_level_those_of_the_network_first(client: Client, comitato: Organo) -> None:
    make_organo(denominazione="Cabina", livello="esterno")
    make_organo(denominazione="Staff", livello="progetto")
    assert names(client.get(ELENCO)) == ["Comitato di prova", "Staff", "Cabina"]


@pytest.mark.parametrize(
    ("filtro", "attesi"),
    [
        ({"livello": "esterno"}, ["Cabina"]),
        ({"cerca": "VALUTA"}, ["Comitato di prova"]),
        ({"cerca": "niente"}, []),
        ({"livello": "celeste"}, ["Comitato di prova", "Cabina"]),
    ],
)
def test_organi_are_filtered_by_level_and_by_words(
    client: Client, comitato: Organo, filtro: dict, attesi: list
) -> None:
    make_organo(denominazione="Cabina", livello="esterno")
    assert names(client.get(ELENCO, filtro)) == attesi


def test_a_filter_that_finds_nothing_says_how_to_go_on(client: Client, comitato: Organo) -> None:
    testo = client.get(ELENCO, {"cerca": "niente"}).text
    assert "Nessun organo corrisponde ai filtri" in testo
    assert "Togli i filtri" in testo


def test_without_organi_the_page_says_so(client: Client, db: None) -> None:
    assert "Non è ancora registrato alcun organo" in client.get(ELENCO).text


def test_the_card_says_what_it_does_by_what_act_and_what_it_thought(
    client: Client, comitato: Organo
) -> None:
    CompitoOrgano.objects.create(organo=comitato, ordine=1, testo="Valutare.")
    make_parere(organo=comitato, oggetto="il Piano")
    testo = client.get(comitato.get_absolute_url()).text
    assert "Deliberazione n. 147 del 27 giugno 2014: Istituzione del Comitato" in testo
    assert "<li>Valutare.</li>" in testo
    assert "ogni mese" in testo
    assert "23 giugno 2014: favorevole su «il Piano»" in testo


def test_a_seat_shows_whose_it_is_or_who_may_fill_it_and_never_who_sits_there(
    client: Client, comitato: Organo
) -> None:
    di_uno = make_seggio(organo=comitato, soggetto=make_soggetto(denominazione="Provincia"))
    di_molti = make_seggio(organo=comitato, categoria="Sindacati", con_voto=False)
    di_molti.designanti.add(make_soggetto(denominazione="Sindacato A"))
    make_seggio(organo=comitato, categoria="Imprese")
    make_mandato(seggio=di_uno, utente=make_utente(nome="Persona da non dire"))
    testo = client.get(comitato.get_absolute_url()).text
    assert ">Provincia</a>" in testo
    assert ">Sindacato A</a>" in testo
    assert "la categoria, senza un elenco di soggetti" in testo
    assert "<td>no</td>" in testo
    assert "Persona da non dire" not in testo


def test_a_card_of_which_little_is_known_says_so(client: Client, db: None) -> None:
    testo = client.get(make_organo().get_absolute_url()).text
    assert "i documenti non citano un atto" in testo
    assert "I suoi compiti non sono ancora registrati." in testo
    assert "Non ci sono seggi registrati" in testo


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_organi(
    client: Client, db: None, django_assert_num_queries: Callable, quanti: int
) -> None:
    for _ in range(quanti):
        make_seggio(organo=make_organo())
    with django_assert_num_queries(3):  # count, rows, lead body
        client.get(ELENCO)


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_card_reads_the_same_queries_for_any_number_of_seats(
    client: Client, comitato: Organo, django_assert_num_queries: Callable, quanti: int
) -> None:
    for _ in range(quanti):
        seggio = make_seggio(organo=comitato, soggetto=make_soggetto())
        seggio.designanti.add(make_soggetto())
    # Organo, tasks, opinions; seats, who may, mandati; coming and past meetings; lead body.
    with django_assert_num_queries(9):
        client.get(comitato.get_absolute_url())
