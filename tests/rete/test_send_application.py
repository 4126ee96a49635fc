"""Sending: once, sealed, with a receipt, whatever is pressed and by however many people."""

import time
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from conciliazione import transizioni
from conciliazione.copie import fingerprint
from conciliazione.lavori import run_now
from conciliazione.models import CopiaSigillata, Documento, Elaborazione, Messaggio, Passaggio
from conciliazione.transizioni import StaleState, Transition, perform
from rete import bozze, carte, tasks  # noqa: F401 - registers the jobs
from rete.contenuto_domanda import declared
from rete.enums import ModalitaFirma, StatoDomanda
from rete.identita import CHIAVE
from rete.models import Ciclo, DomandaAdesione, TermineProcedimento, Utente
from tests.factories import make_domanda, make_soggetto
from tests.insieme import meet
from tests.rete.aderire import CODICE_FISCALE, enter, make_empty, make_ready, said, sign_again


@pytest.fixture
def domanda(ciclo: Ciclo) -> DomandaAdesione:
    return make_ready()


@pytest.fixture
def mia(client: Client, domanda: DomandaAdesione) -> str:
    return enter(client, domanda)


def print_receipt(domanda: DomandaAdesione) -> Documento:
    """The receipt as a worker makes it."""
    return run_now(carte.RICEVUTA, {"domanda": domanda.pk}).documento


# --- Once, and sealed ---------------------------------------------------------------------------


