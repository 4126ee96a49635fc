"""The organi: what each does, and to whom its seats belong."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.conteggi import count_related
from conciliazione.elenchi import FilteredListView
from rete.attuale import current_ciclo
from rete.composizione import composition, ending_mandates
from rete.enums import StatoSeduta
from rete.filters import OrganoFilter
from rete.forms.incarichi import GiornoForm
from rete.models import Organo
from rete.permissions import (
    PUBBLICI,
    can_add_seat,
    can_ask_convocation,
    can_manage_organo,
    can_view_members,
    can_view_people,
    meetings_visible_to,
    organi_visible_to,
    owns_organo,
)
from rete.riunioni import duties_of

SEDUTE_MOSTRATE = 5


@method_decorator(login_not_required, name="dispatch")
class OrganoListView(FilteredListView):
    """The organi of the network, of the projects, and those outside."""

    queryset = Organo.objects.order_by("-livello", "ordine", "denominazione")
    filterset_class = OrganoFilter
    template_name = "rete/organi.html"

    def read(self, page: QuerySet) -> QuerySet:
        return page.annotate(n_seggi=count_related(Organo, "seggi"))


@login_not_required
@require_safe
def organo(request: HttpRequest, slug: str) -> HttpResponse:
    """One organo with its tasks, its seats and its opinions: for whom each member sits there, and
    never who they are."""
    queryset = Organo.objects.select_related("atto", "soggetto").prefetch_related(
        "compiti", "pareri__seduta"
    )
    organo = get_object_or_404(queryset, slug=slug)
    contesto = {
        "organo": organo,
        "posti": composition(organo),
        "legge_nomi": can_view_members(request.user, organo),
        "puo_chiedere": can_ask_convocation(request.user, organo),
        **_meetings(request, organo),
    }
    return render(request, "rete/organo.html", contesto)


def _meetings(request: HttpRequest, organo: Organo) -> dict[str, object]:
    """When it meets, when it met last, and the meeting that is due."""
    sedute = meetings_visible_to(request.user).filter(organo=organo)
    future = sedute.filter(stato=StatoSeduta.CONVOCATA, inizio__gte=timezone.now())
    passate = sedute.filter(inizio__lt=timezone.now()).exclude(stato=StatoSeduta.PROGRAMMATA)
    doveri = duties_of(current_ciclo(request), [organo])
    return {
        "prossime": list(future.order_by("inizio", "pk")[:SEDUTE_MOSTRATE]),
        "passate": list(passate.order_by("-inizio", "-pk")[:SEDUTE_MOSTRATE]),
        "dovere": doveri[0].attuale if doveri else None,
        "pubblico": organo.livello in PUBBLICI,
    }


@require_safe
def composizione(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits in an organo, by name, on the day asked for; for the staff and its members."""
    organo = get_object_or_404(organi_visible_to(request.user), slug=slug)
    modulo = GiornoForm(request.GET if "il" in request.GET else None)
    giorno = modulo.day()
    posti = composition(organo, giorno)
    contesto = {
        "organo": organo,
        "form": modulo,
        "giorno": giorno,
        "posti": posti,
        "vacanti": sum(posto.is_vacant for posto in posti),
        "in_scadenza": ending_mandates(giorno).filter(seggio__organo=organo),
        "gestisce": can_manage_organo(request.user, organo),
        "aggiunge_seggi": can_add_seat(request.user, organo),
        "programma": owns_organo(request.user, organo),
        "collega_persone": can_view_people(request.user),
    }
    return render(request, "rete/composizione.html", contesto)
