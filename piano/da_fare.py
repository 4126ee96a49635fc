"""What is due from a person about the monitoring reports: cards of the Scrivania."""

from collections.abc import Iterator

from django.http import HttpRequest

from conciliazione.riquadri import Panel, address
from conciliazione.scrivania import AZIONI
from piano.enums import StatoRelazione
from piano.models import Relazione
from piano.permissions import can_view_reports, reports_visible_to
from progetti.permissions import projects_reported_by
from rete.permissions import Persona, is_operatore, is_responsabile, roles_of


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The reports to deliver and to transmit, and the way to all of them."""
    if not roles_of(user) or not can_view_reports(user):
        return
    yield from _to_deliver(user)
    if is_responsabile(user):
        yield from _to_transmit(user)
    yield Panel("Relazioni di monitoraggio", address("piano:relazioni"), 14, parte=AZIONI)


def _to_deliver(user: Persona) -> Iterator[Panel]:
    """Those of the windows that are closed, for who writes them."""
    aperte = Relazione.objects.of_closed().filter(stato=StatoRelazione.IN_REDAZIONE)
    sue = aperte.filter(progetto__in=projects_reported_by(user))
    if is_operatore(user):
        sue |= aperte.filter(progetto__isnull=True)
    for relazione in sue.select_related("finestra", "progetto"):
        yield Panel(
            f"Relazione da consegnare: {relazione.di_che_cosa}",
            relazione.get_absolute_url(),
            parte="da_fare",
            testo=f"{relazione.finestra}: le cifre ci sono già, mancano le parole.",
        )


def _to_transmit(user: Persona) -> Iterator[Panel]:
    consegnate = reports_visible_to(user).filter(stato=StatoRelazione.CONSEGNATA)
    for relazione in consegnate.select_related("finestra", "progetto"):
        yield Panel(
            f"Relazione da trasmettere alla Regione: {relazione.di_che_cosa}",
            relazione.get_absolute_url(),
            parte="da_fare",
            testo=str(relazione.finestra),
        )
