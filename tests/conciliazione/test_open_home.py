"""The home starts from who one is, says how big the network is and what is new."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django.asserts import assertNumQueries

from conciliazione.riquadri import panels
from tests.factories import make_accordo, make_adesione, make_organo, make_parere, make_soggetto


def main_of(client: Client) -> str:
    page = client.get("/").content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_three_kinds_of_people_find_their_tasks(client: Client, ciclo: object) -> None:
    page = main_of(client)
    cards = re.findall(r"<h3[^>]*>(.*?)</h3>(.*?)</ul>", page, re.DOTALL)
    assert [(who, body.count("<li>")) for who, body in cards] == [
        ("Lavoro o cerco un servizio", 4),
        ("Ho un’impresa", 3),
        ("Sono un ente", 3),
    ]


def test_every_task_leads_to_a_page_that_is_there(client: Client, ciclo: object) -> None:
    tasks = panels("percorsi", None)
    # To join and to answer a call are tasks of companies and of public bodies: one page for each.
    assert (len(tasks), len({task.url for task in tasks})) == (10, 8)
    assert {client.get(task.url).status_code for task in tasks} == {200}


def test_every_figure_leads_to_its_rows(client: Client, ciclo: object) -> None:
    page = main_of(client)
    figures = re.findall(r'<li><a href="([^"]*)"><strong>(.*?)</strong> <span>(.*?)</span>', page)
    assert [(value, words) for _, value, words in figures] == [
        ("0", "Soggetti della Rete"),
        ("0", "Alleanze locali"),
        ("0", "Progetti del Piano"),
        ("€\N{NO-BREAK SPACE}0,00", "Risorse del Piano"),
    ]
    assert {resolve(url).view_name for url, *_ in figures} == {"rete:cifra"}
    assert re.search(r"dati al \d+ \w+ \d{4}", page)


def test_the_newest_comes_first_and_the_future_is_not_news(client: Client, ciclo: object) -> None:
    accordo = make_accordo(ciclo=ciclo)
    for nome, dal in (("Prima", date(2014, 7, 1)), ("Domani", date(2999, 1, 1))):
        soggetto = make_soggetto(denominazione=nome)
        make_adesione(accordo=accordo, soggetto=soggetto, tipo="aderente", dal=dal)
    make_parere(organo=make_organo(denominazione="Tavolo"), ciclo=ciclo, reso_il=date(2014, 9, 1))
    page = main_of(client)
    assert re.findall(r"<time[^>]*>(.*?)</time> <a [^>]*>(.*?)</a>", page) == [
        ("1° settembre 2014", "Tavolo: parere favorevole"),
        ("1° luglio 2014", "Prima aderisce alla Rete"),
    ]


@pytest.mark.django_db
def test_without_data_the_home_says_what_will_be_there(client: Client) -> None:
    page = main_of(client)
    assert "Il portale è pronto, i dati non ci sono ancora" in page
    assert "ld+json" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_costs_eleven_queries(client: Client, ciclo: object, rows: int) -> None:
    """The ciclo, five for the figures, five for the news."""
    for _ in range(rows):
        make_parere(organo=make_organo(), ciclo=ciclo)
    client.get("/")
    with assertNumQueries(11):
        client.get("/")
