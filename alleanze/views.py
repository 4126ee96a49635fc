"""The public pages of the alliances."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from alleanze.composizione import members
from alleanze.enums import RuoloPartenariato
from alleanze.filters import AlleanzaFilter
from alleanze.models import Alleanza, Partenariato
from alleanze.territorio import comuni_of, map_block
from conciliazione import riquadri
from conciliazione.elenchi import FilteredListView
from rete.models import Comune

# The newest cycle first.
ORDINE = ("-ciclo__dal", "ordine", "denominazione")
# Boundaries are large: only the map reads them.
COMUNI = Prefetch("ambiti__comuni", Comune.objects.defer("confine"))
# Of the partners the list says only how many they are.
CAPOFILA = Prefetch(
    "partenariati",
    Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA)
    .select_related("soggetto")
    .order_by("ordine"),
)


@method_decorator(login_not_required, name="dispatch")
class AlleanzaListView(FilteredListView):
    """The alliances of every cycle."""

    queryset = Alleanza.objects.order_by(*ORDINE)
    filterset_class = AlleanzaFilter
    template_name = "alleanze/alleanze.html"

    def read(self, page: QuerySet) -> QuerySet:
        righe = Alleanza.objects.con_numeri().filter(pk__in=page.values("pk")).order_by(*ORDINE)
        return righe.select_related("ciclo").prefetch_related(CAPOFILA)


@login_not_required
@require_safe
def alleanza(request: HttpRequest, slug: str) -> HttpResponse:
    """One alliance: who is in it, where it works, and what the rooms above know of it."""
    queryset = (
        Alleanza.objects.con_numeri()
        .select_related("ciclo")
        .prefetch_related("partenariati__soggetto", COMUNI)
    )
    trovata = get_object_or_404(queryset, slug=slug)
    contesto = {
        "alleanza": trovata,
        "membri": members(trovata.partenariati.all()),
        "riquadri": riquadri.panels("alleanza", request.user, trovata),
    }
    return render(request, "alleanze/alleanza.html", contesto)


@login_not_required
@require_safe
def mappa(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of the comuni of an alliance, with its table."""
    trovata = get_object_or_404(Alleanza.objects.select_related("ciclo"), slug=slug)
    comuni = comuni_of(trovata)
    contesto = {"alleanza": trovata, "comuni": comuni, "disegno": map_block(trovata, comuni)}
    return render(request, "alleanze/mappa.html", contesto)
