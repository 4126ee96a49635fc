"""The monitoring windows: opened, changed until they open, followed project by project."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.guardie import said_in_words
from conciliazione.ricevute import made_before, once
from conciliazione.transizioni import StaleState, TooLate, available, perform, transitions_of
from progetti.cruscotto import with_numbers
from progetti.finestre import GIA_APERTA, change_window, open_window, propose
from progetti.forms.finestre import ChiudiForm, FinestraForm, NuovaFinestraForm, ProrogaForm
from progetti.models import Consegna, FinestraMonitoraggio
from progetti.permissions import (
    can_add_window,
    can_close_delivery,
    can_edit_window,
    can_extend,
    can_view_windows,
)
from progetti.stato_finestre import read_window, windows
from rete.attuale import acting_as, current_ciclo
from rete.views.non_piu import too_late, why_stale

FATTI = {
    "extend": "Il progetto ha più tempo: chi lo conduce riceve un’e-mail.",
    "close": "La finestra è chiusa per il progetto: i suoi valori sono fissati.",
}
SCOPO = "finestra"
SENZA_CICLO = "Non c’è ancora un ciclo di programmazione: prima lo si registra."


def check_reader(request: HttpRequest) -> None:
    """Raises PermissionDenied: the person does not read the windows."""
    if not can_view_windows(request.user):
        raise PermissionDenied


def window_to_read(request: HttpRequest, codice: str) -> FinestraMonitoraggio:
    """The window, for who reads them.

    Raises:
        PermissionDenied: the person does not.
        Http404: there is none.
    """
    check_reader(request)
    righe = FinestraMonitoraggio.objects.select_related("ciclo", "creata_da")
    return get_object_or_404(righe, codice=codice)


def _page_of(finestra: FinestraMonitoraggio) -> str:
    return reverse("monitoraggio:finestra", args=[finestra.codice])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The windows, the latest first."""
    check_reader(request)
    contesto = {"finestre": windows(), "aggiunge": can_add_window(request.user)}
    return render(request, "progetti/monitoraggio/finestre.html", contesto)


@require_safe
def finestra(request: HttpRequest, codice: str) -> HttpResponse:
    """A window, with how far each project is."""
    trovata = window_to_read(request, codice)
    quadro = read_window(trovata)
    contesto = {
        "finestra": trovata,
        "quadro": quadro,
        "righe": [(d, _offered(d.consegna, request)) for d in quadro.righe],
        "modifica": can_edit_window(request.user, trovata),
    }
    return render(request, "progetti/monitoraggio/finestra.html", contesto)


