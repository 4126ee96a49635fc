"""What the staff find out about a membership request: the register, the check list, the notes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.ricevute import once
from conciliazione.transizioni import StaleState, available, perform
from rete.attuale import acting_as
from rete.confronto import candidates, differences, is_new_by_choice
from rete.forms.istruttoria import CercaSoggettoForm, NotaForm, VerificheForm
from rete.istruttoria import check_list, record_checks, write_note
from rete.models import DomandaAdesione, Soggetto
from rete.permissions import can_examine_application
from rete.views.passi_domanda import RUOLI, visible_request


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, codice: str) -> HttpResponse:
    """The request beside the soggetti that it may be; a POST says which, or none of them."""
    trovata = _examined(request, codice)
    if request.method == "POST":
        return _match(request, trovata)
    ricerca = CercaSoggettoForm(request.GET)
    cercato = ricerca.cleaned_data["cerca"] if ricerca.is_valid() else ""
    candidati = candidates(trovata, cercato)
    contesto = {
        "domanda": trovata,
        "ricerca": ricerca,
        "cercato": cercato,
        "candidati": [(c, differences(trovata, c.soggetto)) for c in candidati],
        "nuovo": is_new_by_choice(trovata),
        "si_puo": "match" in available(trovata, request.user),
    }
    return render(request, "rete/domande/confronto.html", contesto)


def _match(request: HttpRequest, trovata: DomandaAdesione) -> HttpResponse:
    slug = request.POST.get("soggetto", "").replace("\0", "")
    soggetto = get_object_or_404(Soggetto, slug=slug) if slug else None
    veste = acting_as(request, *RUOLI)
    try:
        perform(trovata, "match", request.user, acting_as=veste, soggetto=soggetto)
    except StaleState as errore:
        messages.error(request, str(errore))
        return redirect("rete:application_compare", trovata.codice)
    detto = f"La domanda è di «{soggetto}»." if soggetto else "La domanda è di un soggetto nuovo."
    messages.success(request, detto)
    return redirect(trovata)


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest, codice: str) -> HttpResponse:
    """The check list."""
    trovata = _examined(request, codice)
    voci = check_list(trovata)
    modulo = VerificheForm(request.POST if request.method == "POST" else None, voci=voci)
    if modulo.is_bound and modulo.is_valid():
        record_checks(trovata, request.user, modulo.changed())
        messages.success(request, "I controlli sono salvati.")
        return redirect(f"{trovata.get_absolute_url()}#controlli")
    contesto = {"domanda": trovata, "form": modulo, "righe": modulo.rows()}
    return render(request, "rete/domande/verifiche.html", contesto)


@require_POST
def note(request: HttpRequest, codice: str) -> HttpResponse:
    """A note for the colleagues; a double click writes it once."""
    trovata = _examined(request, codice)
    modulo = NotaForm(request.POST)
    if not modulo.is_valid():
        return render(request, "rete/domande/nota.html", {"domanda": trovata, "form": modulo})

    def create() -> int:
        return write_note(trovata, request.user, modulo.cleaned_data["testo"]).pk

    once(request.user, f"nota-domanda:{trovata.codice}", modulo.cleaned_data["gettone"], create)
    messages.success(request, "La nota è scritta.")
    return redirect(f"{trovata.get_absolute_url()}#note")


def _examined(request: HttpRequest, codice: str) -> DomandaAdesione:
    """The request, for who examines it.

    Raises:
        Http404: the person reads no such request.
        PermissionDenied: the person reads requests and does not examine them.
    """
    trovata = visible_request(request, codice)
    if not can_examine_application(request.user, trovata):
        raise PermissionDenied
    return trovata
