"""Outgoing mail: a row in the business transaction, sent by a worker after it."""

from functools import partial
from hashlib import sha256

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from conciliazione.enums import StatoMessaggio
from conciliazione.messaggeria import deliver
from conciliazione.models import Messaggio
from conciliazione.orologio import from_now

log = structlog.get_logger(__name__)

TENTATIVI = 5
PAUSA_SECONDI = 300
NON_INVIATO = "Il servizio di posta non ha accettato il messaggio."


def send(key: str, to: str, subject: str, text: str) -> Messaggio:
    """Write one message to send; the same `key` again is the same message, already written."""
    messaggio, nuovo = Messaggio.objects.get_or_create(
        chiave=key,
        defaults={"destinatario": to, "oggetto": " ".join(subject.split()), "testo": text},
    )
    if nuovo:
        transaction.on_commit(partial(deliver, "conciliazione.invia_messaggi", []), robust=True)
    return messaggio


def send_due() -> None:
    """Send every message whose moment has come; end those tried too often."""
    Messaggio.objects.due().filter(tentativi__gte=TENTATIVI).update(
        stato=StatoMessaggio.FALLITO, errore=NON_INVIATO
    )
    for pk in Messaggio.objects.due().order_by("pk").values_list("pk", flat=True):
        _send_one(pk)


def _send_one(pk: int) -> None:
    """Claim a message by moving its next attempt ahead, then send it.

    Killed between the sending and the writing down, it is sent again with the same Message-ID,
    by which mail systems know a copy.
    """
    prese = Messaggio.objects.due().filter(pk=pk, tentativi__lt=TENTATIVI)
    if not prese.update(tentativi=F("tentativi") + 1, prossimo_invio_il=from_now(PAUSA_SECONDI)):
        return
    messaggio = Messaggio.objects.get(pk=pk)
    try:
        _email(messaggio).send()
    except OSError as errore:  # smtplib's errors are OSErrors
        log.warning("mail refused", messaggio=pk, errore=type(errore).__name__)
        Messaggio.objects.filter(pk=pk).update(errore=NON_INVIATO)
        return
    Messaggio.objects.filter(pk=pk).update(
        stato=StatoMessaggio.INVIATO, inviato_il=Now(), errore=""
    )


def _email(messaggio: Messaggio) -> EmailMessage:
    return EmailMessage(
        subject=messaggio.oggetto,
        body=messaggio.testo,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[messaggio.destinatario],
        headers={"Message-ID": _message_id(messaggio.chiave)},
    )


def _message_id(chiave: str) -> str:
    dominio = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{sha256(chiave.encode()).hexdigest()[:32]}@{dominio}>"
