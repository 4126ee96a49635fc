"""A crowd at the deadline, a send against an edit, a withdrawal against the closing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread

import pytest
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conciliazione import transizioni
from conciliazione.blocchi import hold
from conciliazione.models import CopiaSigillata, Passaggio
from conciliazione.orologio import from_now, read_clock
from conciliazione.transizioni import StaleState, TooBusy, TooLate, perform
from progetti.enums import StatoAvviso, StatoProposta
from progetti.models import Avviso, Proposta
from progetti.transitions.proposte import PROPOSTA, TARDI
from rete.models import Utente
from tests.factories import make_avviso
from tests.insieme import meet
from tests.progetti.completa import make_complete, make_referente

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
INVII, THREADS = 400, 32
# How long after the start the call closes: some have been sent by then, many have not.
CHIUDE_DOPO = 1.5


@pytest.fixture(autouse=True)
def _wait_for_a_connection(transactional_db: None) -> Iterator[None]:
    """Who finds every connection taken waits, as in front of a busy server: nobody goes away."""
    connection.ensure_connection()
    prima, connection.pool.timeout = connection.pool.timeout, 300
    yield
    connection.pool.timeout = prima


def crowd(avviso: Avviso, quanti: int) -> list[tuple[Proposta, Utente]]:
    """Drafts ready to be sent, as the page of who sends each has read it."""
    coppie = [make_complete(avviso=avviso, alleanza=None) for _ in range(quanti)]
    pronte = [(proposta.pk, make_referente(proposta)) for proposta in coppie]
    righe = Proposta.objects.select_related("avviso", "proponente", "alleanza").in_bulk(
        [pk for pk, _ in pronte]
    )
    return [(righe[pk], chi) for pk, chi in pronte]


def run_all(azioni: list[Callable[[], None]], threads: int) -> list[BaseException | None]:
    """Do all, so many at a time; what each of them raised, or None."""
    coda: SimpleQueue[int] = SimpleQueue()
    for posto in range(len(azioni)):
        coda.put(posto)
    via, esiti = meet(threads), [None] * len(azioni)

    def work() -> None:
        via.wait()
        for posto in positions(coda):
            try:
                azioni[posto]()
            except Exception as errore:
                esiti[posto] = errore
            finally:
                # As at the end of a request: the others may have it.
                connection.close()

    tutti = [Thread(target=work) for _ in range(threads)]
    for thread in tutti:
        thread.start()
    for thread in tutti:
        thread.join()
    return esiti


def positions(coda: SimpleQueue[int]) -> Iterator[int]:
    while True:
        try:
            yield coda.get_nowait()
        except Empty:
            return


def send(proposta: Proposta, chi: Utente) -> Callable[[], None]:
    return lambda: perform(proposta, "send", chi)


@contextmanager
def impatient() -> Iterator[None]:
    """Let this connection wait for a row but a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")


def at_the_deadline(quanti: int) -> tuple[list[Proposta], list[BaseException | None]]:
    """Let a crowd send around the closing of its call."""
    avviso = make_avviso()
    coppie = crowd(avviso, quanti)
    Avviso.objects.filter(pk=avviso.pk).update(chiude_il=from_now(CHIUDE_DOPO))
    esiti = run_all([send(proposta, chi) for proposta, chi in coppie], THREADS)
    return [proposta for proposta, _ in coppie], esiti


def late() -> int:
    """How many are stored as sent after the closing of their call."""
    return Proposta.objects.filter(presentata_il__gt=F("avviso__chiude_il")).count()


def test_of_a_crowd_at_the_deadline_none_is_late_and_none_is_lost() -> None:
    proposte, esiti = at_the_deadline(INVII)

    ora = Proposta.objects.in_bulk([p.pk for p in proposte])
    presi = [p for p, errore in zip(proposte, esiti, strict=True) if errore is None]
    respinti = [(p, e) for p, e in zip(proposte, esiti, strict=True) if e is not None]
    assert presi
    assert respinti
    assert late() == 0
    assert {ora[p.pk].stato for p in presi} == {StatoProposta.PRESENTATA}
    assert CopiaSigillata.objects.count() == len(presi)
    assert Passaggio.objects.filter(verbo="send").count() == len(presi)
    assert {(type(e), str(e)) for _, e in respinti} == {(TooLate, TARDI)}
    assert {(ora[p.pk].stato, ora[p.pk].versione) for p, _ in respinti} == {("bozza", 1)}
    assert {ora[p.pk].titolo for p, _ in respinti} == {"Tempo per l’infanzia"}


