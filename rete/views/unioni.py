"""Two cards of the same soggetto made one by the staff, and the list to go back from."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.elenchi import FilteredListView
from rete import permissions, unioni
from rete.filters.variazioni import UnioneFilter
from rete.forms.membri import PercheForm, UnioneForm
from rete.models import Soggetto, UnioneSoggetti
from rete.schede import side_by_side
from rete.spostamenti import grouped, moves
from rete.views.non_piu import typed
from rete.views.schede import subject_where


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """First which card goes, then what moves and what stands in the way, then the reason."""
    resta = subject_where(request, slug, permissions.can_merge)
    scelta = UnioneForm(request.GET if "con" in request.GET else None, resta=resta)
    contesto = {"soggetto": resta, "scelta": scelta}
    modulo = PercheForm(request.POST or None)
    if not (scelta.is_bound and scelta.is_valid()):
        # The other card went away while the reason was being written: it is given back.
        scritti = typed(modulo)
        contesto |= {"scritti": scritti}
        stato = 409 if scritti else 200
        return render(request, "rete/unioni/unisci.html", contesto, status=stato)
    via = scelta.cleaned_data["con"]
    if modulo.is_bound and modulo.is_valid():
        try:
            unione = unioni.merge(resta, via, modulo.cleaned_data["motivo"], request.user)
        except ValidationError as errore:
            modulo.add_error(None, errore.messages)
        else:
            messages.success(request, f"Le due schede sono una: {resta}.")
            return redirect("rete:unione", unione.codice)
    return render(request, "rete/unioni/unisci.html", {**contesto, **_seen(resta, via, modulo)})


def _seen(resta: Soggetto, via: Soggetto, modulo: PercheForm) -> dict[str, object]:
    righe = moves(via, resta)
    return {
        "via": via,
        "form": modulo,
        "campi": side_by_side(resta, via),
        "contrari": grouped([riga for riga in righe if riga.contro]),
        "gruppi": grouped([riga for riga in righe if not riga.contro]),
    }


class UnioneListView(FilteredListView):
    """The cards that were made one, the latest first."""

    filterset_class = UnioneFilter
    template_name = "rete/unioni/elenco.html"

    def get_queryset(self) -> QuerySet[UnioneSoggetti]:
        if not permissions.can_view_merges(self.request.user):
            raise Http404
        self.queryset = permissions.merges_visible_to(self.request.user).defer("dati")
        return super().get_queryset()

    def read(self, page: QuerySet) -> QuerySet:
        return page.select_related("resta", "fatta_da")


@require_safe
def unione(request: HttpRequest, codice: str) -> HttpResponse:
    """One merge: who, when, why, what moved; and the way back."""
    trovata = _visible(request, codice)
    contesto = {
        "unione": trovata,
        "spostate": len(trovata.dati["spostate"]),
        "tolte": len(trovata.dati["tolte"]),
        "campi": side_by_side(trovata.resta, unioni.card_that_went(trovata)),
        "si_annulla": trovata.annullata_il is None
        and permissions.can_undo_merge(request.user, trovata),
    }
    return render(request, "rete/unioni/unione.html", contesto)


@require_POST
def merge_undo(request: HttpRequest, codice: str) -> HttpResponse:
    """Two cards again."""
    trovata = _visible(request, codice)
    if not permissions.can_undo_merge(request.user, trovata):
        raise PermissionDenied
    try:
        unioni.undo(trovata, request.user)
    except ValidationError as errore:
        messages.error(request, " ".join(errore.messages))
    else:
        messages.success(request, "L’unione è annullata: le schede sono di nuovo due.")
    return redirect("rete:unione", codice)


def _visible(request: HttpRequest, codice: str) -> UnioneSoggetti:
    visibili = permissions.merges_visible_to(request.user)
    scelte = visibili.select_related("resta__comune", "fatta_da", "annullata_da")
    return get_object_or_404(scelte, codice=codice)
