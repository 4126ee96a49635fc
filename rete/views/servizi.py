"""The services of the territory: what was counted, and what comuni offer beyond it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.cifre import Lettura
from conciliazione.elenchi import FilteredListView
from conciliazione.periodi import today
from rete.attuale import current_ciclo
from rete.censimento import add_up, count_by_area, count_by_settore, draw_places
from rete.filters import EsempioFilter, TipologiaFilter
from rete.models import Ambito, CensimentoServizi, EsempioServizio, TipologiaServizio

CIFRE = (
    ("rete.unita", "unità d’offerta"),
    ("rete.posti", "posti"),
    ("rete.unita:sociosanitario", "unità nei servizi sociosanitari"),
    ("rete.posti:sociosanitario", "posti nei servizi sociosanitari"),
    ("rete.unita:socioassistenziale", "unità nei servizi socioassistenziali"),
    ("rete.posti:socioassistenziale", "posti nei servizi socioassistenziali"),
)
TOTALE = ("rete.tipologie", "rete.unita", "rete.posti")


@method_decorator(login_not_required, name="dispatch")
class TipologiaListView(FilteredListView):
    """The kinds of service with their units and places on the territory, or in one ambito."""

    filterset_class = TipologiaFilter
    paginate_by = 50
    template_name = "rete/servizi/servizi.html"

    def get_queryset(self):
        self.ciclo = current_ciclo(self.request)
        self.queryset = TipologiaServizio.objects.all()
        scelte = super().get_queryset()
        self.ambito = self.filterset.form.cleaned_data.get("ambito")
        censiti = CensimentoServizi.objects.filter(ciclo=self.ciclo, ambito=self.ambito)
        self.censiti = censiti.order_by()
        return scelte.prefetch_related(Prefetch("censimenti", self.censiti, to_attr="censiti"))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        lettura = Lettura(self.ciclo, today())
        conti = lettura.once(count_by_settore)
        return super().get_context_data(
            cifre=[(lettura.read(chiave), etichetta) for chiave, etichetta in CIFRE],
            con_ambiti=self.is_counted_by_ambito(),
            ambito=self.ambito,
            ambito_senza_numeri=self.ambito and not self.censiti.exists(),
            somma=self.sums_of_choice() if self.is_filtered else add_up(conti.values()),
            contati=bool(conti),
            **kwargs,
        )

    def is_counted_by_ambito(self) -> bool:
        """Whether the census of the ciclo says anything of some ambito."""
        # Asked for each ambito, which are few: those of the whole territory are not read.
        del_ciclo = CensimentoServizi.objects.filter(ciclo=self.ciclo)
        return del_ciclo.filter(ambito__in=Ambito.objects.all()).exists()

    @property
    def is_filtered(self) -> bool:
        """Whether a filter leaves something out."""
        return any(self.filterset.form.cleaned_data.values())

    def sums_of_choice(self) -> dict[str, int]:
        """Kinds, units and places of the kinds that the filters chose."""
        return self.censiti.filter(tipologia__in=self.filterset.qs.values("pk")).sums()


@login_not_required
@require_safe
def aree(request: HttpRequest) -> HttpResponse:
    """How many services and places there are for each area, on the whole territory."""
    lettura = Lettura(current_ciclo(request), today())
    contate = count_by_area(lettura.ciclo)
    contesto = {
        "aree": contate,
        "totale": [lettura.write(chiave) for chiave in TOTALE],
        "grafico": draw_places(contate),
    }
    return render(request, "rete/servizi/aree.html", contesto)


@method_decorator(login_not_required, name="dispatch")
class EsempioListView(FilteredListView):
    """What comuni offer beyond the census, by whom it is for."""

    filterset_class = EsempioFilter
    paginate_by = 100
    template_name = "rete/servizi/esempi.html"

    def get_queryset(self):
        self.queryset = EsempioServizio.objects.filter(ciclo=current_ciclo(self.request))
        return super().get_queryset()


@login_not_required
@require_safe
def tipologia(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of service: how many there are in each ciclo, and in each ambito if counted."""
    censimenti = CensimentoServizi.objects.select_related("ciclo", "ambito")
    queryset = TipologiaServizio.objects.prefetch_related(
        Prefetch("censimenti", censimenti.totali().order_by("-ciclo__dal"), to_attr="totali"),
        Prefetch(
            "censimenti",
            censimenti.exclude(ambito=None).order_by("-ciclo__dal", "ambito__denominazione"),
            to_attr="dettagli",
        ),
    )
    contesto = {
        "tipologia": get_object_or_404(queryset, slug=slug),
        "ambiti_in_tutto": Ambito.objects.count(),
    }
    return render(request, "rete/servizi/tipologia.html", contesto)
