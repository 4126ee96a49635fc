"""The pages of the open data: what there is, what each column means, how to cite it."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from conciliazione.dati_aperti import TEMI, all_datasets
from tests.factories import make_soggetto
from tests.opendata.files import listed, main_of, page_of

pytestmark = pytest.mark.django_db

DATASETS = [pytest.param(dataset, id=dataset.nome) for dataset in all_datasets()]


# --- All of them ----------------------------------------------------------------------------------


def test_a_card_says_how_many_rows(client: Client) -> None:
    make_soggetto()
    assert re.findall(r"Soggetti della Rete</a>.*?(\d+ rig\w+)", page_of(client), re.DOTALL)[
        :1
    ] == ["1 riga"]
    make_soggetto()
    assert re.findall(r"Soggetti della Rete</a>.*?(\d+ rig\w+)", page_of(client), re.DOTALL)[
        :1
    ] == ["2 righe"]


def test_the_licence_says_whom_to_cite(client: Client, ciclo: object) -> None:
    text = main_of(page_of(client))
    assert "citando come fonte Ente capofila" in text
    assert 'rel="license"' in text
    assert "ISTAT, nella versione di openpolis" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("cerca=bilancio", ["stanziamenti", "voci"]),
        ("cerca=ATTIVITÀ+lettera", ["attivita", "progetti"]),
        ("tema=JUST", ["norme"]),
        ("tema=JUST&cerca=bilancio", []),
    ],
)
def test_the_list_is_filtered_by_words_and_theme(
    query: str, names: list[str], client: Client
) -> None:
    page = page_of(client, f"?{query}")
    assert listed(page) == names
    assert ("Nessun insieme di dati corrisponde ai filtri" in page) == (names == [])


@pytest.mark.parametrize("query", ["tema=drago", "cerca=%00", f"cerca={'x' * 101}"])
def test_a_filter_that_makes_no_sense_is_told_by_its_field(query: str, client: Client) -> None:
    page = page_of(client, f"?{query}")
    assert f'id="id_{query.partition("=")[0]}_error"' in page
    assert len(listed(page)) == len(list(all_datasets()))


def test_every_theme_is_one_of_those_declared() -> None:
    assert {d.tema for d in all_datasets()} <= set(TEMI)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_more_rows(rows: int, client: Client) -> None:
    for _ in range(rows):
        make_soggetto()
    with assertNumQueries(31):
        page_of(client)


# --- One ------------------------------------------------------------------------------------------


def test_a_dataset_without_rows_says_so(client: Client) -> None:
    page = page_of(client, "soggetti/")
    assert "Non c’è ancora alcuna riga" in page


def test_the_pages_are_in_the_footer_and_in_the_map_of_the_site(client: Client) -> None:
    assert (
        '<a class="list-item" href="/opendata/">Open data</a>' in client.get("/").content.decode()
    )
    assert '<li><a href="/opendata/">' in client.get("/mappa-del-sito/").content.decode()
    assert "/opendata/</loc>" in client.get("/sitemap.xml").content.decode()
