"""What the referenti ask to change of their cards, for who decides."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.elenchi import FilteredListView
from conciliazione.models import Passaggio
from conciliazione.transizioni import StaleState, available, perform
from rete import permissions
from rete.attuale import acting_as
from rete.filters.variazioni import VariazioneFilter
from rete.forms.soggetti import MotivoForm
from rete.models import RichiestaVariazione
from rete.variazioni import compare
from rete.views.non_piu import too_late, why_stale


class VariazioneListView(FilteredListView):
    """The requests of change, those to examine first."""

    filterset_class = VariazioneFilter
    template_name = "rete/variazioni/elenco.html"

    def get_queryset(self) -> QuerySet[RichiestaVariazione]:
        if not permissions.can_view_changes(self.request.user):
            raise Http404
        visibili = permissions.changes_visible_to(self.request.user)
        self.queryset = visibili.order_by(
            F("decisa_il").desc(nulls_first=True), "-chiesta_il", "-pk"
        )
        return super().get_queryset()

    def read(self, page: QuerySet) -> QuerySet:
        return page.select_related("soggetto", "chiesta_da")


@require_safe
def variazione(request: HttpRequest, codice: str) -> HttpResponse:
    """One request: what would change, and the two ways out."""
    return _show(request, _visible(request, codice), MotivoForm())


@require_POST
def change_accept(request: HttpRequest, codice: str) -> HttpResponse:
    """Write on the card what was asked."""
    richiesta = _visible(request, codice)
    try:
        perform(richiesta, "accept_change", request.user, acting_as=acting_as(request))
    except (StaleState, ValidationError) as errore:
        messages.error(request, _said(errore))
    else:
        messages.success(request, "La scheda è aggiornata e il referente è avvisato.")
    return redirect("rete:variazione", codice)


@require_http_methods(["POST"])
def change_refuse(request: HttpRequest, codice: str) -> HttpResponse:
    """Leave the card as it is, and say why."""
    richiesta, modulo = _visible(request, codice), MotivoForm(request.POST)
    if not modulo.is_valid():
        return _show(request, richiesta, modulo)
    motivo = modulo.cleaned_data["motivo"]
    try:
        perform(
            richiesta, "refuse_change", request.user, reason=motivo, acting_as=acting_as(request)
        )
    except StaleState as errore:
        torna = reverse("rete:variazione", args=[codice])
        return too_late(request, modulo, why_stale(errore), torna, "alla richiesta")
    messages.success(request, "La richiesta è respinta e il referente è avvisato.")
    return redirect("rete:variazione", codice)


def _visible(request: HttpRequest, codice: str) -> RichiestaVariazione:
    visibili = permissions.changes_visible_to(request.user)
    return get_object_or_404(visibili.select_related("soggetto", "chiesta_da"), codice=codice)


def _show(request: HttpRequest, richiesta: RichiestaVariazione, modulo: MotivoForm) -> HttpResponse:
    contesto = {
        "richiesta": richiesta,
        "righe": compare(richiesta),
        "si_decide": bool(available(richiesta, request.user)),
        "form": modulo,
        "passaggi": Passaggio.objects.about(richiesta).select_related("autore"),
    }
    return render(request, "rete/variazioni/variazione.html", contesto)


def _said(errore: StaleState | ValidationError) -> str:
    return " ".join(errore.messages) if isinstance(errore, ValidationError) else str(errore)
