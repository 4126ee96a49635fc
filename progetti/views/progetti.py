"""The public pages of the projects."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione import riquadri
from conciliazione.elenchi import FilteredListView
from conciliazione.testo import render_markdown
from progetti.filters import IndicatoreFilter, ProgettoFilter
from progetti.models import AzionePrescelta, Indicatore, ObiettivoSpecifico, Progetto
from progetti.quadro import count_parts, summarise, uncovered
from progetti.tempi import timeline_of
from rete.attuale import all_cicli

# The newest cycle first; among the indicators, which are many, the one registered last.
ORDINE = ("-ciclo__dal", "lettera")
PROGETTO = "risultato__obiettivo__progetto"
ORDINE_INDICATORI = (
    f"-{PROGETTO}__ciclo_id",
    f"{PROGETTO}__lettera",
    "risultato__obiettivo__numero",
    "risultato__ordine",
    "ordine",
)
# A plain list: a related manager for each row costs as much as reading them.
PROVE = Prefetch("prove", to_attr="prove_lette")
# Filters of the indicators that choose among the projects.
DEL_PROGETTO = {"progetto": "slug", "alleanza": "alleanza__slug", "ciclo": "ciclo__slug"}


@method_decorator(login_not_required, name="dispatch")
class ProgettoListView(FilteredListView):
    """The projects of every cycle."""

    queryset = Progetto.objects.order_by(*ORDINE)
    filterset_class = ProgettoFilter
    template_name = "progetti/progetti.html"

    def read(self, page: QuerySet) -> QuerySet:
        righe = Progetto.objects.con_numeri().filter(pk__in=page.values("pk")).order_by(*ORDINE)
        return righe.defer("contesto", "introduzione", "ricerca").select_related(
            "ciclo", "alleanza", "promotore"
        )


@method_decorator(login_not_required, name="dispatch")
class RisultatoListView(FilteredListView):
    """Every indicator of the projects: what is expected, and how it will be proved."""

    queryset = Indicatore.objects.order_by(*ORDINE_INDICATORI)
    filterset_class = IndicatoreFilter
    template_name = "progetti/risultati.html"

    def get_queryset(self) -> QuerySet:
        scelti = super().get_queryset()
        self.quadro = summarise(scelti)
        return scelti

    def get_paginator(self, queryset: QuerySet, *args: object, **kwargs: object) -> Paginator:
        # That a project is of some ciclo is no news, but it makes SQLite walk the indexes of
        # projects, objectives and results in their order, where it would sort all indicators.
        cicli = [ciclo.pk for ciclo in all_cicli(self.request)]
        in_ordine = queryset.filter(**{f"{PROGETTO}__ciclo_id__in": cicli})
        paginator = super().get_paginator(in_ordine, *args, **kwargs)
        paginator.count = self.quadro.indicatori
        return paginator

    def read(self, page: QuerySet) -> QuerySet:
        righe = Indicatore.objects.filter(pk__in=page.values("pk")).order_by(*ORDINE_INDICATORI)
        return righe.select_related(PROGETTO).prefetch_related(PROVE)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(quadro=self.quadro, scoperti=self.uncovered(), **kwargs)

    def uncovered(self) -> int:
        """The results that the list cannot show; none where the choice is among indicators."""
        scelti = {nome: v for nome, v in self.filterset.form.cleaned_data.items() if v}
        if not scelti.keys() <= DEL_PROGETTO.keys():
            return 0
        return uncovered(self.quadro, **{DEL_PROGETTO[nome]: v for nome, v in scelti.items()})


@login_not_required
@require_safe
def progetto(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: its actions and, objective by objective, what it does and promises."""
    queryset = Progetto.objects.select_related(
        "ciclo", "alleanza", "promotore", "atto_valutazione"
    ).prefetch_related(
        Prefetch("azioni", AzionePrescelta.objects.select_related("azione")),
        "finalita",
        Prefetch("obiettivi", ObiettivoSpecifico.objects.select_related("organo")),
        "obiettivi__attivita",
        "obiettivi__destinatari",
        "obiettivi__coinvolgimenti__soggetti",
        Prefetch("obiettivi__risultati__indicatori__prove", to_attr="prove_lette"),
    )
    trovato = get_object_or_404(queryset, slug=slug)
    contesto = {
        "progetto": trovato,
        "numeri": count_parts(trovato),
        "contesto": render_markdown(trovato.contesto),
        "introduzione": render_markdown(trovato.introduzione),
        "obiettivo": render_markdown(trovato.obiettivo),
        "tempi": timeline_of(trovato),
        "riquadri": riquadri.panels("progetto", request.user, trovato),
    }
    return render(request, "progetti/progetto.html", contesto)
