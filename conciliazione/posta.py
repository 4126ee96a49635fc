"""Outgoing mail: a row in the business transaction, sent by a worker after it."""

import re
from datetime import timedelta
from functools import partial
from hashlib import sha256

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator

from conciliazione.enums import StatoMessaggio
from conciliazione.messaggeria import deliver
from conciliazione.models import Documento, Messaggio
from conciliazione.orologio import from_now
from conciliazione.querysets import DIMENTICATO

log = structlog.get_logger(__name__)

LUNGHEZZA_OGGETTO = Messaggio._meta.get_field("oggetto").max_length
TENTATIVI = 5
PAUSA_SECONDI = 300
CONSERVATO_PER = timedelta(days=90)
NON_INVIATO = "Il servizio di posta non ha accettato il messaggio."
SENZA_ALLEGATO = "Il file da allegare non si trova più."
METODO = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


def send(
    key: str,
    to: str,
    subject: str,
    text: str,
    allegato: Documento | None = None,
    calendario: str = "",
    *,
    aspetta: bool = False,
) -> Messaggio:
    """Write one message to send; the same `key` again is the same message, already written.

    `calendario` is an appointment in iCalendar, sent or cancelled as its METHOD says. With
    `aspetta` the message goes into the summary of the day, if nothing is attached to it.
    """
    raccolto = aspetta and not (allegato or calendario)
    messaggio, nuovo = Messaggio.objects.get_or_create(
        chiave=key,
        defaults={
            "destinatario": to,
            "oggetto": _one_line(subject),
            "testo": text,
            "allegato": allegato,
            "calendario": calendario,
            "stato": StatoMessaggio.DA_RACCOGLIERE if raccolto else StatoMessaggio.DA_INVIARE,
        },
    )
    if nuovo and not raccolto:
        transaction.on_commit(partial(deliver, "conciliazione.invia_messaggi", []), robust=True)
    return messaggio


def _one_line(oggetto: str) -> str:
    """A subject as the column holds it: one line, cut where it is too long."""
    return Truncator(" ".join(oggetto.split())).chars(LUNGHEZZA_OGGETTO)


def send_due() -> None:
    """Send every message whose moment has come; end those tried too often."""
    troppe = Messaggio.objects.due().filter(tentativi__gte=TENTATIVI)
    troppe.filter(errore="").update(errore=NON_INVIATO)
    troppe.update(stato=StatoMessaggio.FALLITO)
    for pk in Messaggio.objects.due().order_by("pk").values_list("pk", flat=True):
        _send_one(pk)


def forget() -> int:
    """Erase address, words and attachments of the messages whose time is over; how many.

    The key stays: what was written once is never written again.
    """
    return Messaggio.objects.to_forget(timezone.now() - CONSERVATO_PER).update(
        destinatario=DIMENTICATO,
        oggetto="(testo cancellato)",
        testo="",
        calendario="",
        allegato=None,
    )


def _send_one(pk: int) -> None:
    """Claim a message by moving its next attempt ahead, then send it.

    Killed between the sending and the writing down, it is sent again with the same Message-ID,
    by which mail systems know a copy.
    """
    prese = Messaggio.objects.due().filter(pk=pk, tentativi__lt=TENTATIVI)
    if not prese.update(tentativi=F("tentativi") + 1, prossimo_invio_il=from_now(PAUSA_SECONDI)):
        return
    messaggio = Messaggio.objects.select_related("allegato").get(pk=pk)
    try:
        _email(messaggio).send()
    except OSError as errore:  # smtplib's errors are OSErrors
        log.warning("mail refused", messaggio=pk, errore=type(errore).__name__)
        perche = SENZA_ALLEGATO if isinstance(errore, FileNotFoundError) else NON_INVIATO
        Messaggio.objects.filter(pk=pk).update(errore=perche)
        return
    Messaggio.objects.filter(pk=pk).update(
        stato=StatoMessaggio.INVIATO, inviato_il=Now(), errore=""
    )


def _email(messaggio: Messaggio) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        subject=messaggio.oggetto,
        body=messaggio.testo,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[messaggio.destinatario],
        headers={"Message-ID": _message_id(messaggio.chiave)},
    )
    if messaggio.calendario:
        email.attach_alternative(messaggio.calendario, calendar_type(messaggio.calendario))
        email.attach("appuntamento.ics", messaggio.calendario, "text/calendar")
    if documento := messaggio.allegato:
        with documento.file.open("rb") as file:
            email.attach(documento.nome, file.read(), documento.tipo)
    return email


def calendar_type(calendario: str) -> str:
    """The kind of the part of a mail: `text/calendar; method=REQUEST`, as the text says."""
    metodo = METODO.search(calendario)
    return f"text/calendar; method={metodo[1]}" if metodo else "text/calendar"


def _message_id(chiave: str) -> str:
    dominio = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{sha256(chiave.encode()).hexdigest()[:32]}@{dominio}>"
