"""The norms on which the network stands, by topic."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.elenchi import FilteredListView
from rete.filters import NormaFilter
from rete.models import Norma, TemaNorma


@method_decorator(login_not_required, name="dispatch")
class NormaListView(FilteredListView):
    """The norms, the latest first, with the topics under which they are looked for."""

    queryset = Norma.objects.prefetch_related("temi").order_by("-data", "numero")
    filterset_class = NormaFilter
    template_name = "rete/norme.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        temi = _topics()
        scelto = self.filterset.form.cleaned_data.get("tema") if self.filterset.is_valid() else None
        vuoto = any(t == scelto and not t.n_norme for t in temi)
        return super().get_context_data(temi=temi, tema=scelto, tema_vuoto=vuoto, **kwargs)


def _topics() -> list[TemaNorma]:
    """The topics in order, each with `n_norme`: how many norms are of it."""
    # Counted by row and not by norm: the index of the topics alone answers.
    coppie = Norma.temi.through.objects.filter(temanorma=OuterRef("pk")).order_by()
    quante = coppie.values("temanorma").annotate(quante=Count("pk")).values("quante")
    temi = TemaNorma.objects.annotate(n_norme=Coalesce(Subquery(quante), 0))
    return list(temi.order_by("ordine"))


@login_not_required
@require_safe
def norma(request: HttpRequest, slug: str) -> HttpResponse:
    """One norm: what it is, what it lays down, where to read it."""
    queryset = Norma.objects.prefetch_related("temi")
    return render(request, "rete/norma.html", {"norma": get_object_or_404(queryset, slug=slug)})
