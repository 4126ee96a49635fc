"""What stands beside the things due: who one is today, and what one can do."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from conciliazione.cronaca import own_page
from conciliazione.date import format_day
from conciliazione.riquadri import Panel
from conciliazione.scrivania import AZIONI, CHI
from rete.attuale import chosen_role
from rete.enums import RuoloDelega
from rete.models import (
    Adesione,
    DomandaAdesione,
    RichiestaConvocazione,
    RichiestaVariazione,
    Seduta,
    Segnalazione,
    Soggetto,
)
from rete.permissions import (
    Persona,
    Veste,
    applications_visible_to,
    can_view_applications,
    can_view_people,
    can_view_reports,
    changes_visible_to,
    is_comitato,
    is_staff_of_capofila,
    is_tavolo,
    meetings_visible_to,
    reports_visible_to,
    requests_visible_to,
    roles_of,
)


def roles(user: Persona, request: HttpRequest) -> list[Panel]:
    """The roles of who asks, all of them also when one is chosen."""
    vesti = [
        {"testo": v.testo, "codice": v.codice, "giorni": days_of(v)} for v in roles_of(request.user)
    ]
    contesto = {"vesti": vesti, "scelta": chosen_role(request)}
    template = "rete/scrivania/_ruoli.html"
    return [Panel("Ruoli", parte=CHI, template=template, contesto=contesto)]


def days_of(veste: Veste) -> str:
    """From when to when a role is held, in words."""
    da = f"dal {format_day(veste.dal)}" if veste.dal else ""
    a = f"fino al {format_day(veste.al)}" if veste.al else ""
    return " ".join(filter(None, (da, a))) or "senza scadenza"


def actions(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """What the person comes here to do, by the role in which they act."""
    referente = [v.soggetto_id for v in roles_of(user) if v.ruolo == RuoloDelega.REFERENTE]
    if can_view_applications(user):
        yield _action("Seguire le domande di adesione", "rete:domande", 15)
    if can_view_people(user):
        yield _action("Vedere persone e incarichi", "rete:persone", 20)
    if can_view_reports(user):
        yield _action("Leggere le segnalazioni", "rete:segnalazioni", 30)
    if is_comitato(user) or is_tavolo(user):
        yield _action("Vedere gli organi e chi ne fa parte", "rete:organi", 40)
    for soggetto in Soggetto.objects.filter(pk__in=referente) if referente else ():
        titolo = f"Vedere la scheda di {soggetto.nome_breve}"
        yield Panel(titolo, soggetto.get_absolute_url(), 10, parte=AZIONI)
    if not roles_of(user):
        yield _action("Vedere chi fa parte della Rete", "rete:rete", 10)
        yield _action("Scrivere a chi gestisce il portale", "report_problem", 20)


def _action(titolo: str, nome: str, ordine: int) -> Panel:
    return Panel(titolo, reverse(nome), ordine, parte=AZIONI)


def own_meetings(user: Persona) -> QuerySet[Seduta]:
    """The meetings that concern `user`: of the public ones, not those of the organi of others."""
    visibili = meetings_visible_to(user).select_related("organo")
    if is_staff_of_capofila(user):
        return visibili
    organi = [v.organo for v in roles_of(user) if v.organo]
    scritte = Q(segretario_id=user.pk) if roles_of(user) else Q(pk__in=[])
    return visibili.filter(Q(organo__slug__in=organi) | scritte)


def own_requests(user: Persona) -> QuerySet[RichiestaConvocazione]:
    """The requests of convocation that `user` may read."""
    return requests_visible_to(user).select_related("organo")


def request_page(user: Persona, richiesta: RichiestaConvocazione) -> str:
    return reverse("rete:convocation_request", args=[richiesta.codice])


def change_page(user: Persona, variazione: RichiestaVariazione) -> str:
    return reverse("rete:variazione", args=[variazione.codice])


def own_memberships(user: Persona) -> QuerySet[Adesione]:
    """The adhesions that concern `user`: all of them the staff, a referente those of its own."""
    adesioni = Adesione.objects.select_related("soggetto")
    if is_staff_of_capofila(user):
        return adesioni
    enti = [v.soggetto_id for v in roles_of(user) if v.ruolo == RuoloDelega.REFERENTE]
    return adesioni.filter(soggetto__in=enti)


def membership_page(user: Persona, adesione: Adesione) -> str:
    return adesione.soggetto.get_absolute_url()


# Of which things the recent history is told, to whom, and the page of those that name none.
STORIE = (
    (Segnalazione, reports_visible_to, own_page),
    (DomandaAdesione, applications_visible_to, own_page),
    (Seduta, own_meetings, own_page),
    (RichiestaConvocazione, own_requests, request_page),
    (RichiestaVariazione, changes_visible_to, change_page),
    (Adesione, own_memberships, membership_page),
)
