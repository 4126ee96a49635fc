"""The territory: its comuni and ambiti, and the members of the network in each."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.utils.decorators import method_decorator

from conciliazione.elenchi import FilteredListView
from rete.attuale import current_ciclo
from rete.filters import ComuneFilter
from rete.models import Ambito, Ciclo, Comune
from rete.pannelli import read_figures
from rete.territorio import draw_members, read_presence


@method_decorator(login_not_required, name="dispatch")
class TerritorioView(FilteredListView):
    """The comuni with their members, in a table and on the map of all of them."""

    filterset_class = ComuneFilter
    paginate_by = 100
    template_name = "rete/territorio.html"

    def get_queryset(self):
        self.ciclo = current_ciclo(self.request)
        self.queryset = _comuni(self.ciclo).defer("confine")
        return super().get_queryset()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        ambiti = Ambito.objects.con_numeri(self.ciclo).select_related("distretto")
        ambiti = ambiti.order_by("denominazione")
        return super().get_context_data(
            ambiti=ambiti,
            mappa=draw_members(list(_comuni(self.ciclo))),
            presenza=read_presence(read_figures(self.request)),
            **kwargs,
        )


def _comuni(ciclo: Ciclo | None) -> QuerySet[Comune]:
    return Comune.objects.con_numeri(ciclo).select_related("ambito").order_by("denominazione")
