"""What a project owes in a window: its lines, written in place, then delivered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.enums import TipoDocumento
from conciliazione.orologio import read_clock
from conciliazione.riquadri import panels
from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState, available, perform
from progetti import foglio_consegna
from progetti.foglio_risultati import read_cells
from progetti.forms.consegna import ConsegnaForm, FoglioForm
from progetti.forms.prove import FileProvaForm
from progetti.models import Consegna
from progetti.permissions import can_report
from progetti.prova_di_riga import prove_line
from progetti.righe_consegna import lines
from progetti.views.monitoraggio.accesso import (
    followed_delivery,
    indicator_at,
    reported_delivery,
)
from rete.attuale import acting_as

FILE, FILE_AL_PIU, IN_SECONDI = "file-prova", 120, 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def consegna(request: HttpRequest, codice: str) -> HttpResponse:
    """The lines of a project in a window; who runs it writes them here."""
    trovata = followed_delivery(request, codice)
    scrive = can_report(request.user, trovata.progetto)
    if request.method == "POST" and not scrive:
        raise PermissionDenied
    modulo = _form(request, trovata, scrive=scrive)
    if not modulo.is_bound:
        return _page(request, trovata, modulo)
    salvato = modulo.save(request.user)
    if salvato and "consegna" in request.POST and not request.htmx:
        return _deliver(request, trovata)
    if salvato and not request.htmx:
        messages.success(request, "I risultati sono salvati.")
        return redirect(trovata)
    modulo.show_current(lines(trovata))
    return _answer(request, trovata, modulo)


def _form(request: HttpRequest, consegna: Consegna, *, scrive: bool) -> ConsegnaForm:
    dati = request.POST if request.method == "POST" else None
    aperta = Consegna.objects.taking_reports().filter(pk=consegna.pk).exists()
    # What reaches us too late is read all the same: it is given back, with the reason.
    scrive = scrive and (aperta or dati is not None)
    return ConsegnaForm(dati, consegna=consegna, righe=lines(consegna), scrive=scrive)


def _deliver(request: HttpRequest, consegna: Consegna) -> HttpResponse:
    try:
        perform(consegna, "deliver", request.user, acting_as=acting_as(request))
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, "I risultati sono consegnati: ora si verificano.")
    return redirect(consegna)


def _answer(request: HttpRequest, consegna: Consegna, modulo: ConsegnaForm) -> HttpResponse:
    """The page; to the saving that goes on by itself, only whether it worked."""
    if not request.htmx:
        return _page(request, consegna, modulo)
    contesto = {"form": modulo, "ora": timezone.localtime()}
    return render(request, "progetti/monitoraggio/_salvataggio.html", contesto)


def _page(request: HttpRequest, consegna: Consegna, modulo: ConsegnaForm) -> HttpResponse:
    righe = modulo.righe
    contesto = {
        "consegna": consegna,
        "progetto": consegna.progetto,
        "finestra": consegna.finestra,
        "form": modulo,
        "gruppi": list(modulo.groups()),
        "scrive": bool(modulo.fields),
        "riporta": can_report(request.user, consegna.progetto),
        "azioni": available(consegna, request.user),
        "aperta": Consegna.objects.taking_reports().filter(pk=consegna.pk).exists(),
        "adesso": read_clock(),
        "non_misurati": sum(not r.is_reported for r in righe),
        "senza_prova": sum(r.lacks_proof for r in righe),
        "restituiti": [r for r in righe if r.is_returned],
        "proroghe": list(consegna.proroghe.all()),
        "riquadri": panels("consegna", request.user, consegna),
    }
    return render(request, "progetti/monitoraggio/consegna.html", contesto)


@require_safe
def sheet(request: HttpRequest, codice: str) -> HttpResponse:
    """The lines as an XLSX, to be filled away from the portal."""
    trovata = reported_delivery(request, codice)
    nome = f"consegna-{trovata.progetto.slug}-{trovata.finestra.dal:%Y-%m}.xlsx"
    return HttpResponse(
        foglio_consegna.sheet(lines(trovata)),
        content_type=TipoDocumento.XLSX.value,
        headers={"Content-Disposition": f'attachment; filename="{nome}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: HttpRequest, codice: str) -> HttpResponse:
    """A filled sheet: its errors by cell, what would change; confirmed, it is saved as typed."""
    trovata = reported_delivery(request, codice)
    if request.method == "POST" and is_too_often(request, FILE, FILE_AL_PIU, IN_SECONDI):
        risposta = render(request, "429.html", status=429)
        risposta["Retry-After"] = str(IN_SECONDI)
        return risposta
    inviati = (request.POST, request.FILES) if request.method == "POST" else ()
    modulo = FoglioForm(*inviati)
    letto = _read_sheet(trovata, modulo) if modulo.is_bound else None
    contesto = {
        "consegna": trovata,
        "form": modulo,
        "letto": letto,
        "conferma": _as_typed(letto) if letto and not letto.errori else [],
    }
    return render(request, "progetti/monitoraggio/importa.html", contesto)


def _read_sheet(consegna: Consegna, modulo: FoglioForm) -> foglio_consegna.Letto | None:
    if not modulo.is_valid():
        return None
    try:
        celle = read_cells(modulo.cleaned_data["file"])
    except ValidationError as errore:
        modulo.add_error("file", errore)
        return None
    return foglio_consegna.read(celle, lines(consegna))


def _as_typed(letto: foglio_consegna.Letto) -> list[tuple[str, str]]:
    """The fields of the page of the delivery, as if what the sheet changes had been typed."""
    campi: dict[str, str] = {}
    for cambio in letto.cambi:
        adesso = ConsegnaForm.typed(cambio.riga)
        campi |= adesso | {f"initial-{nome}": valore for nome, valore in adesso.items()}
    for cambio in letto.cambi:
        campi[f"{cambio.campo}-{cambio.riga.chiave}"] = cambio.dopo
    return list(campi.items())


@require_http_methods(["POST"])
def line_proof(
    request: HttpRequest, codice: str, obiettivo: int, risultato: int, ordine: int
) -> HttpResponse:
    """A file chosen beside a line: a proof with what is known already, counted at once."""
    trovata = reported_delivery(request, codice)
    indicatore = indicator_at(trovata.progetto, (obiettivo, risultato, ordine))
    if is_too_often(request, FILE, FILE_AL_PIU, IN_SECONDI):
        risposta = render(request, "429.html", status=429)
        risposta["Retry-After"] = str(IN_SECONDI)
        return risposta
    modulo = FileProvaForm(request.POST, request.FILES)
    qui = f"{trovata.get_absolute_url()}#riga-{obiettivo}-{risultato}-{ordine}"
    if not modulo.is_valid():
        messages.error(request, " ".join(str(e) for e in modulo.errors["file"]))
        return redirect(qui)
    file = modulo.cleaned_data["file"]
    try:
        prova = prove_line(trovata, indicatore, file, request.user, acting_as(request))
    except (ValidationError, StaleState) as errore:
        detti = errore.messages if isinstance(errore, ValidationError) else [str(errore)]
        messages.error(request, " ".join(detti))
        return redirect(qui)
    if prova.counts:
        messages.success(request, f"«{prova}» è fra le prove di «{indicatore}».")
        return redirect(qui)
    messages.warning(request, "Il file è salvato: manca da dire quanto conta.")
    return redirect(prova)
