"""What machines read: every figure, and the published versions."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from conciliazione.cifre import all_figures
from piano.models import Piano, Versione
from risorse.enums import FonteFinanziamento
from tests.factories import (
    make_atto,
    make_ciclo,
    make_profilo,
    make_stanziamento,
    make_versione,
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


def test_only_published_versions_are_listed(plan_2014: None, client: Client) -> None:
    piano = Piano.objects.get()
    make_versione(piano=piano)
    versione = make_versione(piano=piano, numero=7)
    Versione.objects.filter(pk=versione.pk).update(
        stato="definitiva", pubblicata_il=versione.compilata_il, atto=make_atto()
    )
    (item,) = client.get("/api/v1/piano/versioni").json()["items"]
    assert item == {
        "codice": versione.codice,
        "ciclo": "2014-2015",
        "numero": 7,
        "dati_al": "2014-06-27",
        "pubblicata_il": "2014-06-27T12:00:00+00:00",
        "pagine": 1,
        "dimensione": versione.documento.dimensione,
        "sha256": versione.documento.sha256,
        "sha256_dati": versione.sha256_dati,
        "pagina": f"http://testserver{versione.get_absolute_url()}",
        "pdf": f"http://testserver{reverse('piano:download', args=[versione.codice])}",
    }


@pytest.mark.parametrize("path", ["/api/v1/cifre", "/api/v1/piano/versioni"])
def test_the_api_is_read_only_and_refuses_with_a_problem(client: Client, path: str) -> None:
    answer = client.post(path, {})
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 405
