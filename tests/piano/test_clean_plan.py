"""A plan that is complete and agrees with itself has no finding, whatever the check."""

import pytest
from django.test import Client
from django.urls import reverse

from piano.controlli import Controllo, all_checks, examine
from piano.dati import compile_data
from rete.enums import RuoloDelega
from rete.models import Ciclo, Utente
from tests.factories import make_delega
from tests.piano.piano_pulito import GIORNO, make_clean_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.nome)
def test_a_clean_plan_gives_no_finding(check: Controllo) -> None:
    found = examine(make_clean_plan(), GIORNO, (check.nome,))
    assert [(rilievo.chiave, rilievo.testo) for rilievo in found] == []


def test_a_clean_plan_compiles() -> None:
    dati = compile_data(make_clean_plan(), GIORNO)
    assert [capitolo["slug"] for capitolo in dati["capitoli"]] == [
        *("rete", "contesto", "azioni", "risorse")
    ]


def test_its_page_of_the_checks_is_empty(
    ciclo: Ciclo, responsabile: Utente, client: Client
) -> None:
    make_clean_plan(ciclo)
    client.force_login(responsabile)
    page = client.get(reverse("piano:controlli"))
    assert page.context["quadro"].riscontri == ()
    assert "Nessun rilievo" in page.content.decode()


def test_the_page_of_the_2014_plan_shows_all_that_the_checks_find(
    plan_2014: None, client: Client
) -> None:
    """Also a proof that no check reads row by row: the tests raise where one does."""
    capofila = Ciclo.objects.get().capofila
    delega = make_delega(soggetto=capofila, ruolo=RuoloDelega.RESPONSABILE)
    client.force_login(delega.utente)
    page = client.get(reverse("piano:controlli"))
    assert page.status_code == 200
    assert page.context["mostrati"] == len(page.context["quadro"].riscontri) > 0
