"""The soggetti: their list and their cards."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione import riquadri
from conciliazione.elenchi import FilteredListView
from rete.filters import SoggettoFilter
from rete.models import Adesione, Ciclo, Seggio, Soggetto
from rete.schede import describe_as_organization


@method_decorator(login_not_required, name="dispatch")
class SoggettoListView(FilteredListView):
    """The soggetti that take part in the network or that its documents name."""

    filterset_class = SoggettoFilter
    template_name = "rete/soggetti.html"

    def get_queryset(self):
        adesioni = Adesione.objects.vigenti().filter(accordo__ciclo=Ciclo.objects.current())
        in_corso = Prefetch("adesioni", adesioni, to_attr="adesioni_in_corso")
        righe = Soggetto.objects.select_related("comune").defer("comune__confine")
        self.queryset = righe.prefetch_related("grafie", in_corso)
        return super().get_queryset()


@login_not_required
@require_safe
def soggetto(request: HttpRequest, slug: str) -> HttpResponse:
    """The public card of one soggetto, with what the rooms above know of it."""
    seggi = Seggio.objects.select_related("organo")
    queryset = Soggetto.objects.select_related("comune__ambito").prefetch_related(
        "grafie",
        "ambiti",
        Prefetch("legami_in_uscita__a"),
        Prefetch("legami_in_entrata__da"),
        Prefetch("adesioni", Adesione.objects.select_related("accordo__ciclo").order_by("dal")),
        Prefetch("seggi", seggi),
        Prefetch("seggi_da_designare", seggi),
    )
    trovato = get_object_or_404(queryset, slug=slug)
    contesto = {
        "soggetto": trovato,
        "riquadri": riquadri.panels("soggetto", request.user, trovato),
        "organizzazione": describe_as_organization(trovato, request.build_absolute_uri()),
    }
    return render(request, "rete/soggetto.html", contesto)
