"""What is due from a person about the meetings of the organi: cards of the Scrivania."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.riquadri import Panel
from rete.attuale import current_ciclo
from rete.enums import StatoRichiesta, StatoSeduta
from rete.models import Seduta
from rete.permissions import (
    Persona,
    can_manage_meetings,
    requests_visible_to,
    roles_of,
    speaks_for_member,
)
from rete.riunioni import duties_of


def meetings_to_convene(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The meetings planned and not convened, by the last day for a full notice."""
    if not can_manage_meetings(user):
        return
    programmate = Seduta.objects.filter(stato=StatoSeduta.PROGRAMMATA).select_related("organo")
    for seduta in programmate.order_by("inizio", "pk"):
        giorno = timezone.localdate(seduta.inizio)
        yield Panel(
            f"Convocare {seduta.organo.denominazione_breve or seduta.organo}"
            f" per il {format_day(giorno)}",
            reverse("rete:convene", args=[seduta.codice]),
            quando=giorno - timedelta(days=seduta.organo.giorni_di_preavviso),
            parte="scadenze",
        )


def meetings_to_record(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The meetings whose day has come: who came is to be written."""
    if not can_manage_meetings(user):
        return
    convocate = Seduta.objects.filter(stato=StatoSeduta.CONVOCATA, inizio__lte=timezone.now())
    for seduta in convocate.select_related("organo").order_by("inizio", "pk"):
        yield Panel(
            f"Segnare le presenze: {_meeting(seduta)}",
            reverse("rete:attendance", args=[seduta.codice]),
            parte="da_fare",
        )


def minutes_to_write(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The minutes that this person was chosen to write; to who runs the meetings, nobody's too."""
    tenute = Seduta.objects.filter(stato=StatoSeduta.TENUTA).select_related("organo")
    if user is None or not roles_of(user):
        return
    mie = Q(segretario_id=user.pk)
    if can_manage_meetings(user):
        mie |= Q(segretario__isnull=True)
    for seduta in tenute.filter(mie).order_by("inizio", "pk"):
        yield Panel(
            f"Scrivere il verbale: {_meeting(seduta)}",
            reverse("rete:minutes", args=[seduta.codice]),
            parte="da_fare",
        )


def minutes_to_approve(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The minutes written, that a later meeting has still to approve."""
    if not can_manage_meetings(user):
        return
    scritti = Seduta.objects.filter(stato=StatoSeduta.VERBALIZZATA).select_related("organo")
    for seduta in scritti.order_by("inizio", "pk"):
        yield Panel(
            f"Verbale da approvare: {_meeting(seduta)}",
            seduta.get_absolute_url(),
            testo="Lo approva l’organo nella seduta successiva.",
            parte="da_fare",
        )


def overdue_duties(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The organi that should have met already."""
    if not can_manage_meetings(user):
        return
    for dovere in duties_of(current_ciclo(request)):
        if dovere.is_overdue:
            yield Panel(
                f"{dovere.organo}: la riunione dovuta è in ritardo",
                reverse("rete:duties"),
                quando=dovere.attuale.entro,
                parte="scadenze",
            )


def convocations_asked(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The requests of convocation that nobody has answered."""
    if not can_manage_meetings(user):
        return
    aperte = requests_visible_to(user).filter(stato=StatoRichiesta.APERTA).select_related("organo")
    for richiesta in aperte.order_by("chiesta_il", "pk"):
        yield Panel(
            f"Rispondere a chi chiede di convocare {richiesta.organo}",
            reverse("rete:convocation_request", args=[richiesta.codice]),
            testo=richiesta.argomento,
            parte="da_fare",
        )


def meetings_to_attend(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The meetings to which this person is called, by their day."""
    organi = {v.organo for v in roles_of(user) if v.organo}
    di_tutti = speaks_for_member(user)
    if not organi and not di_tutti:
        return
    miei = Q(organo__slug__in=organi) | (Q(organo__di_tutti=True) if di_tutti else Q(pk=None))
    future = Seduta.objects.filter(miei, stato=StatoSeduta.CONVOCATA, inizio__gte=timezone.now())
    for seduta in future.select_related("organo").order_by("inizio", "pk"):
        yield Panel(
            f"Partecipare alla seduta: {seduta.organo.denominazione_breve or seduta.organo}",
            seduta.get_absolute_url(),
            testo=f"Ore {timezone.localtime(seduta.inizio):%H:%M}"
            + (f", {seduta.luogo}" if seduta.luogo else ""),
            quando=timezone.localdate(seduta.inizio),
            parte="scadenze",
        )


def _meeting(seduta: Seduta) -> str:
    giorno = format_day(timezone.localdate(seduta.inizio))
    return f"{seduta.organo.denominazione_breve or seduta.organo}, {giorno}"


SEDUTE = (
    meetings_to_convene,
    meetings_to_record,
    minutes_to_write,
    minutes_to_approve,
    overdue_duties,
    convocations_asked,
    meetings_to_attend,
)
