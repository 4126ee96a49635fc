"""One message is one row, written with the facts it tells and sent once after them."""

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import DjangoCaptureOnCommitCallbacks

from conciliazione import posta
from conciliazione.enums import StatoMessaggio
from conciliazione.models import Messaggio
from conciliazione.orologio import from_now
from conciliazione.posta import send, send_due

pytestmark = pytest.mark.django_db

CHIAVE = "domanda-3-accolta"


class DeadServer(EmailBackend):
    def send_messages(self, messaggi: list[object]) -> int:
        raise ConnectionRefusedError


def write() -> Messaggio:
    return send(CHIAVE, "referente@rete.example", "Domanda\naccolta", "Comunicazione di cortesia.")


def make_due() -> None:
    Messaggio.objects.update(prossimo_invio_il=from_now(-1))


def test_a_message_is_sent_once() -> None:
    write()

    send_due()
    send_due()

    (spedito,) = mail.outbox
    assert (spedito.to, spedito.subject) == (["referente@rete.example"], "Domanda accolta")
    assert spedito.body == "Comunicazione di cortesia."
    messaggio = Messaggio.objects.get()
    assert (messaggio.stato, messaggio.tentativi) == (StatoMessaggio.INVIATO, 1)
    assert messaggio.inviato_il is not None


def test_the_same_key_is_the_same_message() -> None:
    assert write() == write()
    assert Messaggio.objects.count() == 1


def test_a_worker_is_told_when_the_facts_are_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as alla_fine:
        write()
        write()

    assert [callback.args for callback in alla_fine] == [("conciliazione.invia_messaggi", [])]


def test_two_workers_at_the_same_message_send_it_once() -> None:
    messaggio = write()

    posta._send_one(messaggio.pk)
    posta._send_one(messaggio.pk)

    assert len(mail.outbox) == 1


def test_a_copy_sent_again_after_a_crash_has_the_same_message_id() -> None:
    write()
    send_due()
    Messaggio.objects.update(stato=StatoMessaggio.DA_INVIARE, inviato_il=None)
    make_due()

    send_due()

    prima, seconda = (spedito.extra_headers["Message-ID"] for spedito in mail.outbox)
    assert prima == seconda


def test_a_server_that_does_not_answer_is_tried_again_later(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    write()

    send_due()
    send_due()

    messaggio = Messaggio.objects.get()
    assert (messaggio.stato, messaggio.tentativi) == (StatoMessaggio.DA_INVIARE, 1)
    assert messaggio.errore == "Il servizio di posta non ha accettato il messaggio."
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_due()
    send_due()
    messaggio.refresh_from_db()
    assert (messaggio.stato, messaggio.tentativi, messaggio.errore) == ("inviato", 2, "")


def test_after_five_attempts_the_message_is_given_up(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    write()

    for _ in range(7):
        send_due()
        make_due()

    messaggio = Messaggio.objects.get()
    assert (messaggio.stato, messaggio.tentativi) == (StatoMessaggio.FALLITO, 5)
    assert messaggio.inviato_il is None
