"""In a demo anybody reads what the portal wrote; elsewhere there is no such page."""

from hashlib import md5

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from conciliazione import posta
from conciliazione.models import Messaggio
from conciliazione.querysets import DIMENTICATO
from rete.models import Utente
from tests.factories import make_documento

POSTA = "/demo/posta/"
INVITO = "http://127.0.0.1:8000/accesso/invito/abc-DEF_1/"


@pytest.fixture
def demo(settings: object, ciclo: object) -> None:
    settings.DEMO = True


def page_of(chiave: str) -> str:
    return f"{POSTA}{md5(chiave.encode(), usedforsecurity=False).hexdigest()}/"


def write(chiave: str = "invito:1", **altro: object) -> Messaggio:
    testo = f"Per entrare:\n{INVITO}\n\n<b>Saluti</b>"
    return posta.send(chiave, "nuova@impresa.example", "Invito", testo, **altro)


@pytest.mark.parametrize("chi", [None, "estraneo", "asl", "responsabile", "superutente"])
def test_outside_a_demo_there_is_no_outbox(
    client: Client, ciclo: object, chi: str | None, request: pytest.FixtureRequest
) -> None:
    messaggio = write(allegato=make_documento(), calendario="BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    if chi:
        client.force_login(request.getfixturevalue(chi))
    pagine = [POSTA, page_of(messaggio.chiave), f"{page_of(messaggio.chiave)}allegato/"]
    pagine.append(f"{page_of(messaggio.chiave)}appuntamento.ics")
    assert [client.get(pagina).status_code for pagina in pagine] == [404] * 4
    assert "Posta della demo" not in client.get("/").content.decode()


def test_every_page_of_a_demo_leads_to_it(client: Client, demo: None) -> None:
    assert f'href="{POSTA}"' in client.get("/").content.decode()


def test_a_mail_is_read_with_its_links(client: Client, demo: None) -> None:
    messaggio = write()
    assert page_of(messaggio.chiave) in client.get(POSTA).content.decode()
    pagina = client.get(page_of(messaggio.chiave)).content.decode()
    assert f'<a href="{INVITO}"' in pagina
    assert "&lt;b&gt;Saluti&lt;/b&gt;" in pagina


def test_what_is_attached_is_taken(client: Client, demo: None) -> None:
    write("con-file", allegato=make_documento(b"%PDF-1.7 prova"))
    write("con-appuntamento", calendario="BEGIN:VCALENDAR\nEND:VCALENDAR\n")

    file = client.get(f"{page_of('con-file')}allegato/")
    appuntamento = client.get(f"{page_of('con-appuntamento')}appuntamento.ics")

    assert b"".join(file.streaming_content) == b"%PDF-1.7 prova"
    assert appuntamento.content == b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"
    assert appuntamento["Content-Type"] == "text/calendar; charset=utf-8"
    assert client.get(f"{page_of('con-file')}appuntamento.ics").status_code == 404
    assert client.get(f"{page_of('con-appuntamento')}allegato/").status_code == 404


@pytest.mark.parametrize(
    ("filtri", "trovati"),
    [
        ("q=impresa", 1),
        ("q=invito+nuova", 1),
        ("q=altro", 0),
        ("stato=da_inviare", 1),
        ("stato=inviato", 0),
        ("stato=boh", 1),
        ("q=%00", 1),
        ("page=99", 1),
    ],
)
def test_the_outbox_is_filtered(client: Client, demo: None, filtri: str, trovati: int) -> None:
    write()
    risposta = client.get(f"{POSTA}?{filtri}")
    assert risposta.status_code == 200
    assert risposta.context["paginator"].count == trovati


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_outbox_costs_the_same_with_more_mails(client: Client, demo: None, quanti: int) -> None:
    for n in range(quanti):
        write(f"n{n}")
    client.get(POSTA)
    with assertNumQueries(3):
        client.get(POSTA)


def test_an_empty_outbox_says_when_it_fills(client: Client, demo: None) -> None:
    assert "Il portale non ha ancora scritto a nessuno" in client.get(POSTA).content.decode()


def test_what_was_forgotten_is_not_shown(client: Client, demo: None) -> None:
    messaggio = write()
    Messaggio.objects.update(destinatario=DIMENTICATO)
    assert client.get(page_of(messaggio.chiave)).status_code == 404


def test_the_invitation_of_a_demo_is_accepted_from_its_outbox(
    client: Client, demo: None, estraneo: Utente
) -> None:
    """The link in a mail is the address of the page."""
    assert reverse("accept_invitation", args=["abc-DEF_1"]) in INVITO
