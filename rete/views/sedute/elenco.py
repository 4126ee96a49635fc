"""The meetings that one may read, the register of decisions of an organo, the duties to meet."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.elenchi import FilteredListView, read_page
from conciliazione.periodi import today
from rete import permissions
from rete.attuale import current_ciclo
from rete.filters.sedute import RichiestaFilter, SedutaFilter
from rete.models import Decisione, Organo
from rete.riunioni import duties_of

DECISIONI_PER_PAGINA = 20


@method_decorator(login_not_required, name="dispatch")
class SedutaListView(FilteredListView):
    """The meetings: those that everybody knows of; to the staff, those still to convene too."""

    filterset_class = SedutaFilter
    template_name = "rete/sedute/elenco.html"

    def get_queryset(self) -> QuerySet:
        visibili = permissions.meetings_visible_to(self.request.user)
        self.queryset = visibili.order_by("-inizio", "-pk")
        return super().get_queryset()

    def read(self, page: QuerySet) -> QuerySet:
        return page.select_related("organo")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        gestisce = permissions.can_plan_meetings(self.request.user)
        doveri = permissions.can_view_duties(self.request.user)
        return super().get_context_data(gestisce=gestisce, doveri=doveri, **kwargs)


class RichiestaListView(FilteredListView):
    """The requests of convocation: all for the staff, to the others their own."""

    filterset_class = RichiestaFilter
    template_name = "rete/sedute/richieste.html"

    def get_queryset(self) -> QuerySet:
        visibili = permissions.requests_visible_to(self.request.user)
        self.queryset = visibili.order_by("stato", "-chiesta_il", "-pk")
        return super().get_queryset()

    def read(self, page: QuerySet) -> QuerySet:
        return page.select_related("organo")


@login_not_required
@require_safe
def decisioni(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organo decided: all of it for its members and the staff, to the others what stands
    in published minutes."""
    organo = get_object_or_404(Organo, slug=slug)
    intero = permissions.can_read_whole_register(request.user, organo)
    if not intero and organo.livello not in permissions.PUBBLICI:
        raise Http404
    righe = Decisione.objects.filter(seduta__organo=organo).select_related("seduta", "punto")
    if not intero:
        righe = righe.filter(seduta__pubblicata_il__isnull=False)
    pagine = Paginator(righe.order_by("-seduta__inizio", "numero"), DECISIONI_PER_PAGINA)
    contesto = {"organo": organo, "intero": intero, "page_obj": read_page(request, pagine)}
    return render(request, "rete/sedute/registro.html", contesto)


@require_safe
def adempimenti(request: HttpRequest) -> HttpResponse:
    """The duties to meet of every organo, the overdue ones first."""
    if not permissions.can_view_duties(request.user):
        raise Http404
    ciclo = current_ciclo(request)
    doveri = sorted(duties_of(ciclo), key=lambda d: (not d.is_overdue, str(d.organo)))
    contesto = {
        "ciclo": ciclo,
        "doveri": doveri,
        "oggi": today(),
        "gestisce": permissions.can_manage_meetings(request.user),
    }
    return render(request, "rete/sedute/adempimenti.html", contesto)
