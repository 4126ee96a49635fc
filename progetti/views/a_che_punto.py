"""The public page of where the projects are, verified figures only."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.utils.decorators import method_decorator

from conciliazione.elenchi import FilteredListView
from conciliazione.periodi import today
from progetti.a_che_punto import ALBERO, GRUPPI, Punto, points
from progetti.filters import PuntoFilter
from progetti.models import Progetto

ORDINE = ("-ciclo__dal", "lettera")
PER_PAGINA = 5


@method_decorator(login_not_required, name="dispatch")
class PuntoListView(FilteredListView):
    """The projects of every ciclo, each with its objectives and how far the indicators are."""

    queryset = Progetto.objects.order_by(*ORDINE)
    filterset_class = PuntoFilter
    template_name = "progetti/a_che_punto.html"
    paginate_by = PER_PAGINA

    @property
    def giorno(self) -> date | None:
        """The day that was asked for; None for today."""
        return self.filterset.form.cleaned_data.get("al")

    def read(self, page: QuerySet) -> list[Punto]:
        righe = Progetto.objects.filter(pk__in=list(page.values_list("pk", flat=True)))
        righe = righe.select_related("ciclo", "alleanza").order_by(*ORDINE)
        lette = righe.defer("contesto", "introduzione", "ricerca").prefetch_related(ALBERO)
        return points(lette, self.giorno or today())

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        giorno = self.giorno
        return super().get_context_data(
            gruppi=GRUPPI,
            giorno=giorno,
            al=giorno or today(),
            query=f"?al={giorno.isoformat()}" if giorno else "",
            **kwargs,
        )