def test_sending_seals_what_was_sent_and_gives_a_receipt(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    answer = client.post(f"{mia}invio/")
    assert answer["Location"] == f"{mia}ricevuta/"
    domanda.refresh_from_db()
    copia = CopiaSigillata.objects.about(domanda).get()
    assert domanda.stato == StatoDomanda.INVIATA
    assert copia.sha256 == fingerprint(copia.dati)
    assert copia.dati["denominazione"] == domanda.denominazione
    firmati = declared(domanda)
    assert {nome: copia.dati[nome] for nome in firmati} == firmati
    assert [a["sha256"] for a in copia.dati["allegati"]] == list(
        domanda.allegati.values_list("documento__sha256", flat=True)
    )
    testo = said(client.get(f"{mia}ricevuta/").content.decode())
    assert domanda.codice in testo
    assert copia.sha256 in testo
    assert domanda.termine.silenzio in testo
    assert "(ora di Roma)" in testo


def test_sending_pressed_twice_is_one_request_and_the_same_receipt(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    altrove = Client()
    enter(altrove, domanda)
    risposte = [chi.post(f"{mia}invio/", follow=True) for chi in (client, altrove, client)]
    pagine = {said(risposta.content.decode()) for risposta in risposte}
    assert len(pagine) == 1
    assert Passaggio.objects.about(domanda).count() == 1
    assert CopiaSigillata.objects.about(domanda).count() == 1
    assert Elaborazione.objects.filter(genere=carte.RICEVUTA).count() == 1


def test_the_receipt_is_mailed_once_with_its_pdf(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    client.post(f"{mia}invio/")
    ricevuta = print_receipt(domanda)
    print_receipt(domanda)
    messaggio = Messaggio.objects.get(destinatario=domanda.email, oggetto__startswith="Ricevuta")
    assert messaggio.allegato == ricevuta
    assert domanda.codice in messaggio.testo
    assert "comunicazione di cortesia" in messaggio.testo


def test_the_receipt_has_the_same_bytes_again(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    client.post(f"{mia}invio/")
    assert print_receipt(domanda).sha256 == print_receipt(domanda).sha256


def test_the_receipt_is_offered_when_it_is_ready(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    client.post(f"{mia}invio/")
    assert "sta preparando il PDF" in said(client.get(f"{mia}ricevuta/").content.decode())
    elaborazione = carte.receipt_pdf(DomandaAdesione.objects.get())
    Elaborazione.objects.filter(pk=elaborazione.pk).update(
        documento=print_receipt(domanda),
        stato="riuscita",
        finita_il=elaborazione.creata_il,
    )
    assert "Scarica la ricevuta (PDF)" in said(client.get(f"{mia}ricevuta/").content.decode())
    codice = Elaborazione.objects.get(pk=elaborazione.pk).documento.codice
    answer = client.get(f"{mia}file/{codice}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_a_draft_has_no_receipt(client: Client, mia: str) -> None:
    assert client.get(f"{mia}ricevuta/").status_code == 404


# --- What does not leave ------------------------------------------------------------------------


def test_a_draft_that_lacks_something_does_not_leave(client: Client, ciclo: Ciclo) -> None:
    domanda = make_empty()
    answer = client.post(f"{enter(client, domanda)}invio/")
    assert answer.status_code == 200
    assert "Prima di inviare manca" in said(answer.content.decode())
    domanda.refresh_from_db()
    assert domanda.stato == StatoDomanda.BOZZA


def test_a_draft_that_the_table_would_take_does_not_leave_without_the_rest(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    domanda.aree.clear()
    sign_again(domanda)
    answer = client.post(f"{mia}invio/")
    assert "Aree in cui si vuole collaborare" in said(answer.content.decode())
    domanda.refresh_from_db()
    assert domanda.stato == StatoDomanda.BOZZA


def test_without_a_term_in_force_the_page_says_so(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    TermineProcedimento.objects.all().delete()
    answer = client.post(f"{mia}invio/")
    testo = said(answer.content.decode())
    assert "non conosce ancora i termini" in testo
    assert "Controllare il codice fiscale" not in testo


def test_a_second_request_of_the_same_soggetto_is_refused_in_words(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    altra = make_ready(codice_fiscale=domanda.codice_fiscale)
    client.post(f"{mia}invio/")
    answer = client.post(f"{enter(client, altra)}invio/")
    assert answer.status_code == 200
    testo = said(answer.content.decode())
    assert "è già presente una domanda in corso" in testo
    assert f"{domanda.codice_fiscale} Già presente" in testo
    assert domanda.codice not in testo
    assert domanda.email not in testo
    altra.refresh_from_db()
    assert altra.stato == StatoDomanda.BOZZA


def test_a_member_who_asks_again_learns_nothing(client: Client, ciclo: Ciclo) -> None:
    def receipt(domanda: DomandaAdesione) -> str:
        mia = enter(client, domanda)
        client.post(f"{mia}invio/")
        testo = said(client.get(f"{mia}ricevuta/").content.decode())
        copia = CopiaSigillata.objects.about(domanda).get()
        for proprio in (domanda.codice, domanda.denominazione, domanda.email, copia.sha256):
            testo = testo.replace(proprio, "")
        domanda.refresh_from_db()
        return testo.replace(f"{domanda.inviata_il.astimezone():%H:%M:%S}", "")

    noto = make_ready()
    make_soggetto(codice_fiscale=noto.codice_fiscale, denominazione=noto.denominazione)
    ignoto = make_ready()
    senza_ora = [" ".join(w for w in receipt(d).split() if ":" not in w) for d in (noto, ignoto)]
    assert senza_ora[0] == senza_ora[1]


def test_a_request_decided_already_is_not_sent_again(client: Client, ciclo: Ciclo) -> None:
    make_ready()
    accolta = make_domanda(StatoDomanda.ACCOLTA)
    mia = enter(client, accolta)
    assert client.post(f"{mia}invio/")["Location"] == f"{mia}ricevuta/"
    accolta.refresh_from_db()
    assert accolta.stato == StatoDomanda.ACCOLTA


def test_a_file_taken_away_in_another_tab_stops_the_sending(domanda: DomandaAdesione) -> None:
    vista = DomandaAdesione.objects.get(pk=domanda.pk)
    bozze.detach(domanda, domanda.allegati.get())
    with pytest.raises(StaleState):
        bozze.touch(vista, (StatoDomanda.BOZZA.value,))
    assert [m.campo for m in bozze.missing(DomandaAdesione.objects.get())] == ["file"]


# --- Signed by the gateway ----------------------------------------------------------------------


@pytest.fixture
def gateway(settings: object) -> None:
    settings.OIDC_SERVER_URL, settings.OIDC_ID = "https://gateway.example", "spid-cie"


ASSERITO = {
    "nome": "Anna Asserita",
    "codice_fiscale": CODICE_FISCALE,
    "email": "anna@identita.example",
    "con": "SPID o CIE",
    "il": "2026-11-29T08:00:00+00:00",
}


def came_through_gateway(client: Client, user: Utente, **altro: str) -> None:
    client.force_login(user)
    sessione = client.session
    sessione["account_authentication_methods_user"] = str(user.pk)
    sessione["account_authentication_methods"] = [
        {"method": "socialaccount", "provider": "spid-cie", "uid": "x", "at": time.time(), **altro}
    ]
    sessione[CHIAVE] = {**ASSERITO, "domanda": ""}
    sessione.save()


def test_who_came_through_the_gateway_signs_by_sending(
    client: Client, ciclo: Ciclo, estraneo: Utente, gateway: None
) -> None:
    domanda = make_ready()
    came_through_gateway(client, estraneo)
    mia = enter(client, domanda)
    assert "Accesso con SPID o CIE" in said(client.get(f"{mia}firma/").content.decode())
    client.post(f"{mia}firma/", {"modalita_firma": "accesso"})
    assert client.post(f"{mia}invio/")["Location"] == f"{mia}ricevuta/"
    domanda.refresh_from_db()
    accesso = domanda.esito_firma["accesso"]
    assert accesso == ASSERITO
    copia = CopiaSigillata.objects.about(domanda).get()
    assert copia.dati["esito_firma"]["accesso"] == accesso


@pytest.mark.parametrize("come", [{"method": "password"}, {"provider": "altro"}])
def test_who_did_not_come_through_it_does_not(
    client: Client, ciclo: Ciclo, estraneo: Utente, gateway: None, come: dict[str, str]
) -> None:
    domanda = make_ready(modalita_firma=ModalitaFirma.ACCESSO)
    came_through_gateway(client, estraneo, **come)
    mia = enter(client, domanda)
    assert "Accesso con SPID o CIE" not in said(client.get(f"{mia}firma/").content.decode())
    answer = client.post(f"{mia}invio/")
    assert "bisogna entrare con l’identità digitale" in said(answer.content.decode())
    domanda.refresh_from_db()
    assert domanda.stato == StatoDomanda.BOZZA


# --- At the same moment -------------------------------------------------------------------------


def look_at_nothing(obj: DomandaAdesione, transition: Transition) -> dict[str, object]:
    """What the engine must not do: the negative control of the race."""
    return {"pk": obj.pk}


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "accepted"), [(True, 1), (False, 8)])
def test_of_eight_who_press_send_at_once_one_sends(
    transactional_db: None,
    ciclo: Ciclo,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
    accepted: int,
) -> None:
    if not guarded:
        monkeypatch.setattr(transizioni, "_start", look_at_nothing)
    domanda = make_ready()
    send_together([domanda] * 8)
    assert Passaggio.objects.about(domanda).count() == accepted
    assert CopiaSigillata.objects.about(domanda).count() == accepted
    assert Elaborazione.objects.filter(genere=carte.RICEVUTA).count() == 1


@pytest.mark.servizi
def test_of_two_requests_of_a_soggetto_sent_at_once_one_leaves(
    transactional_db: None, ciclo: Ciclo
) -> None:
    prima = make_ready()
    seconda = make_ready(codice_fiscale=prima.codice_fiscale)
    (detto,) = send_together([prima, seconda])
    assert "è già presente una domanda in corso" in detto
    assert DomandaAdesione.objects.filter(stato=StatoDomanda.INVIATA).count() == 1


def send_together(domande: list[DomandaAdesione]) -> list[str]:
    """Send each at the same moment, as it was seen before; what those refused were told."""
    viste = [DomandaAdesione.objects.get(pk=domanda.pk) for domanda in domande]
    insieme, detti = meet(len(viste)), []

    def send(vista: DomandaAdesione) -> None:
        try:
            insieme.wait()
            perform(vista, "send", None)
        except StaleState:
            pass
        except ValidationError as errore:
            detti.append(" ".join(errore.messages))
        finally:
            connection.close()

    threads = [Thread(target=send, args=[vista]) for vista in viste]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return detti