def test_a_check_before_the_write_stores_late_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: what is asked in the statement is what keeps the late ones out."""
    prima = PROPOSTA["send"].first

    def check_then_write(proposta: Proposta, passaggio: Passaggio) -> object:
        if not Avviso.objects.open_now().filter(pk=proposta.avviso_id).exists():
            raise TooLate(TARDI)
        return prima(proposta, passaggio)

    senza = replace(PROPOSTA["send"], first=check_then_write, only_while=None)
    monkeypatch.setitem(transizioni._tables, Proposta, {**PROPOSTA, "send": senza})

    assert any(at_the_deadline(INVII // 2) and late() for _ in range(5))


def test_a_send_that_waited_beyond_the_deadline_is_late() -> None:
    """The clock is that of the statement that moves the row, not of the wait before it."""
    avviso = make_avviso()
    ((proposta, chi),) = crowd(avviso, 1)
    Avviso.objects.filter(pk=avviso.pk).update(chiude_il=from_now(0.5))
    chiude = Avviso.objects.get(pk=avviso.pk).chiude_il
    preso = meet(2)

    def keep_the_row() -> None:
        with transizioni.transaction.atomic():
            Proposta.objects.select_for_update().get(pk=proposta.pk)
            preso.wait()
            while read_clock() <= chiude + timedelta(milliseconds=200):
                pass

    def send_meanwhile() -> None:
        preso.wait()
        perform(proposta, "send", chi)

    esiti = run_all([keep_the_row, send_meanwhile], 2)

    assert [type(errore) for errore in esiti] == [type(None), TooLate]
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.BOZZA


def test_who_sends_on_a_call_does_not_wait_for_the_others_who_do() -> None:
    """One who is slow keeps their own proposal and, with all the others, the call."""
    avviso = make_avviso()
    (lenta, _), (altra, chi) = crowd(avviso, 2)
    partita, arrivata = meet(2), meet(2)

    def be_slow() -> None:
        with transizioni.transaction.atomic():
            transizioni._lock(lenta, PROPOSTA["send"])
            hold(avviso)
            partita.wait()
            arrivata.wait()

    def send_meanwhile() -> None:
        partita.wait()
        try:
            with impatient():
                perform(altra, "send", chi)
        finally:
            arrivata.wait()

    assert run_all([be_slow, send_meanwhile], 2) == [None, None]
    assert Proposta.objects.get(pk=altra.pk).stato == StatoProposta.PRESENTATA


def test_who_waited_in_vain_is_told_and_the_draft_is_as_it_was(client: Client) -> None:
    ((proposta, chi),) = crowd(make_avviso(), 1)
    client.force_login(chi)
    pagina = reverse("proposte:send", args=[proposta.codice])
    presa, finito = meet(2), meet(2)
    risposte: list[HttpResponse] = []

    def keep_the_row() -> None:
        with transizioni.transaction.atomic():
            Proposta.objects.select_for_update().order_by().get(pk=proposta.pk)
            presa.wait()
            finito.wait()

    def send_meanwhile() -> None:
        presa.wait()
        try:
            with impatient():
                risposte.append(client.post(pagina, {"versione": 1}))
        finally:
            finito.wait()

    assert run_all([keep_the_row, send_meanwhile], 2) == [None, None]

    assert (risposte[0].status_code, risposte[0].url) == (302, pagina)
    assert str(TooBusy()) in client.get(pagina).text
    ora = Proposta.objects.get(pk=proposta.pk)
    assert (ora.stato, ora.versione) == (StatoProposta.BOZZA, 1)
    assert not CopiaSigillata.objects.exists()
    client.post(pagina, {"versione": 1})
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.PRESENTATA


def test_two_sends_of_the_same_proposal_make_one_copy() -> None:
    for _ in range(20):
        ((proposta, chi),) = crowd(make_avviso(), 1)
        altra = Proposta.objects.select_related("avviso", "proponente").get(pk=proposta.pk)

        esiti = run_all([send(proposta, chi), send(altra, chi)], 2)

        assert [type(e) for e in esiti if e is not None] == [StaleState]
        assert CopiaSigillata.objects.about(proposta).count() == 1


def test_a_send_and_an_edit_at_once_never_mix() -> None:
    """Who sends sends what they read: an edit comes before and stops it, or finds it sent."""
    for _ in range(20):
        ((proposta, chi),) = crowd(make_avviso(), 1)

        def edit(letta: Proposta = proposta) -> None:
            righe = Proposta.objects.filter(pk=letta.pk, versione=1, stato=StatoProposta.BOZZA)
            if not righe.update(titolo="Cambiato", versione=F("versione") + 1):
                raise StaleState

        esiti = run_all([send(proposta, chi), edit], 2)

        ora = Proposta.objects.get(pk=proposta.pk)
        assert [type(e) for e in esiti if e is not None] == [StaleState]
        inviata = ora.stato == StatoProposta.PRESENTATA
        assert inviata == (ora.titolo != "Cambiato")
        copie = [c.dati["titolo"] for c in CopiaSigillata.objects.about(proposta)]
        assert copie == ([ora.titolo] if inviata else [])


def test_a_call_is_closed_only_when_every_send_in_time_can_be_counted() -> None:
    for _ in range(20):
        coppie = crowd(make_avviso(), 4)
        avviso = coppie[0][0].avviso
        Avviso.objects.filter(pk=avviso.pk).update(chiude_il=from_now(0.05))
        contate: list[int] = []

        def close(quale: Avviso = avviso, contate: list[int] = contate) -> None:
            while (
                not Avviso.objects.expired()
                .filter(pk=quale.pk)
                .update(stato=StatoAvviso.CHIUSO, chiuso_il=timezone.now())
            ):
                pass
            contate.append(quale.proposte.filter(stato=StatoProposta.PRESENTATA).count())

        run_all([close, *(send(proposta, chi) for proposta, chi in coppie)], 5)

        assert contate == [avviso.proposte.filter(stato=StatoProposta.PRESENTATA).count()]


def test_a_withdrawal_and_the_closing_at_once_agree() -> None:
    for _ in range(20):
        ((proposta, chi),) = crowd(make_avviso(), 1)
        perform(proposta, "send", chi)
        Avviso.objects.filter(pk=proposta.avviso_id).update(chiude_il=from_now(0.02))
        viste: list[str] = []

        def close(letta: Proposta = proposta, viste: list[str] = viste) -> None:
            while (
                not Avviso.objects.expired()
                .filter(pk=letta.avviso_id)
                .update(stato=StatoAvviso.CHIUSO, chiuso_il=timezone.now())
            ):
                pass
            viste.append(Proposta.objects.get(pk=letta.pk).stato)

        def withdraw(letta: Proposta = proposta, chi: Utente = chi) -> None:
            perform(letta, "withdraw", chi, reason="Da correggere")

        run_all([close, withdraw], 2)

        assert viste == [Proposta.objects.get(pk=proposta.pk).stato]
