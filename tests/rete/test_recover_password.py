"""A person who forgot the password chooses another through a link sent by mail."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from conciliazione import posta
from conciliazione.models import Messaggio
from rete.models import Utente
from tests.factories import make_utente

NUOVA = "un-altra-frase-di-prova"
pytestmark = pytest.mark.django_db


@pytest.fixture
def persona(ciclo: object) -> Utente:
    return make_utente(email="persona@rete.example", password="una-frase-di-prova-lunga")


def ask(client: Client, email: str) -> object:
    return client.post(reverse("account_reset_password"), {"email": email})


def link_in(messaggio: Messaggio) -> str:
    (link,) = re.findall(r"http://testserver(/\S+)", messaggio.testo)
    return link


def choose(client: Client, link: str) -> object:
    """Open the link and fill in the form that it leads to."""
    modulo = client.get(link, follow=True).request["PATH_INFO"]
    return client.post(modulo, {"password1": NUOVA, "password2": NUOVA})


def test_the_link_lets_choose_a_new_password(client: Client, persona: Utente) -> None:
    ask(client, persona.email)
    risposta = choose(client, link_in(Messaggio.objects.get()))
    assert risposta["Location"] == reverse("account_reset_password_from_key_done")
    persona.refresh_from_db()
    assert persona.check_password(NUOVA)


def test_the_mail_goes_out_through_the_outbox(client: Client, persona: Utente) -> None:
    ask(client, "Persona@Rete.Example")
    assert mail.outbox == []
    posta.send_due()
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([persona.email], "Nuova password per il portale della Rete di Conciliazione")
    ]


def test_opening_the_link_consumes_nothing(client: Client, persona: Utente) -> None:
    ask(client, persona.email)
    link = link_in(Messaggio.objects.get())
    Client().get(link, follow=True)
    assert choose(client, link).status_code == 302


def test_the_link_works_once(client: Client, persona: Utente) -> None:
    ask(client, persona.email)
    link = link_in(Messaggio.objects.get())
    choose(client, link)
    assert Client().get(link, follow=True).context["token_fail"] is True


def test_the_link_ends_after_two_hours(client: Client, persona: Utente, settings: object) -> None:
    ask(client, persona.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    link = link_in(Messaggio.objects.get())
    assert client.get(link, follow=True).context["token_fail"] is True


@pytest.mark.parametrize("email", ["ignota@rete.example", "sospesa@rete.example"])
def test_who_cannot_enter_gets_the_same_page_and_no_mail(
    client: Client, persona: Utente, email: str
) -> None:
    make_utente(email="sospesa@rete.example", is_active=False)
    risposte = [ask(client, indirizzo) for indirizzo in (persona.email, email)]
    assert {(r.status_code, r["Location"]) for r in risposte} == {
        (302, reverse("account_reset_password_done"))
    }
    assert [m.destinatario for m in Messaggio.objects.all()] == [persona.email]


def test_asking_too_often_for_one_person_waits(client: Client, persona: Utente) -> None:
    assert [ask(client, persona.email).status_code for _ in range(6)] == [302] * 5 + [429]


@pytest.mark.parametrize("chiave", ["0-x", "zzzzzzzzzzzzz-set-password", "1-" + "a" * 500])
def test_an_invented_link_leads_to_a_plain_page(
    client: Client, persona: Utente, chiave: str
) -> None:
    uidb36, key = chiave.split("-", 1)
    indirizzo = reverse("account_reset_password_from_key", args=[uidb36, key])
    risposta = client.get(indirizzo, follow=True)
    assert risposta.status_code == 200
    assert risposta.context["token_fail"] is True