def _offered(consegna: Consegna, request: HttpRequest) -> list[str]:
    """The steps of this page that the person may take: who reports the project is not asked."""
    passi = transitions_of(consegna)
    return [
        verbo
        for verbo in FATTI
        if consegna.stato in passi[verbo].da and passi[verbo].who(request.user, consegna)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new window, its days filled in from the last one; a double click makes one."""
    if not can_add_window(request.user):
        raise PermissionDenied
    ciclo = current_ciclo()
    if ciclo is None:
        messages.warning(request, SENZA_CICLO)
        return redirect("monitoraggio:finestre")
    dati = request.POST if request.method == "POST" else None
    # The second press of a double click would be refused: what the first made is there.
    if dati and (codice := made_before(request.user, SCOPO, dati.get("gettone", ""))):
        return redirect("monitoraggio:finestra", codice)
    modulo = NuovaFinestraForm(dati, instance=propose(ciclo))
    if modulo.is_bound and modulo.is_valid() and (codice := _made(request, modulo)):
        messages.success(
            request, "La finestra è registrata: ogni progetto del ciclo vi deve i suoi risultati."
        )
        return redirect("monitoraggio:finestra", codice)
    return render(request, "progetti/monitoraggio/finestra_modulo.html", {"form": modulo})


def _made(request: HttpRequest, modulo: NuovaFinestraForm) -> str:
    """The code of the window; empty where somebody took its days at that very moment."""
    nuova = modulo.instance
    nuova.creata_da = request.user
    gettone = modulo.cleaned_data["gettone"]
    try:
        with said_in_words(FinestraMonitoraggio):
            return once(request.user, SCOPO, gettone, lambda: open_window(nuova).codice)[0]
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, codice: str) -> HttpResponse:
    """Change a window that is not open yet; of two who do at once nobody's text is lost."""
    trovata = window_to_read(request, codice)
    if not can_add_window(request.user):
        raise PermissionDenied
    dati = request.POST if request.method == "POST" else None
    modulo = FinestraForm(dati, instance=trovata)
    torna = (_page_of(trovata), "alla finestra")
    try:
        if not can_edit_window(request.user, trovata):
            raise TooLate(GIA_APERTA)
        if modulo.is_bound and modulo.is_valid():
            with said_in_words(FinestraMonitoraggio):
                salvata = change_window(trovata, modulo.save_if_unchanged)
            if salvata:
                messages.success(request, "La finestra è cambiata, con le scadenze dei progetti.")
                return redirect("monitoraggio:finestra", codice)
    except TooLate as errore:
        return too_late(request, modulo, str(errore), *torna)
    contesto = {"form": modulo, "finestra": trovata}
    return render(request, "progetti/monitoraggio/finestra_modulo.html", contesto)


def delivery_to_move(request: HttpRequest, codice: str) -> Consegna:
    """What a project owes in a window, for who reads the windows.

    Raises:
        PermissionDenied: the person does not.
        Http404: there is none.
    """
    check_reader(request)
    righe = Consegna.objects.select_related("finestra", "progetto__alleanza", "progetto__ciclo")
    return get_object_or_404(righe, codice=codice)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, codice: str) -> HttpResponse:
    """More time for one project, with its reason: the others keep their term."""
    consegna = delivery_to_move(request, codice)
    if not can_extend(request.user, consegna):
        raise PermissionDenied
    modulo = ProrogaForm(request.POST if request.method == "POST" else None, consegna=consegna)
    return _step(request, consegna, "extend", modulo)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, codice: str) -> HttpResponse:
    """Freeze what a project reported, before its time to be verified is over."""
    consegna = delivery_to_move(request, codice)
    if not can_close_delivery(request.user, consegna):
        raise PermissionDenied
    modulo = ChiudiForm(request.POST if request.method == "POST" else None, consegna=consegna)
    return _step(request, consegna, "close", modulo)


def _step(
    request: HttpRequest, consegna: Consegna, verbo: str, modulo: ProrogaForm | ChiudiForm
) -> HttpResponse:
    torna = (_page_of(consegna.finestra), "alla finestra")
    if verbo not in available(consegna, request.user):
        perche = f"Adesso la consegna è «{consegna.get_stato_display()}»."
        return too_late(request, modulo, perche, *torna)
    if modulo.is_bound and modulo.is_valid():
        try:
            _move(request, consegna, verbo, modulo.cleaned_data)
        except StaleState as errore:
            return too_late(request, modulo, why_stale(errore), *torna)
        except ValidationError as errore:
            detti = (
                errore.message_dict if hasattr(errore, "error_dict") else {None: errore.messages}
            )
            for campo, frasi in detti.items():
                modulo.add_error(campo if campo in modulo.fields else None, frasi)
        else:
            messages.success(request, FATTI[verbo])
            return redirect(torna[0])
    contesto = {
        "consegna": consegna,
        "form": modulo,
        "transizione": transitions_of(consegna)[verbo],
        "verbo": verbo,
        "torna": torna[0],
        "dovuta": with_numbers([consegna], set())[0],
    }
    return render(request, "progetti/monitoraggio/passo_consegna.html", contesto)


def _move(request: HttpRequest, consegna: Consegna, verbo: str, dati: dict[str, object]) -> None:
    consegna.versione = dati["versione"]
    altro = {"fino_a": dati["fino_a"]} if "fino_a" in dati else {}
    motivo = dati.get("motivo", "")
    perform(consegna, verbo, request.user, reason=motivo, acting_as=acting_as(request), **altro)
