"""The public pages of training and communication."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.elenchi import FilteredListView
from conciliazione.periodi import today
from formazione.agenda import TIPO, write_calendar
from formazione.appuntamenti import appointments
from formazione.eventi import event_data
from formazione.filters import AzioneFilter, CalendarioFilter, ContenutoFilter, IniziativaFilter
from formazione.mesi import Mese
from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    RigaAzione,
    TemaFormazione,
    Testata,
)
from formazione.prospetti import actions_chart, initiatives_chart, month_rows, year_rows
from rete.attuale import all_cicli, current_ciclo

# An agenda asks for the whole file again and again: one of years past needs no longer one.
APPUNTAMENTI_AL_PIU = 500
# The cycle registered last first.
ORDINE_RIGHE = ("-azione__ciclo_id", "azione__numero", "ordine")
# A plain list: a related manager for each row costs as much as reading them.
PUBBLICI = Prefetch("pubblici", to_attr="pubblici_letti")
INIZIATIVE = Iniziativa.objects.select_related("ciclo").order_by("-ciclo__dal", "ordine")


@method_decorator(login_not_required, name="dispatch")
class IniziativaListView(FilteredListView):
    """The training plan: initiatives of every ciclo, the newest ciclo first."""

    queryset = INIZIATIVE
    filterset_class = IniziativaFilter
    template_name = "formazione/formazione.html"

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        righe = list(contesto["object_list"])
        return contesto | {
            "edizioni": self.filterset.qs.n_edizioni(),
            "grafico": initiatives_chart(righe) if righe else None,
        }


@login_not_required
@require_safe
def iniziativa(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiative: what, for whom, in which months, and what is not known yet."""
    trovata = get_object_or_404(INIZIATIVE, slug=slug)
    url = settings.BASE_URL.rstrip("/") + trovata.get_absolute_url()
    contesto = {"iniziativa": trovata, "evento": event_data(trovata, url)}
    return render(request, "formazione/iniziativa.html", contesto)


@login_not_required
@require_safe
def iniziativa_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The appointment of one initiative; a 404 while its period is not known."""
    trovata = get_object_or_404(INIZIATIVE.con_periodo(), slug=slug)
    return _ics(str(trovata), [trovata], f"{slug}.ics")


@method_decorator(login_not_required, name="dispatch")
class CalendarioView(FilteredListView):
    """The initiatives of a year, month by month, or those of a month."""

    queryset = INIZIATIVE
    filterset_class = CalendarioFilter
    template_name = "formazione/calendario.html"

    def get_queryset(self):
        self.filterset = CalendarioFilter(self.request.GET, queryset=INIZIATIVE.all(), oggi=today())
        return self.filterset.qs

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        filtri, righe = self.filterset, list(contesto["object_list"])
        mesi, mese = filtri.mesi, filtri.mese_scelto
        prima, dopo = filtri.vicini
        return contesto | {
            "anno": str(mesi[0].anno),
            "mese": mese,
            "prima": _where(prima),
            "dopo": _where(dopo),
            "mesi": mesi,
            "per_mese": [] if mese else Iniziativa.objects.per_mese(mesi),
            "righe": month_rows(righe, mese) if mese else year_rows(righe, mesi),
            "senza_date": INIZIATIVE.senza_date()[:10],
            "indirizzo": settings.BASE_URL.rstrip("/"),
        }


def _where(vicino: dict[str, int] | None) -> dict[str, str] | None:
    """The link to a year or to a month: its address and its name."""
    if vicino is None:
        return None
    nome = str(Mese(vicino["anno"], vicino["mese"]) if "mese" in vicino else vicino["anno"])
    return {"url": f"?{urlencode(vicino)}", "nome": nome}


@login_not_required
@require_safe
def calendario_ics(request: HttpRequest) -> HttpResponse:
    """The appointments of the initiatives of which the period is known, the last ones."""
    ultime = INIZIATIVE.con_periodo().order_by("-dal", "-al", "ordine")[:APPUNTAMENTI_AL_PIU]
    return _ics("Formazione ed eventi", ultime, "formazione.ics")


def _ics(nome: str, iniziative: Iterable[Iniziativa], file: str) -> HttpResponse:
    contenuto = write_calendar(nome, appointments(iniziative, settings.BASE_URL))
    risposta = HttpResponse(contenuto, content_type=TIPO)
    risposta["Content-Disposition"] = f'attachment; filename="{file}"'
    return risposta


@method_decorator(login_not_required, name="dispatch")
class AzioneListView(FilteredListView):
    """What communication does, for whom and when; its publics, its aims, the newspapers."""

    queryset = RigaAzione.objects.order_by(*ORDINE_RIGHE)
    filterset_class = AzioneFilter
    template_name = "formazione/comunicazione.html"

    def get_paginator(self, queryset: QuerySet, *args: object, **kwargs: object) -> Paginator:
        # That an action is of some ciclo is no news, but it makes SQLite walk the index of the
        # actions in their order, where it would sort all the rows.
        cicli = [ciclo.pk for ciclo in all_cicli(self.request)]
        in_ordine = queryset.filter(azione__ciclo_id__in=cicli)
        paginator = super().get_paginator(in_ordine, *args, **kwargs)
        paginator.count = queryset.count()
        return paginator

    def read(self, page: QuerySet) -> QuerySet:
        righe = RigaAzione.objects.filter(pk__in=page.values("pk")).order_by(*ORDINE_RIGHE)
        return righe.select_related("azione__ciclo").prefetch_related(PUBBLICI)

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        ciclo = current_ciclo(self.request)
        righe = list(contesto["object_list"])
        return contesto | {
            "ciclo": ciclo,
            "azioni": self.filterset.qs.values("azione").distinct().count(),
            "grafico": actions_chart(righe) if righe else None,
            "pubblici": Pubblico.objects.filter(ciclo=ciclo).con_numeri().order_by("ordine"),
            "obiettivi": ObiettivoComunicazione.objects.filter(ciclo=ciclo).order_by("ordine"),
            "testate": Testata.objects.filter(ciclo=ciclo).order_by("genere", "ordine"),
        }


@login_not_required
@require_safe
def azione(request: HttpRequest, slug: str) -> HttpResponse:
    """One action of the communication plan: for whom, with what, when."""
    azioni = AzioneComunicazione.objects.select_related("ciclo")
    trovata = get_object_or_404(azioni.prefetch_related("righe__pubblici"), slug=slug)
    return render(request, "formazione/azione.html", {"azione": trovata})


@method_decorator(login_not_required, name="dispatch")
class ContenutoListView(FilteredListView):
    """The material for those who learn by themselves, with the aims and subjects of training."""

    queryset = Contenuto.objects.order_by("-ciclo__dal", "ordine")
    filterset_class = ContenutoFilter
    template_name = "formazione/contenuti.html"

    def get_context_data(self, **kwargs):
        ciclo = current_ciclo(self.request)
        return super().get_context_data(**kwargs) | {
            "temi": TemaFormazione.objects.filter(ciclo=ciclo),
            "obiettivi": ObiettivoFormazione.objects.filter(ciclo=ciclo),
        }
