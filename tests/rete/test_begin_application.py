"""Who asks to join begins with an e-mail: the link that arrives there opens the draft, and no
answer says who had already begun."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from conciliazione.models import Messaggio
from rete import bozze
from rete.models import Ciclo, DomandaAdesione, Impegno
from tests.rete.aderire import enter, link_mailed, make_empty, make_ready, open_network, said

PAGINA, COMINCIA, RIPRENDI = "/aderisci/", "/aderisci/comincia/", "/aderisci/riprendi/"
CHI = "chi@scrive.example"


@pytest.fixture(autouse=True)
def _network(ciclo: Ciclo) -> None:
    open_network()


def same(answer: HttpResponse) -> str:
    """An answer without what changes at every answer."""
    testo = re.sub(r'value="[\w-]{64}"', "", answer.content.decode())
    return testo.replace(answer.get("X-Request-ID", "-"), "")


# --- The public page ----------------------------------------------------------------------------


def test_the_page_says_how_long_it_takes_and_what_silence_means(client: Client) -> None:
    testo = said(client.get(PAGINA).content.decode())
    assert "entro 30 giorni" in testo
    assert "per rispondere ci sono 10 giorni" in testo
    assert "la domanda non è né accolta né respinta" in testo
    assert "Ci impegniamo a collaborare" in testo


def test_where_one_cannot_join_yet_the_page_says_so(client: Client) -> None:
    Impegno.objects.all().delete()
    assert "Per ora non si possono inviare domande" in client.get(PAGINA).content.decode()
    assert client.post(COMINCIA, {"email": CHI})["Location"] == PAGINA
    assert DomandaAdesione.objects.count() == 0


@pytest.mark.parametrize("address", ["/", "/rete/"])
def test_the_pages_of_the_network_lead_there(client: Client, address: str) -> None:
    assert f'href="{PAGINA}"' in client.get(address).content.decode()


# --- The e-mail ---------------------------------------------------------------------------------


def test_an_address_begins_a_draft_and_gets_its_link(client: Client) -> None:
    answer = client.post(COMINCIA, {"email": " Chi@Scrive.example "}, follow=True)
    domanda = DomandaAdesione.objects.get()
    assert (domanda.email, domanda.stato, domanda.confermata_il) == (CHI, "bozza", None)
    assert answer.redirect_chain == [("/aderisci/posta/", 302)]
    assert Messaggio.objects.get().destinatario == CHI
    assert "30 giorni" in Messaggio.objects.get().testo


def test_the_database_does_not_keep_the_link(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    token = link_mailed(CHI).split("/")[-2]
    assert token not in str(DomandaAdesione.objects.values().get())


def test_beginning_twice_before_opening_is_one_draft_with_the_last_link(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    primo = link_mailed(CHI)
    client.post(COMINCIA, {"email": CHI})
    assert DomandaAdesione.objects.count() == 1
    assert (client.get(primo).status_code, client.get(link_mailed(CHI)).status_code) == (404, 200)


def test_who_opened_one_may_begin_another(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    client.post(link_mailed(CHI))
    client.post(COMINCIA, {"email": CHI})
    assert DomandaAdesione.objects.count() == 2


def test_a_known_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    make_empty()
    for page in (COMINCIA, RIPRENDI):
        known = client.post(page, {"email": CHI}, follow=True)
        unknown = client.post(page, {"email": "altri@scrive.example"}, follow=True)
        assert known.redirect_chain == unknown.redirect_chain
        assert same(known) == same(unknown)


def test_a_new_link_is_mailed_to_who_had_begun_only(client: Client) -> None:
    domanda = make_empty()
    client.post(RIPRENDI, {"email": "altri@scrive.example"})
    assert Messaggio.objects.count() == 0
    client.post(RIPRENDI, {"email": CHI.upper()})
    assert client.post(link_mailed(CHI))["Location"] == f"/aderisci/{domanda.codice}/"


def test_all_the_requests_of_an_address_come_back_in_one_mail(client: Client) -> None:
    codici = {make_empty().codice, make_ready(email=CHI, denominazione="Il Girasole").codice}
    client.post(RIPRENDI, {"email": CHI})
    testo = Messaggio.objects.get().testo
    assert set(re.findall(r"Domanda (\w+)", testo)) == codici
    assert "Il Girasole" in testo


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": ""}, "Scrivere l’indirizzo a cui mandare il collegamento."),
        ({"email": "chi"}, "Inserisci un indirizzo email valido."),
        ({"email": "a\x00b@c.example"}, "I caratteri null non sono ammessi."),
        ({"email": f"{'x' * 300}@c.example"}, "254 caratteri"),
        ({"email": CHI, "sito": "https://offerte.example"}, "Questo campo deve restare vuoto."),
    ],
)
@pytest.mark.parametrize("address", [COMINCIA, RIPRENDI])
def test_what_is_wrong_is_said_by_its_field(
    client: Client, address: str, wrong: dict[str, str], words: str
) -> None:
    answer = client.post(address, wrong)
    assert answer.status_code == 200
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert DomandaAdesione.objects.count() == 0


def test_one_machine_asks_for_so_many_links_and_no_more(client: Client) -> None:
    stati = [client.post(COMINCIA, {"email": f"a{n}@b.example"}).status_code for n in range(11)]
    assert stati == [302] * 10 + [429]


def test_one_address_gets_so_many_mails_in_an_hour_from_whatever_machines(client: Client) -> None:
    def ask(n: int) -> HttpResponse:
        return client.post(COMINCIA, {"email": CHI}, REMOTE_ADDR=f"192.0.2.{n}", follow=True)

    risposte = [ask(n) for n in range(bozze.LETTERE_AL_PIU + 2)]
    assert Messaggio.objects.count() == bozze.LETTERE_AL_PIU
    assert same(risposte[0]) == same(risposte[-1])
    Messaggio.objects.update(creato_il=F("creato_il") - timedelta(hours=2))
    ask(100)
    assert Messaggio.objects.count() == bozze.LETTERE_AL_PIU + 1


# --- The link -----------------------------------------------------------------------------------


def test_reading_the_link_changes_nothing(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    prima = DomandaAdesione.objects.values().get()
    for _ in range(2):
        assert client.get(link_mailed(CHI)).status_code == 200
    client.head(link_mailed(CHI))
    assert DomandaAdesione.objects.values().get() == prima
    assert client.get(f"/aderisci/{prima['codice']}/").status_code == 404


def test_the_button_confirms_the_address_and_opens_the_draft(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    answer = client.post(link_mailed(CHI))
    domanda = DomandaAdesione.objects.get()
    assert answer["Location"] == f"/aderisci/{domanda.codice}/"
    assert domanda.confermata_il is not None
    assert client.get(answer["Location"]).status_code == 200


def test_the_link_opens_the_draft_again_elsewhere_and_the_confirmation_stays(
    client: Client,
) -> None:
    client.post(COMINCIA, {"email": CHI})
    client.post(link_mailed(CHI))
    prima = DomandaAdesione.objects.get().confermata_il
    altrove = Client()
    assert altrove.post(link_mailed(CHI)).status_code == 302
    assert DomandaAdesione.objects.get().confermata_il == prima


def test_a_new_link_ends_the_sessions_of_the_one_before(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    there = client.post(link_mailed(CHI))["Location"]
    altra = make_empty(email="altri@scrive.example")
    anche = enter(client, altra)
    assert client.get(there).status_code == 200

    client.post("/aderisci/riprendi/", {"email": CHI})

    assert client.get(there).status_code == 404
    assert client.get(anche).status_code == 200
    client.post(link_mailed(CHI))
    assert client.get(there).status_code == 200


def test_opening_gives_the_session_a_new_key(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    enter(client, make_empty(email="altri@scrive.example"))
    prima = client.session.session_key
    client.post(link_mailed(CHI))
    assert client.session.session_key != prima
    assert len(client.session["domande"]) == 2


@pytest.mark.parametrize("token", ["x", "a" * 500, "..%2F..", "%00", "è"])
def test_a_link_tampered_with_says_so_and_offers_a_new_one(client: Client, token: str) -> None:
    there = f"/aderisci/collegamento/{token}/"
    for answer in (client.get(there), client.post(there)):
        assert answer.status_code == 404
    page = client.get("/aderisci/collegamento/x/").content.decode()
    assert 'action="/aderisci/riprendi/"' in page


def test_an_expired_link_says_so_opens_nothing_and_offers_a_new_one(client: Client) -> None:
    client.post(COMINCIA, {"email": CHI})
    DomandaAdesione.objects.update(collegamento_fino_a=timezone.now() - timedelta(seconds=1))
    for answer in (client.get(link_mailed(CHI)), client.post(link_mailed(CHI))):
        assert answer.status_code == 410
        assert "Il collegamento è scaduto" in answer.content.decode()
    assert DomandaAdesione.objects.get().confermata_il is None
    client.post(RIPRENDI, {"email": CHI})
    assert client.post(link_mailed(CHI)).status_code == 302


# --- Who did not open it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["", "organizzazione/", "persone/", "impegno/", "allegati/", "firma/", "invio/"]
)
def test_the_request_of_others_answers_like_one_that_is_not_there(
    client: Client, address: str
) -> None:
    altrui = make_empty()
    enter(client, make_empty(email="mia@scrive.example"))
    there, missing = (
        client.get(f"/aderisci/{altrui.codice}/{address}"),
        client.get(f"/aderisci/{'x' * 10}/{address}"),
    )
    assert there.status_code == missing.status_code == 404
    assert same(there).replace(altrui.codice, "") == same(missing).replace("x" * 10, "")


def test_what_was_typed_when_the_session_ended_comes_back(client: Client) -> None:
    domanda = make_empty()
    answer = client.post(
        f"/aderisci/{domanda.codice}/organizzazione/",
        {"denominazione": "Il <b>Girasole</b>", "versione": "1", "azione": "continua"},
    )
    assert answer.status_code == 404
    testo = answer.content.decode()
    assert "Il &lt;b&gt;Girasole&lt;/b&gt;" in testo
    assert "Quanto appena scritto non è salvato" in testo
    assert answer.context["scritti"] == [("denominazione", "Il <b>Girasole</b>")]
    domanda.refresh_from_db()
    assert domanda.denominazione == ""
