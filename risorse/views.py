"""The public pages of the money."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.elenchi import FilteredListView
from conciliazione.testo import render_markdown
from risorse.destinazioni import paid_by
from risorse.filters import VoceFilter
from risorse.models import Voce
from risorse.prospetto import row_of_parts, stacked_bars, total_of, weigh

# Of what a line pays for, its page names the first ones.
PAGATI_AL_PIU = 20


@method_decorator(login_not_required, name="dispatch")
class VoceListView(FilteredListView):
    """The budget of a ciclo: lines by source, totals and shares."""

    queryset = Voce.objects.order_by("ordine")
    filterset_class = VoceFilter
    template_name = "risorse/risorse.html"

    def read(self, page: QuerySet) -> QuerySet:
        return page.select_related("ciclo").con_stanziamenti()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        contesto = super().get_context_data(**kwargs)
        righe = [row_of_parts(voce) for voce in contesto["object_list"]]
        totale = total_of(self.filterset.qs)
        disegno = stacked_bars(righe) if righe and not contesto["is_paginated"] else None
        return contesto | {"righe": weigh(righe), "totale": totale, "disegno": disegno}


@login_not_required
@require_safe
def voce(request: HttpRequest, slug: str) -> HttpResponse:
    """One line of the budget: who pays for it, what it is for, by which rule it is given."""
    queryset = Voce.objects.select_related("ciclo", "progetto")
    trovata = get_object_or_404(queryset.con_stanziamenti(), slug=slug)
    # One more than are shown tells that there are others.
    pagati = list(paid_by(trovata)[: PAGATI_AL_PIU + 1])
    contesto = {
        "voce": trovata,
        "riga": row_of_parts(trovata),
        "destinazione": render_markdown(trovata.destinazione),
        "criterio": render_markdown(trovata.criterio),
        "pagati": pagati[:PAGATI_AL_PIU],
        "altri_pagati": len(pagati) > PAGATI_AL_PIU,
    }
    return render(request, "risorse/voce.html", contesto)
