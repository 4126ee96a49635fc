"""Requests that an organo be convened: written once, forgotten in time."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from rete.avvisi import notify_staff
from rete.enums import StatoRichiesta
from rete.models import RichiestaConvocazione

# After a refusal; those that were accepted stay as long as their meeting.
RESPINTA_PER = timedelta(days=2 * 365)


def ask(**campi: object) -> RichiestaConvocazione:
    """Write a request and tell the staff; called inside the caller's transaction."""
    richiesta = RichiestaConvocazione.objects.create(**campi)
    notify_staff(
        f"richiesta-convocazione:{richiesta.codice}",
        f"Richiesta di convocare {richiesta.organo}",
        f"«{richiesta.argomento}», chiesta in veste di {richiesta.in_veste_di}.\n\nSi legge e si"
        f" risponde qui: {settings.BASE_URL}/rete/sedute/richieste/{richiesta.codice}/"
        "\n\nComunicazione di cortesia.\n",
    )
    return richiesta


def forget() -> int:
    """Delete the requests that no meeting was born from, when their time is over; how many."""
    respinte = RichiestaConvocazione.objects.filter(
        stato=StatoRichiesta.RESPINTA, decisa_il__lt=timezone.now() - RESPINTA_PER
    )
    return respinte.delete()[0]
