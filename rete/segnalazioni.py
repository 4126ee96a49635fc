"""What people report of the portal: written once, told to the lead body, forgotten in time."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from conciliazione import posta
from rete.models import Ciclo, Segnalazione

# After the closing: the address of who wrote, then the report itself.
EMAIL_PER = timedelta(days=183)
SEGNALAZIONE_PER = timedelta(days=2 * 365)


def report(gettone: str, **campi: str) -> Segnalazione:
    """Write a report and a courtesy mail to the lead body; the same token again is the same one."""
    try:
        with transaction.atomic():
            segnalazione = Segnalazione.objects.create(gettone=gettone, **campi)
            _tell_lead_body(segnalazione)
    except IntegrityError:
        return Segnalazione.objects.get(gettone=gettone)
    return segnalazione


def forget() -> tuple[int, int]:
    """Erase the addresses and the reports whose time is over; how many of each."""
    adesso = timezone.now()
    chiuse = Segnalazione.objects.filter(chiusa_il__isnull=False)
    _, cancellate = chiuse.filter(chiusa_il__lt=adesso - SEGNALAZIONE_PER).delete()
    scadute = chiuse.filter(chiusa_il__lt=adesso - EMAIL_PER).exclude(email="")
    return scadute.update(email=""), cancellate.get("rete.Segnalazione", 0)


def answer(segnalazione: Segnalazione, risposta: str) -> None:
    """Write to who left an address how the report ended."""
    if segnalazione.email:
        posta.send(
            f"segnalazione-chiusa:{segnalazione.codice}",
            segnalazione.email,
            f"Segnalazione {segnalazione.codice}: la risposta",
            f"La segnalazione {segnalazione.codice} è stata chiusa. Questa è la risposta"
            f" dell’ente:\n\n{risposta}\n\nÈ una comunicazione di cortesia del portale"
            f" {settings.BASE_URL}/ e non apre né chiude alcun procedimento.\n",
        )


def _tell_lead_body(segnalazione: Segnalazione) -> None:
    ciclo = Ciclo.objects.select_related("capofila__profilo").current()
    profilo = getattr(ciclo and ciclo.capofila, "profilo", None)
    if profilo and profilo.email:
        posta.send(
            f"segnalazione:{segnalazione.codice}",
            profilo.email,
            f"Nuova segnalazione {segnalazione.codice} dal portale",
            f"{segnalazione.get_motivo_display()}.\n\nIl testo si legge nel portale:"
            f" {settings.BASE_URL}{segnalazione.get_absolute_url()}\n\nComunicazione di cortesia:"
            " la segnalazione è registrata anche se questo messaggio non arriva.\n",
        )
