"""The public pages of the alliances."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.generic import ListView

from alleanze.models import Alleanza
from conciliazione import riquadri


@method_decorator(login_not_required, name="dispatch")
class AlleanzaListView(ListView):
    """The alliances of every cycle, the newest cycle first."""

    queryset = (
        Alleanza.objects.con_numeri()
        .select_related("ciclo")
        .prefetch_related("partenariati__soggetto")
        .order_by("-ciclo__dal", "ordine", "denominazione")
    )
    template_name = "alleanze/alleanze.html"


@login_not_required
def alleanza(request: HttpRequest, slug: str) -> HttpResponse:
    """One alliance: who is in it, where it works, and what the rooms above know of it."""
    queryset = (
        Alleanza.objects.con_numeri()
        .select_related("ciclo")
        .prefetch_related("partenariati__soggetto", "ambiti__comuni")
    )
    trovata = get_object_or_404(queryset, slug=slug)
    return render(
        request,
        "alleanze/alleanza.html",
        {"alleanza": trovata, "riquadri": riquadri.panels("alleanza", request.user, trovata)},
    )
