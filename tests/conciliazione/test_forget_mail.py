"""What was sent is emptied after 90 days, but its key stays; receipts go after 30."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from conciliazione import posta, ricevute
from conciliazione.enums import StatoMessaggio
from conciliazione.models import Messaggio, Ricevuta
from conciliazione.tasks import dimentica
from tests.factories import make_utente

pytestmark = pytest.mark.django_db


def send_one(chiave: str) -> Messaggio:
    return posta.send(chiave, "chi@legge.example", "Oggetto", "Testo.")


def sent_ago(quanto: timedelta) -> Messaggio:
    messaggio = send_one("vecchio")
    posta.send_due()
    Messaggio.objects.update(inviato_il=timezone.now() - quanto)
    messaggio.refresh_from_db()
    return messaggio


def test_after_its_time_a_message_is_empty() -> None:
    messaggio = sent_ago(posta.CONSERVATO_PER + timedelta(minutes=1))

    dimentica()

    messaggio.refresh_from_db()
    assert (messaggio.destinatario, messaggio.oggetto, messaggio.testo, messaggio.calendario) == (
        "dimenticato@posta.invalid",
        "(testo cancellato)",
        "",
        "",
    )


def test_before_its_time_a_message_is_whole() -> None:
    messaggio = sent_ago(posta.CONSERVATO_PER - timedelta(minutes=1))

    assert posta.forget() == 0
    messaggio.refresh_from_db()
    assert messaggio.testo == "Testo."


def test_what_was_forgotten_is_not_sent_again() -> None:
    sent_ago(posta.CONSERVATO_PER + timedelta(minutes=1))
    posta.forget()

    send_one("vecchio")
    posta.send_due()

    assert len(mail.outbox) == 1
    assert posta.forget() == 0


@pytest.mark.parametrize(
    ("stato", "dimenticati"), [(StatoMessaggio.FALLITO, 1), (StatoMessaggio.DA_INVIARE, 0)]
)
def test_of_what_never_left_only_what_was_given_up_is_forgotten(
    stato: StatoMessaggio, dimenticati: int
) -> None:
    send_one("mai-partito")
    vecchio = timezone.now() - posta.CONSERVATO_PER - timedelta(days=1)
    Messaggio.objects.update(stato=stato, errore="Non va.", creato_il=vecchio)

    assert posta.forget() == dimenticati


def test_receipts_go_after_thirty_days() -> None:
    persona = make_utente()
    for gettone, giorni in (("nuovo", 29), ("vecchio", 31)):
        ricevute.once(persona, "prova", gettone, lambda: "fatto")
        Ricevuta.objects.filter(gettone=gettone).update(
            creata_il=timezone.now() - timedelta(days=giorni)
        )

    dimentica()

    assert [r.gettone for r in Ricevuta.objects.all()] == ["nuovo"]
