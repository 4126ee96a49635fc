"""A program reads a figure, and the rows behind it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from conciliazione.cifre import all_figures
from conciliazione.periodi import today
from piano.enums import StatoVersione
from piano.models import Piano
from rete.models import Ciclo
from tests.factories import (
    make_accordo,
    make_adesione,
    make_atto,
    make_ciclo,
    make_profilo,
    make_soggetto,
    make_stanziamento,
    make_versione,
    make_voce,
)

pytestmark = pytest.mark.django_db

BASE = "https://rete.example"


@pytest.fixture
def rete() -> Ciclo:
    """A cycle with two members and one line of the budget."""
    ciclo = make_ciclo(slug="2014-2015")
    make_profilo(soggetto=ciclo.capofila, nome_rete="Rete di prova")
    accordo = make_accordo(ciclo=ciclo)
    for nome in ("Alfa", "Beta"):
        soggetto = make_soggetto(denominazione=nome, slug=nome.lower())
        make_adesione(accordo=accordo, soggetto=soggetto, tipo="aderente", dal=date(2014, 3, 1))
    make_stanziamento(
        voce=make_voce(ciclo=ciclo, slug="formazione"), fonte="pubblico", importo=Decimal("1234.50")
    )
    return ciclo


def test_the_list_has_every_figure_that_needs_no_argument(client: Client, rete: Ciclo) -> None:
    items = client.get("/api/v1/cifre?per_pagina=100").json()["items"]
    plain = [c.chiave for c in all_figures() if c.is_plain]
    # What the Piano says is not public before a version of it is.
    assert [item["riferimento"] for item in items] == [
        c for c in plain if not c.startswith("piano.")
    ]
    totale = next(item for item in items if item["riferimento"] == "risorse.totale")
    assert totale == {
        "riferimento": "risorse.totale",
        "etichetta": "Risorse del Piano",
        "formato": "euro",
        "unita": "euro",
        "valore": "1234.50",
        "testo": "€\N{NO-BREAK SPACE}1.234,50",
        "al": totale["al"],
        "pagina": totale["pagina"],
    }
    assert date.fromisoformat(totale["al"])
    assert totale["pagina"].endswith("/rete/cifre/risorse.totale/")


def test_without_a_cycle_there_are_no_figures(client: Client) -> None:
    assert client.get("/api/v1/cifre").json()["items"] == []
    assert client.get("/api/v1/cifre/rete.membri").status_code == 404


def test_a_figure_comes_with_the_rows_that_add_up_to_it(client: Client, rete: Ciclo) -> None:
    corpo = client.get("/api/v1/cifre/rete.aderenti").json()
    assert corpo["cifra"]["valore"] == "2"
    assert corpo["argomenti"] == []
    assert [(r["nome"], r["valore"]) for r in corpo["righe"]["items"]] == [
        ("Entrata: Alfa", "1"),
        ("Entrata: Beta", "1"),
    ]
    assert corpo["righe"]["totale"] == 2
    assert corpo["righe"]["items"][0]["pagina"].endswith("/rete/soggetti/alfa/")


def test_the_rows_are_paged(client: Client, rete: Ciclo) -> None:
    righe = client.get("/api/v1/cifre/rete.aderenti?per_pagina=1&pagina=2").json()["righe"]
    assert [riga["nome"] for riga in righe["items"]] == ["Entrata: Beta"]
    assert righe["precedente"].endswith("/api/v1/cifre/rete.aderenti?per_pagina=1&pagina=1")
    assert client.get("/api/v1/cifre/rete.aderenti?pagina=9").status_code == 404


def test_a_figure_that_needs_an_argument_lists_them(client: Client, rete: Ciclo) -> None:
    corpo = client.get("/api/v1/cifre/risorse.voce").json()
    assert corpo["cifra"] is None
    assert corpo["argomenti"] == [
        "risorse.voce:formazione",
        "risorse.voce:formazione/regionale",
        "risorse.voce:formazione/pubblico",
        "risorse.voce:formazione/privato",
    ]
    letta = client.get(f"/api/v1/cifre/{corpo['argomenti'][2]}").json()
    assert letta["cifra"]["valore"] == "1234.50"


@pytest.mark.parametrize(
    "riferimento", ["niente", "rete.membri:sud", "rete.unita:*", "risorse.voce:x/y", "%00"]
)
def test_what_is_no_figure_is_a_problem(client: Client, rete: Ciclo, riferimento: str) -> None:
    risposta = client.get(f"/api/v1/cifre/{riferimento}")
    assert (risposta.status_code, risposta["Content-Type"]) == (404, "application/problem+json")


def test_the_figures_cost_the_same_however_many_rows_there_are(
    client: Client, rete: Ciclo, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(7):
        client.get("/api/v1/cifre/rete.aderenti")


# --- Another day ---


def test_a_figure_of_the_api_is_read_on_another_day(client: Client, rete: Ciclo) -> None:
    corpo = client.get("/api/v1/cifre/rete.aderenti?al=2014-02-28").json()
    assert (corpo["cifra"]["valore"], corpo["cifra"]["al"]) == ("0", "2014-02-28")
    assert corpo["righe"]["items"] == []


def test_those_who_joined_in_a_period_are_read_by_its_days(client: Client, rete: Ciclo) -> None:
    nuove = [
        client.get(f"/api/v1/cifre/rete.nuove_adesioni:{dal}?al={al}").json()["cifra"]["valore"]
        for dal, al in (
            ("2014-01-01", "2014-02-28"),
            ("2014-03-01", "2014-03-01"),
            ("2014-03-02", "2014-12-31"),
        )
    ]
    assert nuove == ["0", "2", "0"]


def test_the_list_of_another_day_says_of_which_day_each_figure_is(
    client: Client, rete: Ciclo
) -> None:
    items = client.get("/api/v1/cifre?per_pagina=100&al=2014-02-28").json()["items"]
    del_giorno = {i["riferimento"]: i["valore"] for i in items if i["al"] == "2014-02-28"}
    assert del_giorno == {
        "alleanze.adesioni": "0",
        "alleanze.crescita": None,
        "alleanze.nuove_adesioni": "0",
        "progetti.misurati": "0",
        "progetti.raggiunti": "0",
        "rete.aderenti": "0",
        "rete.con_sede": "0",
        "rete.crescita": None,
        "rete.membri": "0",
        "rete.nominati": "0",
        "rete.nuove_adesioni": "0",
        "rete.partenza": None,
        "rete.recessi": "0",
        "rete.sottoscrittori": "0",
    }
    assert {i["al"] for i in items} == {"2014-02-28", today().isoformat()}


@pytest.mark.parametrize("indirizzo", ["/api/v1/cifre", "/api/v1/cifre/rete.membri"])
def test_a_wrong_day_is_a_problem_with_its_name(
    client: Client, rete: Ciclo, indirizzo: str
) -> None:
    risposta = client.get(f"{indirizzo}?al=31/12/2014")
    assert risposta.status_code == 400
    assert [errore["campo"] for errore in risposta.json()["errori"]] == ["al"]


# --- Not public yet ---


def test_what_a_piano_says_is_public_once_it_is_published(client: Client, plan_2014: None) -> None:
    addresses = ("piano.obiettivi", "piano.dichiarazione", "piano.dichiarazione:allegato-pagine")
    read = [client.get(f"/api/v1/cifre/{address}").status_code for address in addresses]
    pages = [client.get(f"/rete/cifre/{address}/").status_code for address in addresses]
    make_versione(
        piano=Piano.objects.get(),
        stato=StatoVersione.DEFINITIVA,
        pubblicata_il="2014-06-27T12:00:00Z",
        atto=make_atto(),
    )
    assert (read, pages) == ([404] * 3, [404] * 3)
    assert [client.get(f"/api/v1/cifre/{address}").status_code for address in addresses] == [
        200
    ] * 3
    assert [client.get(f"/rete/cifre/{address}/").status_code for address in addresses] == [200] * 3
