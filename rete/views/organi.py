"""The organi: what each does, and to whom its seats belong."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.conteggi import count_related
from conciliazione.elenchi import FilteredListView
from rete.filters import OrganoFilter
from rete.models import Organo


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
    """One organo with its tasks, its seats and its opinions; never who sits there."""
    queryset = Organo.objects.select_related("atto").prefetch_related(
        "compiti", "seggi__soggetto", "seggi__designanti", "pareri__ciclo"
    )
    return render(request, "rete/organo.html", {"organo": get_object_or_404(queryset, slug=slug)})
