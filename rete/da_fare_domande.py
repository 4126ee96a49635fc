"""What is due from the staff about the membership requests: cards of the Scrivania."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse

from conciliazione.riquadri import Panel
from rete.coda_domande import CORRENTI, by_urgency
from rete.enums import StatoDomanda
from rete.models import DomandaAdesione
from rete.permissions import Persona, applications_visible_to, is_operatore, is_responsabile

MOSTRATE_AL_PIU = 20


def requests_to_take(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The requests that nobody has: one card for all, by the first that is due."""
    if not is_operatore(user):
        return
    arrivate = DomandaAdesione.objects.filter(stato=StatoDomanda.INVIATA)
    conto = arrivate.aggregate(quante=Count("pk"), prima=Min("entro_il"))
    if conto["quante"]:
        titolo = "1 domanda di adesione da prendere in carico"
        if conto["quante"] > 1:
            titolo = f"{conto['quante']} domande di adesione da prendere in carico"
        indirizzo = f"{reverse('rete:domande')}?stato={StatoDomanda.INVIATA}"
        testo = "Il giorno è quello entro cui decidere la prima."
        yield Panel(titolo, indirizzo, testo=testo, quando=conto["prima"], parte="scadenze")


def own_requests(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The requests that this person follows and whose term runs, each by its day."""
    if not is_operatore(user):
        return
    sue = applications_visible_to(user).filter(stato__in=CORRENTI, assegnata_a=user.pk)
    for domanda in by_urgency(sue)[:MOSTRATE_AL_PIU]:
        if domanda.stato == StatoDomanda.OSSERVAZIONI:
            titolo = f"Osservazioni di {domanda.denominazione} da esaminare"
        else:
            titolo = f"Domanda di {domanda.denominazione} da esaminare"
        yield Panel(titolo, domanda.get_absolute_url(), quando=domanda.entro_il, parte="scadenze")


def observations_to_decide(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The observations to a warning of refusal, for who decides: those that others follow."""
    if not is_responsabile(user):
        return
    arrivate = DomandaAdesione.objects.filter(stato=StatoDomanda.OSSERVAZIONI)
    for domanda in by_urgency(arrivate.exclude(assegnata_a=user.pk))[:MOSTRATE_AL_PIU]:
        yield Panel(
            f"Osservazioni di {domanda.denominazione}: si accoglie o si respinge",
            domanda.get_absolute_url(),
            quando=domanda.entro_il,
            parte="scadenze",
        )


DOMANDE = (requests_to_take, own_requests, observations_to_decide)
