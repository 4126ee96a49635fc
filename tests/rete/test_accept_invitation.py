"""A link by mail leads a new person to choose a password, once, and to what was waiting."""

from datetime import timedelta
from threading import Thread

import pytest
from django.conf import settings as impostazioni
from django.db import connection
from django.test import Client
from django.utils import timezone

from conciliazione.collegamenti import fingerprint, new_link
from conciliazione.models import Messaggio
from rete import inviti
from rete.inviti import CONSERVATO_PER, invite
from rete.models import Invito, Utente
from rete.tasks import dimentica_inviti
from tests.factories import make_delega, make_soggetto, make_utente
from tests.insieme import meet

DOVE = "/rete/soggetti/"
BUONA = {"password": "una-frase-lunga-e-mia", "ripetuta": "una-frase-lunga-e-mia"}


@pytest.fixture
def nuova(ciclo: object) -> Utente:
    """A person just made referente, who never entered."""
    utente = make_utente(email="nuova@impresa.example", nome="Persona invitata")
    make_delega(utente=utente, soggetto=make_soggetto(sigla="Impresa"))
    return utente


@pytest.fixture
def link(nuova: Utente) -> str:
    """The path of the link that the person was sent."""
    return invite(nuova, DOVE).removeprefix(impostazioni.BASE_URL)


def who_is_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def expire() -> None:
    Invito.objects.update(scade_il=timezone.now() - timedelta(seconds=1))


# --- The link ---------------------------------------------------------------------------------


def test_only_the_fingerprint_of_a_link_is_kept() -> None:
    token, impronta = new_link()
    assert (len(impronta), fingerprint(token), new_link()[0] != token) == (64, impronta, True)


def test_the_mail_says_who_invites_to_what_and_carries_the_link(nuova: Utente, link: str) -> None:
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == nuova.email
    assert f"{impostazioni.BASE_URL}{link}" in messaggio.testo
    assert "Ente capofila invita" in messaggio.testo
    assert "come Referente del soggetto (Impresa)" in messaggio.testo
    assert "comunicazione di cortesia" in messaggio.testo


@pytest.mark.parametrize("dove", ["https://altrove.example/", "//altrove.example", "rete/", ""])
def test_an_invitation_leads_only_into_the_portal(nuova: Utente, dove: str) -> None:
    with pytest.raises(ValueError, match="non è una pagina del portale"):
        invite(nuova, dove)


def test_opening_the_link_shows_and_does_not_consume(client: Client, link: str) -> None:
    for _ in range(2):
        risposta = client.get(link)
        assert risposta.status_code == 200
    pagina = risposta.content.decode()
    assert "Persona invitata" in pagina
    assert "Referente del soggetto (Impresa)" in pagina
    assert "no-store" in risposta["Cache-Control"]
    assert Invito.objects.get().usato_il is None


def test_a_password_opens_the_portal_at_what_was_waiting(
    client: Client, nuova: Utente, link: str
) -> None:
    risposta = client.post(link, BUONA)
    assert (risposta.status_code, risposta["Location"]) == (302, DOVE)
    assert who_is_in(client) == str(nuova.pk)
    nuova.refresh_from_db()
    assert nuova.check_password(BUONA["password"])
    assert client.get(DOVE).status_code == 200


def test_the_address_needs_no_other_proof(client: Client, nuova: Utente, link: str) -> None:
    client.post(link, BUONA)
    fuori = Client()
    entrata = fuori.post("/accesso/", {"login": nuova.email, "password": BUONA["password"]})
    assert entrata["Location"] == "/scrivania/"


@pytest.mark.parametrize(
    ("dati", "campi"),
    [
        ({}, ["password", "ripetuta"]),
        ({"password": "corta", "ripetuta": "corta"}, ["password"]),
        ({"password": "nuova@impresa.example", "ripetuta": "nuova@impresa.example"}, ["password"]),
        ({**BUONA, "ripetuta": "un-altra-frase-lunga"}, ["ripetuta"]),
        ({"password": "\x00" * 20, "ripetuta": "\x00" * 20}, ["password", "ripetuta"]),
        ({"password": "x" * 9999, "ripetuta": "x" * 9999}, ["password", "ripetuta"]),
    ],
)
def test_a_password_refused_leaves_the_invitation_good(
    client: Client, link: str, dati: dict[str, str], campi: list[str]
) -> None:
    risposta = client.post(link, dati)
    assert risposta.status_code == 200
    assert list(risposta.context["form"].errors) == campi
    assert client.post(link, BUONA).status_code == 302


# --- Links that do not open -------------------------------------------------------------------


def test_a_used_link_leads_to_the_login(client: Client, link: str) -> None:
    client.post(link, BUONA)
    risposta = Client().get(link)
    assert risposta.status_code == 410
    assert "L’invito è già stato usato" in risposta.content.decode()
    assert f'href="/accesso/?next={DOVE.replace("/", "%2F")}"' in risposta.content.decode()


def test_a_used_link_sets_no_other_password(client: Client, nuova: Utente, link: str) -> None:
    client.post(link, BUONA)
    altra = {"password": "la-frase-di-un-altro", "ripetuta": "la-frase-di-un-altro"}
    assert Client().post(link, altra).status_code == 410
    nuova.refresh_from_db()
    assert nuova.check_password(BUONA["password"])


