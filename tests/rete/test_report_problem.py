"""Anybody reports a problem; the staff of the lead body reads it, answers and closes it."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState, perform
from rete import tasks
from rete.enums import StatoSegnalazione
from rete.forms import local_path
from rete.models import ProfiloCapofila, Segnalazione, Utente
from rete.permissions import can_view_report, reports_visible_to
from rete.segnalazioni import EMAIL_PER, SEGNALAZIONE_PER, forget
from tests.factories import make_segnalazione

MODULO = "/segnala-un-problema/"
CAST = [
    *("asl", "responsabile", "direzione", "capofila", "partner", "comitato", "tavolo"),
    *("regione", "estraneo", "superutente"),
]
STAFF = {"asl", "responsabile", "direzione"}


def filled(**altro: str) -> dict[str, str]:
    return {
        "gettone": "gettone-lungo-di-prova-1",
        "motivo": "contenuto",
        "pagina": "/rete/soggetti/",
        "testo": "L'indirizzo è cambiato.",
        "email": "chi@scrive.example",
        "sito": "",
        **altro,
    }


def said(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


# --- Who writes -------------------------------------------------------------------------------


def test_a_report_is_written_and_its_receipt_has_the_code(client: Client, ciclo: object) -> None:
    answer = client.post(MODULO, filled(), follow=True)
    segnalazione = Segnalazione.objects.get()
    assert answer.redirect_chain == [(f"{MODULO}ricevuta/{segnalazione.codice}/", 302)]
    text = said(answer.content.decode())
    assert f"Il suo codice è {segnalazione.codice}" in text
    assert "cambiato" not in text
    assert "chi@scrive" not in text
    assert (segnalazione.motivo, segnalazione.pagina, segnalazione.testo, segnalazione.email) == (
        "contenuto",
        "/rete/soggetti/",
        "L'indirizzo è cambiato.",
        "chi@scrive.example",
    )
    assert segnalazione.stato == StatoSegnalazione.APERTA


def test_a_double_click_is_one_report(client: Client, ciclo: object) -> None:
    prima, seconda = client.post(MODULO, filled()), client.post(MODULO, filled())
    assert prima["Location"] == seconda["Location"]
    assert Segnalazione.objects.count() == 1


def test_a_form_without_its_token_is_sent_all_the_same(client: Client, ciclo: object) -> None:
    assert client.post(MODULO, filled(gettone="")).status_code == 302
    assert len(Segnalazione.objects.get().gettone) >= 20


def test_the_lead_body_is_told_by_mail_without_the_text(client: Client, ciclo: object) -> None:
    ProfiloCapofila.objects.update(email="ufficio@asl.example")
    client.post(MODULO, filled())
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == "ufficio@asl.example"
    assert Segnalazione.objects.get().get_absolute_url() in messaggio.testo
    assert "chi@scrive" not in messaggio.testo
    assert "cambiato" not in messaggio.testo


@pytest.mark.django_db
def test_without_a_lead_body_the_report_is_written_all_the_same(client: Client) -> None:
    assert client.post(MODULO, filled()).status_code == 302
    assert (Segnalazione.objects.count(), Messaggio.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"motivo": ""}, "Scegliere una delle voci."),
        ({"motivo": "ricetta"}, "Scegli un'opzione valida"),
        ({"testo": " "}, "Scrivere che cosa succede."),
        ({"testo": "x" * 4001}, "4000 caratteri"),
        ({"testo": "a\x00b"}, "I caratteri null non sono ammessi."),
        ({"email": "chi"}, "Inserisci un indirizzo email valido."),
        ({"pagina": "https://altrove.example/"}, "Scrivere l’indirizzo di una pagina del portale"),
        ({"pagina": "//altrove.example"}, "Scrivere l’indirizzo di una pagina del portale"),
        ({"sito": "https://offerte.example"}, "Questo campo deve restare vuoto."),
        ({"gettone": "x" * 65}, "64 caratteri"),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, wrong: dict[str, str], words: str
) -> None:
    answer = client.post(MODULO, filled(**wrong))
    assert answer.status_code == 200
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert Segnalazione.objects.count() == 0
    assert ("L&#x27;indirizzo è cambiato." in answer.content.decode()) == ("testo" not in wrong)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/rete/soggetti/", "/rete/soggetti/"),
        ("javascript:alert(1)", ""),
        ("https://altrove.example/", ""),
        ("/\\altrove.example", ""),
        ("//altrove.example", ""),
        ("/a\nb", ""),
        ("http://[", ""),
    ],
)
@pytest.mark.django_db
def test_the_page_comes_from_the_link_only_if_it_is_ours(
    client: Client, asked: str, shown: str
) -> None:
    form = client.get(MODULO, {"pagina": asked}).context["form"]
    assert form.initial["pagina"] == shown


def test_the_whole_address_of_a_page_of_ours_becomes_its_path(settings: object) -> None:
    settings.BASE_URL = "https://rete.example"
    assert local_path(" https://rete.example/piano/?a=1 ") == "/piano/?a=1"


@pytest.mark.django_db
def test_the_footer_says_from_which_page_one_comes(client: Client) -> None:
    assert f'href="{MODULO}?pagina=/privacy/"' in client.get("/privacy/").content.decode()


@pytest.mark.django_db
def test_too_many_reports_from_one_address_are_refused(client: Client) -> None:
    def send(n: int, address: str = "192.0.2.1") -> int:
        data = filled(gettone=f"gettone-lungo-di-prova-{n}")
        return client.post(MODULO, data, REMOTE_ADDR=address).status_code

    assert [send(n) for n in range(11)] == [302] * 10 + [429]
    assert send(12, "192.0.2.2") == 302
    assert Segnalazione.objects.count() == 11


# --- Who answers ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", CAST)
def test_only_the_staff_reads_reports(role: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(role)
    segnalazione = make_segnalazione()
    assert can_view_report(user, segnalazione) == (role in STAFF)
    assert list(reports_visible_to(user)) == ([segnalazione] if role in STAFF else [])


def test_open_reports_come_first(client: Client, asl: Utente) -> None:
    chiusa, aperta = make_segnalazione(), make_segnalazione()
    Segnalazione.objects.update(ricevuta_il=timezone.now())
    perform(chiusa, "close", asl, reason="Corretto.")
    Segnalazione.objects.filter(pk=aperta.pk).update(ricevuta_il=timezone.now() - timedelta(9))
    client.force_login(asl)
    answer = client.get("/rete/segnalazioni/")
    assert list(answer.context["object_list"]) == [aperta, chiusa]
    solo = client.get("/rete/segnalazioni/", {"stato": "chiusa"})
    assert list(solo.context["object_list"]) == [chiusa]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(client: Client, asl: Utente, rows: int) -> None:
    for _ in range(rows):
        make_segnalazione()
    client.force_login(asl)
    client.get("/rete/segnalazioni/")
    with assertNumQueries(8):
        client.get("/rete/segnalazioni/")


def test_closing_answers_who_left_an_address(client: Client, asl: Utente) -> None:
    segnalazione = make_segnalazione(email="chi@scrive.example")
    client.force_login(asl)
    answer = client.post(segnalazione.get_absolute_url(), {"motivo": "Corretto, grazie."})
    assert answer.status_code == 302
    segnalazione.refresh_from_db()
    assert segnalazione.stato == StatoSegnalazione.CHIUSA
    assert segnalazione.chiusa_il is not None
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == "chi@scrive.example"
    assert "Corretto, grazie." in messaggio.testo
    assert "comunicazione di cortesia" in messaggio.testo
    page = said(client.get(segnalazione.get_absolute_url()).content.decode())
    assert "Corretto, grazie." in page
    assert "Chiudi la segnalazione" not in page


def test_closing_without_an_address_writes_to_nobody(asl: Utente) -> None:
    perform(make_segnalazione(), "close", asl, reason="Corretto.")
    assert Messaggio.objects.count() == 0


def test_a_report_is_not_closed_without_an_answer_or_a_right(asl: Utente, capofila: Utente) -> None:
    segnalazione = make_segnalazione()
    with pytest.raises(ReasonMissing):
        perform(segnalazione, "close", asl)
    with pytest.raises(NotAllowed):
        perform(segnalazione, "close", capofila, reason="No.")
    perform(segnalazione, "close", asl, reason="Sì.")
    with pytest.raises(StaleState):
        perform(segnalazione, "close", asl, reason="Di nuovo.")
    assert Passaggio.objects.about(segnalazione).count() == 1


def test_closing_one_already_closed_says_so(client: Client, asl: Utente) -> None:
    segnalazione = make_segnalazione()
    perform(segnalazione, "close", asl, reason="Prima.")
    client.force_login(asl)
    answer = client.post(segnalazione.get_absolute_url(), {"motivo": "Dopo."}, follow=True)
    assert "Nel frattempo qualcosa è cambiato" in answer.content.decode()


# --- What is forgotten ------------------------------------------------------------------------


def test_addresses_then_reports_are_forgotten(asl: Utente) -> None:
    recente, di_mesi, di_anni, aperta = (make_segnalazione(email="a@b.example") for _ in range(4))
    for segnalazione, da in ((recente, None), (di_mesi, EMAIL_PER), (di_anni, SEGNALAZIONE_PER)):
        perform(segnalazione, "close", asl, reason="Fatto.")
        if da:
            righe = Segnalazione.objects.filter(pk=segnalazione.pk)
            righe.update(chiusa_il=F("chiusa_il") - da - timedelta(days=1))
    assert forget() == (1, 1)
    rimaste = dict(Segnalazione.objects.values_list("pk", "email"))
    assert rimaste == {recente.pk: "a@b.example", di_mesi.pk: "", aperta.pk: "a@b.example"}
    # As a module: pytest would look into a task at collection, before the settings of the tests.
    tasks.dimentica_segnalazioni()
    assert Segnalazione.objects.count() == 3
