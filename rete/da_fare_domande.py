"""What is due about the membership requests, from the staff and from who made them: cards of the
Scrivania."""

from collections.abc import Iterator

from django.db.models import Count, Min, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse

from conciliazione.riquadri import Panel
from rete.coda_domande import CORRENTI, by_urgency
from rete.enums import StatoDomanda
from rete.models import DomandaAdesione, Sospensione
from rete.permissions import (
    Persona,
    applications_made_by,
    applications_visible_to,
    is_operatore,
    is_responsabile,
)

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


ATTESE = {
    StatoDomanda.INTEGRAZIONE: "Integrazioni da mandare",
    StatoDomanda.PREAVVISO: "Osservazioni da mandare",
}


def answers_to_send(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """What was asked of this person about the requests that they made, each by its day."""
    aperta = Sospensione.objects.filter(domanda=OuterRef("pk"), al=None).values("entro_il")[:1]
    sue = applications_made_by(user).filter(stato__in=ATTESE).annotate(entro=Subquery(aperta))
    for domanda in sue.order_by("entro", "pk")[:MOSTRATE_AL_PIU]:
        yield Panel(
            f"{ATTESE[StatoDomanda(domanda.stato)]}: domanda di {domanda.denominazione}",
            reverse("aderisci:request", args=[domanda.codice]),
            testo="Intanto il termine della domanda è fermo.",
            quando=domanda.entro,
            parte="scadenze",
        )


DOMANDE = (requests_to_take, own_requests, observations_to_decide, answers_to_send)
