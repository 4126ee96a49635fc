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
from rete.censimento import add_up, count_by_area, count_services, draw_places
from rete.filters import EsempioFilter, TipologiaFilter
from rete.models import Ambito, CensimentoServizi, Ciclo, EsempioServizio, TipologiaServizio

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
        self.ciclo = Ciclo.objects.current()
        self.queryset = TipologiaServizio.objects.all()
        scelte = super().get_queryset()
        self.ambito = self.filterset.form.cleaned_data.get("ambito")
        self.censiti = CensimentoServizi.objects.filter(ciclo=self.ciclo, ambito=self.ambito)
        return scelte.prefetch_related(Prefetch("censimenti", self.censiti, to_attr="censiti"))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        lettura = Lettura(self.ciclo, today())
        del_ciclo = CensimentoServizi.objects.filter(ciclo=self.ciclo)
        conti = lettura.once(count_services)
        aree = count_by_area(conti)
        return super().get_context_data(
            cifre=[(lettura.read(chiave), etichetta) for chiave, etichetta in CIFRE],
            totale=[lettura.write(chiave) for chiave in TOTALE],
            con_ambiti=del_ciclo.exclude(ambito=None).exists(),
            ambito=self.ambito,
            ambito_senza_numeri=self.ambito and not self.censiti.exists(),
            somma=self.sums_of_choice() if self.is_filtered else add_up(conti),
            aree=aree,
            grafico=draw_places(aree),
            **kwargs,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether a filter leaves something out."""
        return any(self.filterset.form.cleaned_data.values())

    def sums_of_choice(self) -> dict[str, int]:
        """Kinds, units and places of the kinds that the filters chose."""
        return self.censiti.filter(tipologia__in=self.filterset.qs.values("pk")).sums()


@method_decorator(login_not_required, name="dispatch")
class EsempioListView(FilteredListView):
    """What comuni offer beyond the census, by whom it is for."""

    filterset_class = EsempioFilter
    paginate_by = 100
    template_name = "rete/servizi/esempi.html"

    def get_queryset(self):
        self.queryset = EsempioServizio.objects.filter(ciclo=Ciclo.objects.current())
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
