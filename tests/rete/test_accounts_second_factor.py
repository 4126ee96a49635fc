"""Who works for the lead body or sits in the Comitato has no right without a second factor."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from conciliazione.models import Messaggio
from rete.models import Utente
from rete.permissions import must_use_mfa
from rete.views.accesso import fingerprint
from tests.cast import PASSWORD

OBBLIGATI = {"asl", "responsabile", "direzione", "comitato", "superutente"}
ALTRI = ("tavolo", "regione", "capofila", "partner", "estraneo")
RISERVATA = "/rete/segnalazioni/"
CHIAVE = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _mandatory(settings: object) -> None:
    settings.MFA_OBBLIGATORIA = True


def code(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enter(client: Client, utente: Utente, dopo: str = "") -> object:
    dati = {"login": utente.email, "password": PASSWORD, "next": dopo}
    return client.post(reverse("account_login"), dati)


def give_app(utente: Utente) -> None:
    TOTP.activate(utente, CHIAVE)


def location(risposta: object) -> tuple[int, str]:
    return risposta.status_code, risposta["Location"]


@pytest.mark.parametrize("ruolo", [*sorted(OBBLIGATI), *ALTRI])
def test_staff_comitato_and_superusers_must_use_it(
    ruolo: str, request: pytest.FixtureRequest
) -> None:
    assert must_use_mfa(request.getfixturevalue(ruolo)) is (ruolo in OBBLIGATI)


@pytest.mark.parametrize("ruolo", sorted(OBBLIGATI))
def test_without_it_a_reserved_page_leads_to_where_it_is_set_up(
    ruolo: str, client: Client, request: pytest.FixtureRequest
) -> None:
    enter(client, request.getfixturevalue(ruolo))
    for indirizzo in (RISERVATA, "/amministrazione/", "/piano/lavoro/"):
        assert location(client.get(indirizzo)) == (302, reverse("mfa_index"))
        assert location(client.post(indirizzo)) == (302, reverse("mfa_index"))


def test_without_it_public_pages_are_those_of_the_public(client: Client, asl: Utente) -> None:
    enter(client, asl)
    client.get("/")  # the greeting
    assert client.get("/rete/soggetti/").status_code == 200
    assert RISERVATA not in client.get("/mappa-del-sito/").content.decode()
    assert location(client.post(reverse("account_logout"))) == (302, "/")


def test_with_it_the_site_map_shows_what_is_reserved(client: Client, asl: Utente) -> None:
    give_app(asl)
    enter(client, asl)
    client.post(reverse("mfa_authenticate"), {"code": code(CHIAVE)})
    assert client.get(RISERVATA).status_code == 200


@pytest.mark.parametrize("ruolo", ["tavolo", "capofila", "estraneo"])
def test_others_enter_without(ruolo: str, client: Client, request: pytest.FixtureRequest) -> None:
    enter(client, request.getfixturevalue(ruolo))
    assert client.get(RISERVATA).status_code == 404


def test_a_demo_that_relaxes_it_asks_nobody(client: Client, asl: Utente, settings: object) -> None:
    settings.MFA_OBBLIGATORIA = False
    enter(client, asl)
    assert client.get(RISERVATA).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_first_login_sets_up_the_app_and_goes_on(client: Client, asl: Utente) -> None:
    assert location(enter(client, asl, RISERVATA)) == (302, RISERVATA)
    assert location(client.get(RISERVATA)) == (302, reverse("mfa_index"))
    modulo = client.get(reverse("mfa_activate_totp"))
    chiave = modulo.context["form"].secret
    assert chiave in modulo.content.decode()
    risposta = client.post(reverse("mfa_activate_totp"), {"code": code(chiave)})
    assert location(risposta) == (302, reverse("mfa_view_recovery_codes"))
    assert len(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]) == 10
    assert client.get(reverse("mfa_index")).context["prosegui"] == RISERVATA
    assert client.get(RISERVATA).status_code == 200
    assert [m.oggetto for m in Messaggio.objects.all()] == ["App dei codici attivata"]


def test_the_picture_of_the_key_is_one_that_our_policy_admits(client: Client, asl: Utente) -> None:
    enter(client, asl)
    risposta = client.get(reverse("mfa_activate_totp"))
    (sorgente,) = re.findall(r'class="riquadro-qr" src="([^"]{22})', risposta.content.decode())
    assert sorgente == "data:image/svg+xml;bas"
    assert "img-src 'self' data:" in risposta["Content-Security-Policy"]
    assert "unsafe-inline" not in risposta["Content-Security-Policy"]


def test_a_wrong_code_sets_up_nothing(client: Client, asl: Utente) -> None:
    enter(client, asl)
    client.get(reverse("mfa_activate_totp"))
    errori = client.post(reverse("mfa_activate_totp"), {"code": "12"}).context["form"].errors
    assert list(errori) == ["code"]
    assert not Authenticator.objects.exists()


def test_the_password_alone_does_not_enter_where_there_is_a_factor(
    client: Client, estraneo: Utente
) -> None:
    """Of whoever has one, obliged or not."""
    give_app(estraneo)
    assert location(enter(client, estraneo)) == (302, reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    risposta = client.post(reverse("mfa_authenticate"), {"code": code(CHIAVE)})
    assert location(risposta) == (302, reverse("scrivania"))
    assert client.session["_auth_user_id"] == str(estraneo.pk)


def test_a_code_of_the_app_is_good_once(client: Client, asl: Utente) -> None:
    give_app(asl)
    scritto = code(CHIAVE)
    for atteso in (302, 200):
        altro = Client()
        enter(altro, asl)
        risposta = altro.post(reverse("mfa_authenticate"), {"code": scritto})
        assert risposta.status_code == atteso


def test_a_recovery_code_enters_once(client: Client, asl: Utente) -> None:
    give_app(asl)
    codice = RecoveryCodes.activate(asl).get_unused_codes()[0]
    for atteso in (302, 200):
        altro = Client()
        enter(altro, asl)
        risposta = altro.post(reverse("mfa_authenticate"), {"code": codice})
        assert risposta.status_code == atteso


def test_the_sixth_code_waits(client: Client, asl: Utente) -> None:
    give_app(asl)
    enter(client, asl)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "1"})
    risposta = client.post(reverse("mfa_authenticate"), {"code": code(CHIAVE)})
    assert risposta.context["form"].errors["code"] == [
        "Troppi tentativi di accesso. Riprova più tardi."
    ]


@pytest.mark.parametrize("scritto", ["", "\x00", "9" * 9999, "à" * 6, "１２３４５６"])
def test_a_bad_code_is_answered_with_the_form(client: Client, asl: Utente, scritto: str) -> None:
    give_app(asl)
    enter(client, asl)
    risposta = client.post(reverse("mfa_authenticate"), {"code": scritto})
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (200, ["code"])


@pytest.mark.parametrize("credenziale", ["", "x", "{}", "[]", '{"response": 1}', "null", "\x00"])
@pytest.mark.parametrize("nome", ["mfa_authenticate", "mfa_add_webauthn", "mfa_login_webauthn"])
def test_a_bad_passkey_is_answered_with_a_page(
    client: Client, asl: Utente, nome: str, credenziale: str
) -> None:
    if nome == "mfa_authenticate":
        give_app(asl)
    if nome != "mfa_login_webauthn":
        enter(client, asl)
    risposta = client.post(reverse(nome), {"credential": credenziale, "name": "telefono"})
    assert risposta.status_code == (302 if nome == "mfa_login_webauthn" else 200)
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_session_from_before_the_factor_is_asked_for_it(client: Client, asl: Utente) -> None:
    """Somebody with the password alone was already in, elsewhere."""
    enter(client, asl)
    give_app(asl)
    dove = f"{reverse('mfa_reauthenticate')}?next=%2Frete%2Fsegnalazioni%2F"
    assert location(client.get(RISERVATA)) == (302, dove)
    confermato = client.post(dove, {"code": code(CHIAVE)})
    assert location(confermato) == (302, RISERVATA)
    assert client.get(RISERVATA).status_code == 200


def test_the_last_factor_of_who_must_have_one_stays(client: Client, asl: Utente) -> None:
    give_app(asl)
    enter(client, asl)
    client.post(reverse("mfa_authenticate"), {"code": code(CHIAVE)})
    risposta = client.post(reverse("mfa_deactivate_totp"))
    assert risposta.status_code == 200
    assert "aggiungerne prima un altro" in risposta.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_others_take_it_away_and_the_codes_with_it(client: Client, estraneo: Utente) -> None:
    give_app(estraneo)
    RecoveryCodes.activate(estraneo)
    enter(client, estraneo)
    client.post(reverse("mfa_authenticate"), {"code": code(CHIAVE)})
    assert location(client.post(reverse("mfa_deactivate_totp"))) == (302, reverse("mfa_index"))
    assert not Authenticator.objects.exists()
    assert [m.oggetto for m in Messaggio.objects.all()] == ["App dei codici tolta"]


def test_a_right_that_ends_no_longer_asks_for_it(client: Client, asl: Utente) -> None:
    enter(client, asl)
    asl.deleghe.update(revocato_alle="2026-01-01T00:00:00Z")
    assert client.get(RISERVATA).status_code == 404


def test_passkeys_of_others_are_not_there(client: Client, asl: Utente, estraneo: Utente) -> None:
    sua = Authenticator.objects.create(user=asl, type="webauthn", data={"name": "telefono"})
    enter(client, estraneo)
    for nome in ("passkey_rename", "passkey_remove"):
        assert client.post(reverse(nome, args=[fingerprint(sua)])).status_code == 404
    assert Authenticator.objects.filter(pk=sua.pk).exists()


def test_an_invented_passkey_is_not_there(client: Client, estraneo: Utente) -> None:
    enter(client, estraneo)
    Authenticator.objects.create(user=estraneo, type="webauthn", data={"name": "telefono"})
    for nome in ("passkey_rename", "passkey_remove"):
        assert client.post(reverse(nome, args=["inventata"])).status_code == 404
    assert Authenticator.objects.count() == 1


def test_a_browser_without_scripts_reads_one_plain_error(client: Client, estraneo: Utente) -> None:
    enter(client, estraneo)
    risposta = client.post(reverse("mfa_add_webauthn"), {"name": "telefono"})
    assert list(risposta.context["form"].errors) == ["__all__"]


def test_a_passkey_is_renamed_and_taken_away(client: Client, estraneo: Utente) -> None:
    sua = Authenticator.objects.create(user=estraneo, type="webauthn", data={"name": "telefono"})
    client.force_login(estraneo)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    impronta = fingerprint(sua)
    client.post(reverse("passkey_rename", args=[impronta]), {"name": "computer"})
    sua.refresh_from_db()
    assert sua.wrap().name == "computer"
    client.post(reverse("passkey_remove", args=[impronta]))
    assert not Authenticator.objects.exists()
    assert [m.oggetto for m in Messaggio.objects.all()] == ["Passkey tolta"]


def test_delicate_pages_ask_again_after_a_while(
    client: Client, estraneo: Utente, settings: object
) -> None:
    enter(client, estraneo)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    risposta = client.get(reverse("mfa_activate_totp"))
    assert location(risposta) == (
        302,
        f"{reverse('account_reauthenticate')}?next=%2Faccesso%2Fapp%2F",
    )
