"""Through the gateway to SPID and CIE a person who has an account enters; nobody gets one."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from conciliazione.gateway import gateway_origin, gateway_provider
from conciliazione.models import Messaggio
from rete.identita import CHIAVE
from rete.models import DomandaAdesione, Utente
from rete.verdetto_firma import DA_CONTROLLARE, VALIDA, judge
from tests.cast import PASSWORD
from tests.factories import make_utente
from tests.rete.aderire import CODICE_FISCALE, enter, make_ready

ENTRA = "/accesso/con/spid-cie/"


class Gateway(ThreadingHTTPServer):
    """A server of OpenID Connect that recognises one person: `person` are their claims."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.person = {"sub": "SPID-1", "email": "estraneo@rete.example", "email_verified": True}


class Answers(BaseHTTPRequestHandler):
    server: Gateway

    def do_GET(self) -> None:
        url = self.server.url
        if self.path == "/userinfo":
            return self.answer({"fiscal_number": "TINIT-CODICE", **self.server.person})
        configuration = {
            "issuer": url,
            "authorization_endpoint": f"{url}/authorize",
            "token_endpoint": f"{url}/token",
            "userinfo_endpoint": f"{url}/userinfo",
            "jwks_uri": f"{url}/jwks",
        }
        return self.answer(configuration)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        claims = {**self.server.person, "iss": self.server.url, "aud": "portale"}
        claims |= {"exp": int(time.time()) + 60, "iat": int(time.time())}
        token = jwt.encode(claims, "chiave-di-prova-lunga-quanto-serve", algorithm="HS256")
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def answer(self, data: dict[str, object]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(settings: object) -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.OIDC_SERVER_URL = server.url
    settings.SOCIALACCOUNT_PROVIDERS = gateway_provider(
        server.url, "spid-cie", "SPID o CIE", "portale", "segreto"
    )
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def go_and_come_back(client: Client, dopo: str = "") -> object:
    """Press the button, be recognised, come back with a code."""
    partenza = client.post(f"{ENTRA}?next={dopo}" if dopo else ENTRA)
    chiesto = parse_qs(urlsplit(partenza["Location"]).query)
    assert "code_challenge" in chiesto
    return client.get(f"{ENTRA}ritorno/", {"code": "c", "state": chiesto["state"][0]})


def test_the_button_is_there_only_when_configured(
    client: Client, ciclo: object, gateway: Gateway, settings: object
) -> None:
    assert "Entra con SPID o CIE" in client.get("/accesso/").content.decode()
    settings.OIDC_SERVER_URL = ""
    assert "SPID" not in client.get("/accesso/").content.decode()


def test_without_a_gateway_its_addresses_are_not_there(client: Client, ciclo: object) -> None:
    for indirizzo in (ENTRA, f"{ENTRA}ritorno/"):
        assert (client.get(indirizzo).status_code, client.post(indirizzo).status_code) == (404, 404)


def test_a_person_with_that_verified_address_enters_and_is_linked(
    client: Client, estraneo: Utente, gateway: Gateway
) -> None:
    risposta = go_and_come_back(client, "/rete/soggetti/")
    assert risposta["Location"] == "/rete/soggetti/"
    assert client.session["_auth_user_id"] == str(estraneo.pk)
    legami = SocialAccount.objects.values_list("user", "provider", "uid", "extra_data")
    assert list(legami) == [(estraneo.pk, "spid-cie", "SPID-1", {})]
    assert [m.oggetto for m in Messaggio.objects.all()] == ["Identità digitale collegata"]
    estraneo.refresh_from_db()
    assert estraneo.check_password(PASSWORD)


def test_who_is_linked_enters_with_another_address_too(
    client: Client, estraneo: Utente, gateway: Gateway
) -> None:
    go_and_come_back(Client())
    gateway.person["email"] = "cambiata@altrove.example"
    go_and_come_back(client)
    assert client.session["_auth_user_id"] == str(estraneo.pk)
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    "altra",
    [
        {"email": "ignota@rete.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
        {"email": None},
    ],
)
def test_an_unknown_person_reads_what_to_do(
    client: Client, estraneo: Utente, gateway: Gateway, altra: dict[str, object]
) -> None:
    gateway.person |= altra
    risposta = go_and_come_back(client)
    assert risposta.status_code == 403
    assert "Nessun utente per questa identità" in risposta.content.decode()
    assert "_auth_user_id" not in client.session
    assert (SocialAccount.objects.count(), Utente.objects.count()) == (0, 1)


def test_an_account_never_used_is_opened_without_a_mail(
    client: Client, ciclo: object, gateway: Gateway
) -> None:
    """The gateway verified the address: the portal does not ask again."""
    nuova = make_utente(email="nuova@rete.example")
    gateway.person["email"] = "Nuova@Rete.Example"
    go_and_come_back(client)
    assert client.session["_auth_user_id"] == str(nuova.pk)


def test_a_suspended_person_stays_out(client: Client, estraneo: Utente, gateway: Gateway) -> None:
    Utente.objects.update(is_active=False)
    assert go_and_come_back(client)["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_still_due(
    client: Client, asl: Utente, gateway: Gateway, settings: object
) -> None:
    settings.MFA_OBBLIGATORIA = True
    gateway.person["email"] = asl.email
    go_and_come_back(client)
    assert client.get("/rete/segnalazioni/")["Location"] == reverse("mfa_index")


def test_who_is_in_does_not_link_another_identity(
    client: Client, estraneo: Utente, gateway: Gateway
) -> None:
    client.force_login(estraneo)
    gateway.person["email"] = "altra@rete.example"
    partenza = client.post(f"{ENTRA}?process=connect")
    stato = parse_qs(urlsplit(partenza["Location"]).query)["state"][0]
    risposta = client.get(f"{ENTRA}ritorno/", {"code": "c", "state": stato})
    assert risposta["Location"] == reverse("mfa_index")
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("dati", [{}, {"code": "c"}, {"code": "c", "state": "x"}, {"error": "no"}])
def test_an_answer_that_nobody_asked_for_is_a_plain_page(
    client: Client, ciclo: object, gateway: Gateway, dati: dict[str, str]
) -> None:
    risposta = client.get(f"{ENTRA}ritorno/", dati)
    assert risposta.status_code == 401
    assert "L’identità digitale non ha risposto" in risposta.content.decode()


def test_who_changes_their_mind_comes_back(client: Client, ciclo: object, gateway: Gateway) -> None:
    partenza = client.post(ENTRA)
    stato = parse_qs(urlsplit(partenza["Location"]).query)["state"][0]
    dati = {"error": "access_denied", "state": stato}
    risposta = client.get(f"{ENTRA}ritorno/", dati)
    assert risposta["Location"] == reverse("socialaccount_login_cancelled")


def test_a_gateway_that_does_not_answer_is_a_plain_page(
    client: Client, ciclo: object, settings: object
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = gateway_provider(
        "http://127.0.0.1:9", "spid-cie", "SPID o CIE", "portale", "segreto"
    )
    assert client.post(ENTRA).status_code == 401


def test_with_passwords_for_the_staff_the_public_enters_by_the_gateway_only(
    client: Client, estraneo: Utente, asl: Utente, settings: object
) -> None:
    settings.ACCESSO_LOCALE = "personale"
    stati = []
    for utente in (estraneo, asl):
        dati = {"login": utente.email, "password": PASSWORD}
        stati.append(client.post("/accesso/", dati).status_code)
        client.logout()
        client.post(reverse("account_reset_password"), {"email": utente.email})
    assert stati == [200, 302]
    assert [m.destinatario for m in Messaggio.objects.all()] == [asl.email]


def test_half_a_gateway_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID e OIDC_SECRET"):
        gateway_provider("https://identita.example", "spid-cie", "SPID", "portale", "")
    with pytest.raises(ImproperlyConfigured, match="non è un indirizzo"):
        gateway_origin("identita.example")


def test_the_policy_admits_the_host_of_the_gateway() -> None:
    assert gateway_origin("https://identita.example/realms/x") == ["https://identita.example"]
    assert gateway_origin("") == []


# --- From a draft, to sign it -------------------------------------------------------------------

RAPPRESENTANTE = {
    "email": "anna@altrove.example",
    "given_name": "Anna",
    "family_name": "Verdi",
    "fiscal_number": f"TINIT-{CODICE_FISCALE}",
}


@pytest.fixture
def mia(client: Client, ciclo: object) -> str:
    """The address of a draft that this client opened by its link."""
    return enter(client, make_ready(modalita_firma=""))


def test_from_their_draft_a_person_without_account_signs_that_one(
    client: Client, mia: str, gateway: Gateway
) -> None:
    gateway.person |= RAPPRESENTANTE
    assert "Fatti riconoscere con SPID o CIE" in client.get(f"{mia}firma/").text
    assert go_and_come_back(client, f"{mia}firma/")["Location"] == f"{mia}firma/"
    pagina = client.get(f"{mia}firma/").text
    assert "Riconosciuto con SPID o CIE: <strong>Anna Verdi</strong>" in pagina
    assert "Fatti riconoscere" not in pagina
    client.post(f"{mia}firma/", {"modalita_firma": "accesso"})
    assert client.post(f"{mia}invio/")["Location"] == f"{mia}ricevuta/"
    domanda = DomandaAdesione.objects.get()
    accesso = domanda.esito_firma["accesso"]
    assert (accesso["nome"], accesso["codice_fiscale"]) == ("Anna Verdi", CODICE_FISCALE)
    esito = (domanda.modalita_firma, domanda.esito_firma, domanda.rappresentante_codice_fiscale)
    assert judge(*esito).segno == VALIDA
    # No account, no right, nothing left behind.
    assert (SocialAccount.objects.count(), Utente.objects.count()) == (0, 0)
    assert {"_auth_user_id", CHIAVE} & set(client.session.keys()) == set()
    assert client.get("/scrivania/").status_code == 302


def test_somebody_else_who_signs_is_to_be_checked(
    client: Client, mia: str, gateway: Gateway
) -> None:
    gateway.person |= {**RAPPRESENTANTE, "fiscal_number": "TINIT-ALTRO"}
    go_and_come_back(client, f"{mia}firma/")
    client.post(f"{mia}firma/", {"modalita_firma": "accesso"})
    client.post(f"{mia}invio/")
    domanda = DomandaAdesione.objects.get()
    esito = (domanda.modalita_firma, domanda.esito_firma, domanda.rappresentante_codice_fiscale)
    assert judge(*esito).segno == DA_CONTROLLARE


def test_who_is_recognised_for_a_draft_is_not_for_another(
    client: Client, mia: str, gateway: Gateway
) -> None:
    gateway.person |= RAPPRESENTANTE
    altra = enter(client, make_ready(modalita_firma="accesso", codice_fiscale="01234567897"))
    go_and_come_back(client, f"{mia}firma/")
    assert "Riconosciuto" not in client.get(f"{altra}firma/").text
    assert "bisogna entrare con l’identità digitale" in client.post(f"{altra}invio/").text
    assert DomandaAdesione.objects.filter(stato="inviata").count() == 0


@pytest.mark.parametrize("dove", ["allegati/", "", "firma/?x=", "firma"])
def test_elsewhere_in_the_portal_an_unknown_person_reads_what_to_do(
    client: Client, mia: str, gateway: Gateway, dove: str
) -> None:
    gateway.person |= RAPPRESENTANTE
    stato = go_and_come_back(client, f"{mia}{dove}").status_code
    assert stato == (302 if dove == "firma/?x=" else 403)


@pytest.mark.parametrize("come", ["di altri", "inviata"])
def test_a_draft_that_is_not_in_hand_is_not_signed(
    client: Client, mia: str, gateway: Gateway, come: str
) -> None:
    gateway.person |= RAPPRESENTANTE
    if come == "inviata":
        assert client.post(f"{mia}firma/", {"modalita_firma": "digitale"}).status_code == 302
        assert client.post(f"{mia}invio/")["Location"] == f"{mia}ricevuta/"
    chi = client if come == "inviata" else Client()
    assert go_and_come_back(chi, f"{mia}firma/").status_code == 403
    assert CHIAVE not in chi.session


def test_of_who_has_an_account_the_name_is_the_one_that_the_gateway_says(
    client: Client, mia: str, estraneo: Utente, gateway: Gateway
) -> None:
    gateway.person |= {**RAPPRESENTANTE, "email": estraneo.email}
    go_and_come_back(client, f"{mia}firma/")
    assert client.session["_auth_user_id"] == str(estraneo.pk)
    assert "<strong>Anna Verdi</strong>" in client.get(f"{mia}firma/").text
    estraneo.refresh_from_db()
    assert estraneo.nome != "Anna Verdi"
    client.logout()
    enter(client, DomandaAdesione.objects.get())
    assert "Anna Verdi" not in client.get(f"{mia}firma/").text
