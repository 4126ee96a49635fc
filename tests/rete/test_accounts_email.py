"""Nobody enters with an address that they have not shown to be theirs, nor takes another's."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from conciliazione.models import Messaggio
from rete.accounts import confirm_address
from rete.models import Utente
from tests.cast import PASSWORD
from tests.factories import make_utente

NUOVO = "nuovo@rete.example"


@pytest.fixture
def mai_entrata(ciclo: object) -> Utente:
    """Who was given an account and a password, and never came."""
    utente = make_utente(email="mai-entrata@rete.example")
    utente.set_password(PASSWORD)
    utente.save()
    return utente


def enter(client: Client, email: str) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def link_to(email: str) -> str:
    messaggio = Messaggio.objects.filter(destinatario=email).latest("pk")
    (link,) = re.findall(r"http://testserver(/\S+)", messaggio.testo)
    return link


def test_the_first_login_waits_for_the_address(client: Client, mai_entrata: Utente) -> None:
    risposta = enter(client, mai_entrata.email)
    assert risposta["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    link = link_to(mai_entrata.email)
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.filter(verified=True).exists(), "opening consumes nothing"
    assert client.post(link)["Location"] == reverse("account_login")
    assert enter(client, mai_entrata.email)["Location"] == reverse("scrivania")


def test_choosing_a_password_by_mail_shows_the_address_too(
    client: Client, mai_entrata: Utente
) -> None:
    client.post(reverse("account_reset_password"), {"email": mai_entrata.email})
    modulo = client.get(link_to(mai_entrata.email), follow=True).request["PATH_INFO"]
    client.post(modulo, {"password1": PASSWORD + "x", "password2": PASSWORD + "x"})
    dati = {"login": mai_entrata.email, "password": PASSWORD + "x"}
    assert client.post(reverse("account_login"), dati)["Location"] == reverse("scrivania")


@pytest.mark.parametrize("chiave", ["x", "MQ:1tEk", "a" * 500])
def test_an_invented_link_leads_to_a_plain_page(client: Client, ciclo: object, chiave: str) -> None:
    risposta = client.get(reverse("account_confirm_email", args=[chiave]))
    assert (risposta.status_code, risposta.context["can_confirm"]) == (200, None)


def test_a_new_address_counts_when_confirmed(client: Client, estraneo: Utente) -> None:
    vecchio = estraneo.email
    enter(client, vecchio)
    client.post(reverse("account_email"), {"email": NUOVO, "action_add": ""})
    estraneo.refresh_from_db()
    assert estraneo.email == vecchio
    assert NUOVO in client.get(reverse("mfa_index")).content.decode()
    client.post(link_to(NUOVO))
    estraneo.refresh_from_db()
    assert estraneo.email == NUOVO
    assert Messaggio.objects.filter(destinatario=vecchio, oggetto="E-mail cambiata").exists()
    assert enter(Client(), vecchio).status_code == 200
    assert enter(Client(), NUOVO).status_code == 302


def test_a_change_is_given_up(client: Client, estraneo: Utente) -> None:
    enter(client, estraneo.email)
    client.post(reverse("account_email"), {"email": NUOVO, "action_add": ""})
    client.post(reverse("account_email"), {"email": NUOVO, "action_remove": ""})
    assert not EmailAddress.objects.filter(email=NUOVO).exists()
    assert client.get(reverse("mfa_index")).context["nuovo_indirizzo"] is None


@pytest.mark.parametrize("confermato", [True, False])
def test_the_address_of_another_is_not_taken(
    client: Client, estraneo: Utente, confermato: bool
) -> None:
    """And the page does not say that it is somebody's."""
    altra = make_utente(email="altra@rete.example")
    if confermato:
        confirm_address(altra)
    enter(client, estraneo.email)
    risposta = client.post(reverse("account_email"), {"email": altra.email, "action_add": ""})
    assert risposta["Location"] == reverse("account_email")
    client.post(link_to(altra.email))
    estraneo.refresh_from_db()
    assert estraneo.email == "estraneo@rete.example"


@pytest.mark.parametrize("scritto", ["", "x", "\x00@x.it", "a" * 300 + "@rete.example"])
def test_a_bad_address_is_answered_with_the_form(
    client: Client, estraneo: Utente, scritto: str
) -> None:
    enter(client, estraneo.email)
    risposta = client.post(reverse("account_email"), {"email": scritto, "action_add": ""})
    assert list(risposta.context["form"].errors) == ["email"]


def test_confirming_twice_is_confirming(mai_entrata: Utente) -> None:
    confirm_address(mai_entrata)
    confirm_address(mai_entrata)
    indirizzi = EmailAddress.objects.values_list("user", "email", "verified", "primary")
    assert list(indirizzi) == [(mai_entrata.pk, mai_entrata.email, True, True)]
