"""The public pages of the alliances, and those on which il capofila writes its agreements."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from alleanze.composizione import members
from alleanze.enums import RuoloPartenariato
from alleanze.filters import AlleanzaFilter
from alleanze.forms import ConvenzioneForm, NuovaConvenzioneForm
from alleanze.models import Alleanza, Convenzione, Partenariato
from alleanze.permissions import agreements_visible_to, can_write_agreement
from alleanze.territorio import comuni_of, map_block
from conciliazione import riquadri
from conciliazione.elenchi import FilteredListView
from conciliazione.ricevute import once
from rete.models import Comune

# The newest cycle first.
ORDINE = ("-ciclo__dal", "ordine", "denominazione")
# Boundaries are large: only the map reads them.
COMUNI = Prefetch("ambiti__comuni", Comune.objects.defer("confine"))
# Of the partners the list says only how many they are.
CAPOFILA = Prefetch(
    "partenariati",
    Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA)
    .select_related("soggetto")
    .order_by("ordine"),
)


@method_decorator(login_not_required, name="dispatch")
class AlleanzaListView(FilteredListView):
    """The alliances of every cycle."""

    queryset = Alleanza.objects.order_by(*ORDINE)
    filterset_class = AlleanzaFilter
    template_name = "alleanze/alleanze.html"

    def read(self, page: QuerySet) -> QuerySet:
        righe = Alleanza.objects.con_numeri().filter(pk__in=page.values("pk")).order_by(*ORDINE)
        return righe.select_related("ciclo").prefetch_related(CAPOFILA)


@login_not_required
@require_safe
def alleanza(request: HttpRequest, slug: str) -> HttpResponse:
    """One alliance: who is in it, where it works, and what the rooms above know of it."""
    queryset = (
        Alleanza.objects.con_numeri()
        .select_related("ciclo")
        .prefetch_related("partenariati__soggetto", COMUNI)
    )
    trovata = get_object_or_404(queryset, slug=slug)
    contesto = {
        "alleanza": trovata,
        "membri": members(trovata.partenariati.all()),
        "convenzioni": agreements_visible_to(request.user)
        .filter(alleanza=trovata)
        .prefetch_related("parti"),
        "scrive_convenzioni": can_write_agreement(request.user, trovata),
        "riquadri": riquadri.panels("alleanza", request.user, trovata),
    }
    return render(request, "alleanze/alleanza.html", contesto)


@login_not_required
@require_safe
def mappa(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of the comuni of an alliance, with its table."""
    trovata = get_object_or_404(Alleanza.objects.select_related("ciclo"), slug=slug)
    comuni = comuni_of(trovata)
    contesto = {"alleanza": trovata, "comuni": comuni, "disegno": map_block(trovata, comuni)}
    return render(request, "alleanze/mappa.html", contesto)


def led_alliance(request: HttpRequest, slug: str) -> Alleanza:
    """The alliance, for who leads it.

    Raises:
        Http404: there is none.
        PermissionDenied: the person does not lead it.
    """
    trovata = get_object_or_404(Alleanza, slug=slug)
    if not can_write_agreement(request.user, trovata):
        raise PermissionDenied
    return trovata


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new agreement; a double click makes one."""
    trovata = led_alliance(request, slug)
    modulo = NuovaConvenzioneForm(
        request.POST if request.method == "POST" else None, alleanza=trovata
    )
    if modulo.is_bound and modulo.is_valid():
        gettone, scopo = modulo.cleaned_data["gettone"], f"convenzione:{slug}"
        once(request.user, scopo, gettone, lambda: modulo.save().codice)
        messages.success(request, "La convenzione è fra quelle dell’alleanza.")
        return redirect(f"{trovata.get_absolute_url()}#convenzioni")
    return render(request, "alleanze/convenzione.html", {"alleanza": trovata, "form": modulo})


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, slug: str, codice: str) -> HttpResponse:
    """Correct an agreement; of two who do at once nobody's text is lost."""
    trovata = led_alliance(request, slug)
    convenzione = get_object_or_404(Convenzione, alleanza=trovata, codice=codice)
    modulo = ConvenzioneForm(
        request.POST if request.method == "POST" else None, instance=convenzione
    )
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "La convenzione è salvata.")
        return redirect(f"{trovata.get_absolute_url()}#convenzioni")
    contesto = {"alleanza": trovata, "convenzione": convenzione, "form": modulo}
    return render(request, "alleanze/convenzione.html", contesto)
