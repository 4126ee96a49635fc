"""What the Scrivania says of the membership requests, and to whom."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from conciliazione.periodi import today
from conciliazione.riquadri import Panel
from rete.da_fare_domande import DOMANDE
from rete.enums import StatoDomanda
from rete.models import Utente
from tests.factories import make_domanda


def cards(user: Utente) -> list[Panel]:
    request = RequestFactory().get("/scrivania/")
    return [panel for cosa in DOMANDE for panel in cosa(user, request)]


def test_requests_to_take_are_one_card_with_the_first_day(asl: Utente) -> None:
    make_domanda(entro_il=today() + timedelta(days=9))
    make_domanda(entro_il=today() + timedelta(days=4))

    (card,) = cards(asl)

    assert card.titolo == "2 domande di adesione da prendere in carico"
    assert (card.url, card.quando) == (
        "/rete/domande/?stato=inviata",
        today() + timedelta(days=4),
    )


def test_own_requests_stand_by_their_day_while_their_term_runs(asl: Utente) -> None:
    sua = make_domanda(StatoDomanda.IN_ISTRUTTORIA, denominazione="Mia", assegnata_a=asl)
    make_domanda(StatoDomanda.INTEGRAZIONE, assegnata_a=asl)
    make_domanda(StatoDomanda.RESPINTA, assegnata_a=asl)
    make_domanda(StatoDomanda.IN_ISTRUTTORIA)

    (card,) = cards(asl)

    assert (card.titolo, card.url) == ("Domanda di Mia da esaminare", sua.get_absolute_url())
    assert card.quando == sua.entro_il


def test_observations_are_told_to_who_follows_and_to_who_decides(
    asl: Utente, responsabile: Utente
) -> None:
    make_domanda(StatoDomanda.OSSERVAZIONI, denominazione="Aurora", assegnata_a=asl)

    assert [c.titolo for c in cards(asl)] == ["Osservazioni di Aurora da esaminare"]
    assert [c.titolo for c in cards(responsabile)] == [
        "Osservazioni di Aurora: si accoglie o si respinge"
    ]


@pytest.mark.parametrize("chi", ["direzione", "comitato", "partner", "estraneo"])
def test_to_the_others_nothing_is_due(request: pytest.FixtureRequest, chi: str) -> None:
    persona = request.getfixturevalue(chi)
    make_domanda()
    make_domanda(StatoDomanda.OSSERVAZIONI)

    assert cards(persona) == []


@pytest.mark.parametrize("quante", [1, 3])
def test_the_cards_cost_the_same_with_one_request_and_with_three(
    responsabile: Utente, django_assert_num_queries, quante: int
) -> None:
    for _ in range(quante):
        make_domanda()
        make_domanda(StatoDomanda.OSSERVAZIONI)
        make_domanda(StatoDomanda.IN_ISTRUTTORIA, assegnata_a=responsabile)
    cards(responsabile)

    with django_assert_num_queries(4):
        cards(responsabile)
