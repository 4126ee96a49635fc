"""The public pages of the network."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator

from conciliazione import riquadri
from conciliazione.elenchi import FilteredListView
from rete.filters import SoggettoFilter
from rete.models import Soggetto


@method_decorator(login_not_required, name="dispatch")
class SoggettoListView(FilteredListView):
    """The soggetti that take part in the network or that its documents name."""

    queryset = Soggetto.objects.prefetch_related("grafie")
    filterset_class = SoggettoFilter
    template_name = "rete/soggetti.html"


@login_not_required
def soggetto(request: HttpRequest, slug: str) -> HttpResponse:
    """The public card of one soggetto, with what the rooms above know of it."""
    queryset = Soggetto.objects.select_related("comune").prefetch_related(
        "grafie", "legami_in_uscita__a", "legami_in_entrata__da"
    )
    trovato = get_object_or_404(queryset, slug=slug)
    return render(
        request,
        "rete/soggetto.html",
        {"soggetto": trovato, "riquadri": riquadri.panels("soggetto", request.user, trovato)},
    )
