"""A reader looks for the norms on a topic."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rete.models import Norma
from tests.factories import make_norma, make_tema

ELENCO = "/rete/norme/"


def numbers(risposta: object) -> list[str]:
    return [norma.numero for norma in risposta.context["object_list"]]


@pytest.fixture
def norme(db: None) -> list[Norma]:
    """An old law on the family and a recent resolution on conciliation; a topic without norms."""
    legge = make_norma(numero="23", data=date(1999, 12, 6), titolo="Politiche per la famiglia")
    legge.temi.add(make_tema(slug="famiglia", denominazione="Famiglia"))
    delibera = make_norma(tipo="dgr", numero="X/1081", data=date(2013, 12, 12), titolo="Tempi")
    delibera.temi.add(make_tema(slug="tempi", denominazione="Tempi"))
    make_tema(slug="congedi", denominazione="Congedi parentali")
    return [legge, delibera]


def test_norms_stand_from_the_latest(client: Client, norme: list) -> None:
    risposta = client.get(ELENCO)
    assert numbers(risposta) == ["X/1081", "23"]
    temi = [(tema.denominazione, tema.n_norme) for tema in risposta.context["temi"]]
    assert temi == [("Famiglia", 1), ("Tempi", 1), ("Congedi parentali", 0)]


@pytest.mark.parametrize(
    ("filtro", "attese"),
    [
        ({"tema": "famiglia"}, ["23"]),
        ({"tipo": "dgr"}, ["X/1081"]),
        ({"anno": "1999"}, ["23"]),
        ({"cerca": "FAMIGLIA"}, ["23"]),
        ({"cerca": "x 1081"}, ["X/1081"]),
        ({"tema": "famiglia", "anno": "2013"}, []),
        ({"tema": "inesistente"}, ["X/1081", "23"]),
        ({"anno": "mille"}, ["X/1081", "23"]),
        ({"anno": "9" * 400}, ["X/1081", "23"]),
    ],
)
def test_norms_are_filtered_by_topic_kind_year_and_words(
    client: Client, norme: list, filtro: dict, attese: list
) -> None:
    assert numbers(client.get(ELENCO, filtro)) == attese


def test_a_topic_promised_and_not_yet_covered_says_so_and_what_to_do(
    client: Client, norme: list
) -> None:
    testo = client.get(ELENCO, {"tema": "congedi"}).text
    assert "Su questo tema non è ancora registrata alcuna norma" in testo
    assert "«Congedi parentali»" in testo
    assert "scrivere all’ente capofila" in testo


def test_a_topic_that_other_filters_empty_is_not_said_to_be_empty(
    client: Client, norme: list
) -> None:
    testo = client.get(ELENCO, {"tema": "famiglia", "anno": "2013"}).text
    assert "Nessuna norma corrisponde ai filtri" in testo


def test_without_norms_the_page_says_so(client: Client, db: None) -> None:
    assert "Non è ancora registrata alcuna norma" in client.get(ELENCO).text


def test_the_card_says_what_the_norm_lays_down_and_where_to_read_it(
    client: Client, norme: list
) -> None:
    legge = norme[0]
    legge.sintesi, legge.link = "Sostiene le famiglie.", "https://norme.example/23"
    legge.save()
    testo = client.get(legge.get_absolute_url()).text
    assert "Sostiene le famiglie." in testo
    assert '<a href="https://norme.example/23">' in testo
    assert '<a href="/rete/norme/?tema=famiglia">Famiglia</a>' in testo
    assert "6 dicembre 1999" in testo


def test_a_norm_without_link_says_so(client: Client, norme: list) -> None:
    testo = client.get(norme[0].get_absolute_url()).text
    assert "il collegamento non è ancora registrato" in testo


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_norms(
    client: Client, db: None, django_assert_num_queries: Callable, quante: int
) -> None:
    for _ in range(quante):
        make_norma().temi.add(make_tema())
    with django_assert_num_queries(7):  # topics twice, years, count, rows, their topics, lead body
        client.get(ELENCO)
