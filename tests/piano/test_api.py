"""What machines read: every figure."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from conciliazione.cifre import all_figures
from risorse.enums import FonteFinanziamento
from tests.factories import (
    make_ciclo,
    make_profilo,
    make_stanziamento,
    make_voce,
)

pytestmark = pytest.mark.django_db


def test_every_plain_figure_is_read_with_label_value_and_day(client: Client) -> None:
    ciclo = make_ciclo(slug="2014-2015")
    make_profilo(soggetto=ciclo.capofila, nome_rete="Rete di prova")
    make_stanziamento(
        voce=make_voce(ciclo=ciclo), fonte=FonteFinanziamento.PUBBLICO, importo=Decimal("1234.50")
    )
    corpo = client.get("/api/v1/cifre").json()
    assert corpo["ciclo"] == "2014-2015"
    items = {item["chiave"]: item for item in corpo["items"]}
    expected = {c.chiave for c in all_figures() if c.is_plain}
    assert set(items) == {k for k in expected if not k.startswith("piano.") or k in items}
    assert items["risorse.totale"] == {
        "chiave": "risorse.totale",
        "etichetta": "Risorse del Piano",
        "formato": "euro",
        "valore": "1234.50",
        "testo": "€\N{NO-BREAK SPACE}1.234,50",
        "al": items["rete.membri"]["al"],
    }
    assert items["rete.membri"]["valore"] == 0
    assert items["rete.nome"]["valore"] == "Rete di prova"
    assert items["rete.accordo"]["valore"] is None
    assert date.fromisoformat(items["rete.membri"]["al"])


def test_without_a_cycle_there_are_no_figures(client: Client) -> None:
    assert client.get("/api/v1/cifre").json() == {"ciclo": None, "items": []}


@pytest.mark.parametrize("path", ["/api/v1/cifre"])
def test_the_api_is_read_only_and_refuses_with_a_problem(client: Client, path: str) -> None:
    answer = client.post(path, {})
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 405
