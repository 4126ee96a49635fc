"""What is due from a person about the meetings of the organi: cards of the Scrivania."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.riquadri import Panel
from rete.attuale import current_ciclo
from rete.enums import Incombenza, StatoRichiesta, StatoSeduta
from rete.models import Seduta
from rete.models.sedute import TENUTE
from rete.permissions import (
    Persona,
    can_manage_meetings,
    organi_managed_by,
    requests_visible_to,
    roles_of,
    soggetti_of,
    speaks_for_member,
)
from rete.riunioni import duties_of
from rete.termini_interni import due_by


def meetings_to_convene(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The meetings planned and not convened, by the last day for a full notice."""
    programmate = _run_by(user).filter(stato=StatoSeduta.PROGRAMMATA).select_related("organo")
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
    convocate = _run_by(user).filter(stato=StatoSeduta.CONVOCATA, inizio__lte=timezone.now())
    for seduta in convocate.select_related("organo").order_by("inizio", "pk"):
        yield Panel(
            f"Segnare le presenze: {_meeting(seduta)}",
            reverse("rete:attendance", args=[seduta.codice]),
            quando=due_by(Incombenza.PRESENZE, timezone.localdate(seduta.inizio), request),
            parte="da_fare",
        )


def minutes_to_write(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The minutes that this person was chosen to write; to who runs the meetings, nobody's too.

    By the term that the offices gave themselves, and before the meeting that will approve them.
    """
    tenute = _before_the_next(StatoSeduta.TENUTA)
    if user is None or not roles_of(user):
        return
    mie = Q(segretario_id=user.pk)
    if soggetti_of(user) or can_manage_meetings(user):
        mie |= Q(segretario__isnull=True, organo__in=organi_managed_by(user))
    for seduta in tenute.filter(mie).order_by("inizio", "pk"):
        yield Panel(
            f"Scrivere il verbale: {_meeting(seduta)}",
            reverse("rete:minutes", args=[seduta.codice]),
            quando=_first(
                due_by(Incombenza.VERBALE, timezone.localdate(seduta.inizio), request),
                seduta.prossima and timezone.localdate(seduta.prossima),
            ),
            parte="da_fare",
        )


def minutes_to_approve(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The minutes written, that a later meeting has still to approve: by the day of the next one,
    or by the term of the offices while there is none."""
    scritti = _before_the_next(StatoSeduta.VERBALIZZATA).filter(organo__in=organi_managed_by(user))
    for seduta in scritti.order_by("inizio", "pk"):
        chiuso = timezone.localdate(seduta.verbalizzata_il)
        yield Panel(
            f"Verbale da approvare: {_meeting(seduta)}",
            seduta.get_absolute_url(),
            testo="Lo approva l’organo nella seduta successiva.",
            quando=timezone.localdate(seduta.prossima)
            if seduta.prossima
            else due_by(Incombenza.APPROVAZIONE, chiuso, request),
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
    aperte = requests_visible_to(user).filter(
        stato=StatoRichiesta.APERTA, organo__in=organi_managed_by(user)
    )
    aperte = aperte.select_related("organo")
    for richiesta in aperte.order_by("chiesta_il", "pk"):
        yield Panel(
            f"Rispondere a chi chiede di convocare {richiesta.organo}",
            reverse("rete:convocation_request", args=[richiesta.codice]),
            testo=richiesta.argomento,
            quando=due_by(
                Incombenza.CONVOCAZIONE, timezone.localdate(richiesta.chiesta_il), request
            ),
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


def _before_the_next(stato: StatoSeduta) -> QuerySet[Seduta]:
    """The meetings in that state, each with `prossima`: when the same organo meets after it."""
    attese = (StatoSeduta.PROGRAMMATA, StatoSeduta.CONVOCATA, *TENUTE)
    dopo = Seduta.objects.filter(
        organo=OuterRef("organo"), inizio__gt=OuterRef("inizio"), stato__in=attese
    )
    prossima = Subquery(dopo.order_by("inizio").values("inizio")[:1])
    return Seduta.objects.filter(stato=stato).select_related("organo").annotate(prossima=prossima)


def _first(*giorni: date | None) -> date | None:
    return min((giorno for giorno in giorni if giorno), default=None)


def _run_by(user: Persona) -> QuerySet[Seduta]:
    """The meetings that this person convenes and runs; none, at no cost, for who runs no organo."""
    return Seduta.objects.filter(organo__in=organi_managed_by(user))


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
