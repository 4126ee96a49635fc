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
from tests.factories import make_documento

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


CALENDARIO = "BEGIN:VCALENDAR\r\nMETHOD:{}\r\nEND:VCALENDAR\r\n"


def test_a_file_travels_with_its_name_and_kind() -> None:
    send(CHIAVE, "a@rete.example", "Ricevuta", "In allegato.", make_documento(b"%PDF-1.7 uno"))

    send_due()

    (spedito,) = mail.outbox
    assert spedito.attachments == [("documento.pdf", b"%PDF-1.7 uno", "application/pdf")]


@pytest.mark.parametrize("metodo", ["REQUEST", "CANCEL"])
def test_an_appointment_is_asked_or_cancelled_as_its_text_says(metodo: str) -> None:
    calendario = CALENDARIO.format(metodo)
    send(CHIAVE, "a@rete.example", "Convocazione", "Il giorno…", calendario=calendario)

    send_due()

    parti = [
        parte["Content-Type"].partition("; boundary")[0]
        for parte in mail.outbox[0].message().walk()
    ]
    assert parti == [
        *("multipart/mixed", "multipart/alternative", 'text/plain; charset="utf-8"'),
        f'text/calendar; method="{metodo}"; charset="utf-8"',
        'text/calendar; charset="utf-8"',
    ]
    assert [a[0] for a in mail.outbox[0].attachments] == ["appuntamento.ics"]


def test_an_appointment_without_a_method_is_only_attached_to_read() -> None:
    assert posta.calendar_type("BEGIN:VCALENDAR\nEND:VCALENDAR\n") == "text/calendar"


def test_a_file_that_is_lost_ends_in_words_after_five_attempts() -> None:
    documento = make_documento()
    documento.file.storage.delete(documento.file.name)
    send(CHIAVE, "a@rete.example", "Ricevuta", "In allegato.", documento)

    for _ in range(7):
        send_due()
        make_due()

    messaggio = Messaggio.objects.get()
    assert (messaggio.stato, messaggio.errore) == (
        "fallito",
        "Il file da allegare non si trova più.",
    )


def test_a_subject_too_long_is_cut() -> None:
    assert len(send(CHIAVE, "a@rete.example", "parola " * 60, "Testo.").oggetto) == 200
