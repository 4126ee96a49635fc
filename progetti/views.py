"""The public pages of the projects."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.generic import ListView

from conciliazione import riquadri
from conciliazione.testo import render_markdown
from progetti.models import Progetto


@method_decorator(login_not_required, name="dispatch")
class ProgettoListView(ListView):
    """The projects of every cycle, the newest cycle first."""

    queryset = (
        Progetto.objects.con_numeri()
        .select_related("ciclo", "alleanza", "promotore")
        .order_by("-ciclo__dal", "lettera")
    )
    template_name = "progetti/progetti.html"


@login_not_required
def progetto(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: its actions and, objective by objective, what it does and promises."""
    queryset = (
        Progetto.objects.con_numeri()
        .select_related("ciclo", "alleanza", "promotore")
        .prefetch_related(
            "azioni__azione",
            "finalita",
            "obiettivi__attivita",
            "obiettivi__destinatari",
            "obiettivi__coinvolgimenti",
            "obiettivi__risultati__indicatori__prove",
        )
    )
    trovato = get_object_or_404(queryset, slug=slug)
    contesto = {
        "progetto": trovato,
        "contesto": render_markdown(trovato.contesto),
        "introduzione": render_markdown(trovato.introduzione),
        "obiettivo": render_markdown(trovato.obiettivo),
        "riquadri": riquadri.panels("progetto", request.user, trovato),
    }
    return render(request, "progetti/progetto.html", contesto)