def test_from_an_expired_link_another_is_asked_for_once(
    client: Client, asl: Utente, nuova: Utente, link: str
) -> None:
    expire()
    pagina = client.get(link)
    assert pagina.status_code == 410
    assert f'action="{link}chiedi/"' in pagina.content.decode()
    assert client.post(link, BUONA).status_code == 410

    for _ in range(2):
        assert client.post(f"{link}chiedi/").status_code == 200

    (avviso,) = Messaggio.objects.filter(destinatario=asl.email)
    assert avviso.oggetto == "Persona invitata chiede un nuovo invito"
    assert f"/rete/persone/{nuova.codice}/" in avviso.testo


def test_asking_again_and_again_is_stopped(client: Client, link: str) -> None:
    expire()
    stati = {client.post(f"{link}chiedi/").status_code for _ in range(21)}
    assert stati == {200, 429}


@pytest.mark.parametrize("token", ["assente", "x" * 2000, "%00", "%EF%BF%BD"])
def test_an_unknown_link_is_told_in_words(client: Client, ciclo: object, token: str) -> None:
    risposta = client.get(f"/accesso/invito/{token}/")
    assert risposta.status_code == 404
    assert "Collegamento non più valido" in risposta.content.decode()


def test_a_newer_invitation_ends_the_older(client: Client, nuova: Utente, link: str) -> None:
    nuovo = invite(nuova, "/rete/organi/").removeprefix(impostazioni.BASE_URL)
    assert client.post(link, BUONA).status_code == 410
    assert client.post(nuovo, BUONA)["Location"] == "/rete/organi/"


def test_a_person_suspended_does_not_enter(client: Client, nuova: Utente, link: str) -> None:
    Utente.objects.filter(pk=nuova.pk).update(is_active=False)
    assert client.get(link).status_code == 410
    assert client.post(link, BUONA).status_code == 410
    assert client.post(f"{link}chiedi/").status_code == 410
    assert who_is_in(client) is None


def test_who_is_in_as_another_does_not_use_it(client: Client, asl: Utente, link: str) -> None:
    client.force_login(asl)
    risposta = client.post(link, BUONA)
    assert risposta.status_code == 409
    assert "L’invito è di un’altra persona" in risposta.content.decode()
    assert Invito.objects.get().usato_il is None


# --- Who has a password already ---------------------------------------------------------------


def test_who_has_a_password_is_led_to_the_page_itself(estraneo: Utente) -> None:
    assert invite(estraneo, DOVE) == f"{impostazioni.BASE_URL}{DOVE}"
    assert Invito.objects.count() == 0
    assert f"{impostazioni.BASE_URL}{DOVE}" in Messaggio.objects.get().testo


def test_who_enters_through_the_gateway_chooses_no_password(
    nuova: Utente, settings: object
) -> None:
    settings.ACCESSO_LOCALE = "personale"
    assert invite(nuova, DOVE) == f"{impostazioni.BASE_URL}{DOVE}"


# --- Sent again by the staff ------------------------------------------------------------------


def test_the_staff_send_it_again_to_where_it_led(
    client: Client, asl: Utente, nuova: Utente, link: str
) -> None:
    client.force_login(asl)
    risposta = client.post(f"/rete/persone/{nuova.codice}/invita/")
    assert risposta["Location"] == f"/rete/persone/{nuova.codice}/"
    assert [i.dove for i in Invito.objects.all()] == [DOVE, DOVE]
    assert Messaggio.objects.filter(destinatario=nuova.email).count() == 2


def test_who_was_suspended_is_not_invited(client: Client, asl: Utente) -> None:
    sospesa = make_utente(is_active=False)
    client.force_login(asl)
    client.post(f"/rete/persone/{sospesa.codice}/invita/")
    assert Invito.objects.count() == 0


# --- Time, and two clicks at once -------------------------------------------------------------


def test_invitations_go_ninety_days_after_their_end(nuova: Utente, link: str) -> None:
    Invito.objects.update(scade_il=timezone.now() - CONSERVATO_PER + timedelta(minutes=1))
    dimentica_inviti()
    assert Invito.objects.count() == 1
    Invito.objects.update(scade_il=timezone.now() - CONSERVATO_PER - timedelta(minutes=1))
    dimentica_inviti()
    assert Invito.objects.count() == 0


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "used"), [(True, 1), (False, 4)])
def test_of_four_clicks_at_once_one_sets_the_password(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, guarded: bool, used: int
) -> None:
    """Without the condition of the update the guard is off: the negative control."""
    persona = make_utente()
    invite(persona, DOVE)
    insieme, esiti = meet(4), []
    if not guarded:
        monkeypatch.setattr(inviti, "_still_open", lambda i: Invito.objects.filter(pk=i.pk))

    def click(n: int) -> None:
        invito = Invito.objects.select_related("utente").get()
        insieme.wait()
        esiti.append((inviti.consume(invito, f"frase-lunga-numero-{n}"), n))
        connection.close()

    threads = [Thread(target=click, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    riusciti = [n for riuscito, n in esiti if riuscito]
    assert len(riusciti) == used
    persona.refresh_from_db()
    assert any(persona.check_password(f"frase-lunga-numero-{n}") for n in riusciti)
