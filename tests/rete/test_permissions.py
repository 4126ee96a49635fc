"""Rights come from dated facts, and end with them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from conciliazione.periodi import today
from rete import permissions
from rete.enums import RuoloDelega
from rete.models import Ciclo, Delega, Mandato, Utente
from tests.factories import make_ciclo, make_delega, make_mandato, make_seggio, make_soggetto

DOMANDE = {
    "is_operatore": permissions.is_operatore,
    "is_responsabile": permissions.is_responsabile,
    "is_direzione": permissions.is_direzione,
    "is_staff_of_capofila": permissions.is_staff_of_capofila,
    "is_regione": permissions.is_regione,
    "is_comitato": permissions.is_comitato,
    "is_tavolo": permissions.is_tavolo,
}
RISPOSTE = {
    "asl": {"is_operatore", "is_staff_of_capofila"},
    "responsabile": {"is_operatore", "is_responsabile", "is_staff_of_capofila"},
    "direzione": {"is_direzione", "is_staff_of_capofila"},
    "regione": {"is_regione"},
    "comitato": {"is_comitato"},
    "tavolo": {"is_tavolo"},
    "capofila": set(),
    "partner": set(),
    "estraneo": set(),
    "superutente": set(),
}


def again(utente: Utente) -> Utente:
    """The same person as the next request loads them."""
    return Utente.objects.get(pk=utente.pk)


@pytest.mark.parametrize("persona", RISPOSTE)
def test_each_of_the_cast_is_who_they_are_and_nobody_else(
    persona: str, request: pytest.FixtureRequest
) -> None:
    utente = request.getfixturevalue(persona)
    vere = {nome for nome, domanda in DOMANDE.items() if domanda(utente)}
    assert vere == RISPOSTE[persona]


@pytest.mark.parametrize("chi", [None, AnonymousUser()])
def test_who_is_not_logged_in_has_no_right(chi: AnonymousUser | None) -> None:
    assert permissions.roles_of(chi) == ()
    assert not any(domanda(chi) for domanda in DOMANDE.values())


def test_a_suspended_person_has_no_right(responsabile: Utente) -> None:
    responsabile.is_active = False
    assert permissions.roles_of(responsabile) == ()


def test_a_referente_acts_for_their_soggetto_only(partner: Utente) -> None:
    proprio = partner.deleghe.get().soggetto
    assert permissions.acts_for(partner, proprio)
    assert not permissions.acts_for(partner, make_soggetto())


def test_the_staff_of_the_lead_body_does_not_speak_for_it_as_a_partner(asl: Utente) -> None:
    assert not permissions.acts_for(asl, asl.deleghe.get().soggetto)


@pytest.mark.parametrize("ruolo", sorted(permissions.RUOLI_DEL_CAPOFILA))
def test_a_role_of_the_lead_body_counts_for_no_other_soggetto(
    ciclo: Ciclo, estraneo: Utente, ruolo: RuoloDelega
) -> None:
    make_delega(utente=estraneo, soggetto=make_soggetto(), ruolo=ruolo)
    assert permissions.roles_of(estraneo) == ()


def test_the_lead_body_is_that_of_the_ciclo_in_force(asl: Utente) -> None:
    oggi = today()
    make_ciclo(dal=oggi, al=oggi)
    make_ciclo(
        capofila=asl.deleghe.get().soggetto,
        dal=oggi + timedelta(days=1),
        al=oggi + timedelta(days=2),
    )
    assert not permissions.is_operatore(asl)


def test_without_a_ciclo_in_force_the_lead_body_is_that_of_the_latest(
    ciclo: Ciclo, asl: Utente
) -> None:
    make_ciclo(dal=date(2011, 1, 1), al=date(2013, 12, 31))
    assert Ciclo.objects.current() == ciclo
    assert permissions.is_operatore(asl)


def test_without_any_ciclo_nobody_is_of_the_lead_body(db: None) -> None:
    delega = make_delega(ruolo=RuoloDelega.OPERATORE)
    assert not permissions.is_operatore(delega.utente)


@pytest.mark.parametrize(
    ("dal", "al", "vale"),
    [
        (0, None, True),
        (1, None, False),
        (-9, 0, True),
        (-9, -1, False),
        (0, 0, True),
    ],
)
def test_a_right_holds_from_its_first_to_its_last_day(
    asl: Utente, tavolo: Utente, dal: int, al: int | None, vale: bool
) -> None:
    giorni = {
        "dal": today() + timedelta(days=dal),
        "al": al if al is None else today() + timedelta(days=al),
    }
    Delega.objects.update(**giorni)
    Mandato.objects.update(**giorni)
    assert (permissions.is_operatore(asl), permissions.is_tavolo(tavolo)) == (vale, vale)


@pytest.mark.parametrize(
    ("persona", "domanda", "modello"),
    [
        ("asl", permissions.is_operatore, Delega),
        ("comitato", permissions.is_comitato, Mandato),
    ],
)
def test_a_revoked_right_is_gone_at_the_next_request(
    persona: str,
    domanda: Callable[[Utente], bool],
    modello: type,
    request: pytest.FixtureRequest,
) -> None:
    utente = request.getfixturevalue(persona)
    assert domanda(utente)
    modello.objects.update(revocato_alle=timezone.now())
    assert not domanda(again(utente))


def test_rights_of_one_person_add_up(responsabile: Utente, comitato: Utente) -> None:
    make_mandato(utente=responsabile, seggio=make_seggio(organo=_organo_of(comitato), ordine=99))
    chi = again(responsabile)
    assert permissions.is_responsabile(chi)
    assert permissions.is_comitato(chi)


def test_a_person_costs_three_queries_once(
    responsabile: Utente,
    comitato: Utente,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_mandato(utente=responsabile, seggio=make_seggio(organo=_organo_of(comitato), ordine=99))
    with django_assert_num_queries(3):
        for domanda in DOMANDE.values():
            domanda(responsabile)


def test_a_person_without_roles_of_the_lead_body_costs_two_queries(
    partner: Utente, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        permissions.is_responsabile(partner)
        permissions.is_comitato(partner)


def test_the_history_says_in_what_capacity_a_person_acts(
    responsabile: Utente, comitato: Utente
) -> None:
    ente = make_soggetto(sigla="Lega")
    seggio = make_seggio(organo=_organo_of(comitato), ordine=99)
    make_mandato(utente=responsabile, seggio=seggio, designato_da=ente)
    chi = again(responsabile)
    assert permissions.capacity(chi, RuoloDelega.RESPONSABILE) == (
        "Responsabile del procedimento (Ente)"
    )
    assert permissions.capacity(chi) == (
        "Responsabile del procedimento (Ente); Titolare, Comitato di prova (Lega)"
    )
    assert permissions.capacity(None) == ""


def test_many_capacities_are_cut_to_what_the_history_holds(estraneo: Utente) -> None:
    for _ in range(6):
        make_delega(utente=estraneo, soggetto=make_soggetto(sigla="S" * 40))
    assert len(permissions.capacity(estraneo)) == permissions.LUNGHEZZA_VESTE


def _organo_of(utente: Utente) -> object:
    return utente.mandati.get().seggio.organo
