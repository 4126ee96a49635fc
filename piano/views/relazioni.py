"""The monitoring reports: read, written in their boxes, compiled, delivered, transmitted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.documenti import serve
from conciliazione.forms import ReceiptForm
from conciliazione.models import Elaborazione
from conciliazione.ricevute import once
from conciliazione.testo import render_markdown
from conciliazione.transizioni import StaleState, available, perform
from piano import permissions
from piano.enums import StatoRelazione
from piano.forms import DeliverReportForm, RelazioneForm, TransmitReportForm
from piano.models import CompilazioneRelazione, Relazione
from piano.relazioni import compilazione, stesura
from piano.relazioni.capitoli import chapters
from piano.relazioni.dati import compile_report
from piano.views.lavoro import AGGIORNA_SECONDI
from progetti.models import Consegna, FinestraMonitoraggio
from progetti.permissions import projects_followed_by
from rete.attuale import acting_as
from rete.permissions import is_operatore

SCOPO = "relazione"
GIA_CONSEGNATA = (
    "La relazione è già stata consegnata e non cambia più: ciò che si è scritto qui non è salvato."
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The reports that one reads, the last window first; for all others there is no such page."""
    if not permissions.can_view_reports(request.user):
        raise Http404
    righe = permissions.reports_visible_to(request.user)
    contesto = {
        "relazioni": righe.select_related("finestra__ciclo", "progetto"),
        "da_cominciare": _windows_without(request),
    }
    return render(request, "piano/relazioni/elenco.html", contesto)


def _windows_without(request: HttpRequest) -> QuerySet[FinestraMonitoraggio] | tuple:
    """The windows of which the whole Piano has no report yet, for who writes it."""
    if not is_operatore(request.user):
        return ()
    scritte = Relazione.objects.filter(progetto=None).values("finestra")
    return FinestraMonitoraggio.objects.exclude(pk__in=scritte).select_related("ciclo")


# --- Beginning --------------------------------------------------------------------------------


@require_POST
def begin(request: HttpRequest, codice: str) -> HttpResponse:
    """The report of a project in a window, made if there is none; for who runs it."""
    consegne = Consegna.objects.filter(progetto__in=projects_followed_by(request.user))
    consegna = get_object_or_404(consegne.select_related("finestra", "progetto"), codice=codice)
    return _begin(request, Relazione(finestra=consegna.finestra, progetto=consegna.progetto))


@require_POST
def begin_whole(request: HttpRequest, codice: str) -> HttpResponse:
    """The report of the whole Piano in a window, made if there is none; for the operatori."""
    if not is_operatore(request.user):
        raise Http404
    finestra = get_object_or_404(FinestraMonitoraggio, codice=codice)
    return _begin(request, Relazione(finestra=finestra))


def _begin(request: HttpRequest, nuova: Relazione) -> HttpResponse:
    if not permissions.can_write_report(request.user, nuova):
        raise PermissionDenied
    return redirect(stesura.begin(nuova.finestra, nuova.progetto))


# --- Reading and writing ----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def relazione(request: HttpRequest, codice: str) -> HttpResponse:
    """A report: its boxes, for who writes it, and what it says; delivered, as it was delivered."""
    trovata = _visible(request, codice)
    scrive = permissions.can_write_report(request.user, trovata)
    if request.method == "POST" and not scrive:
        raise PermissionDenied
    if request.method == "POST":
        return _save(request, trovata)
    return _page(request, trovata, RelazioneForm(instance=trovata) if scrive else None)


def _save(request: HttpRequest, trovata: Relazione) -> HttpResponse:
    modulo = RelazioneForm(request.POST, instance=trovata)
    # What reaches us after the delivery is refused, and given back.
    salvato = modulo.save_valid()
    if request.htmx:
        if not modulo.superato:
            modulo.take_saved_version()
        contesto = {"form": modulo, "ora": timezone.now()}
        return render(request, "piano/relazioni/_salvato.html", contesto)
    if not salvato:
        trovata.refresh_from_db(fields=["stato", *modulo.Meta.fields])
        if not trovata.is_open:
            messages.error(request, GIA_CONSEGNATA)
        return _page(request, trovata, modulo)
    messages.success(request, "La relazione è salvata.")
    return redirect(trovata)


def _page(request: HttpRequest, trovata: Relazione, modulo: RelazioneForm | None) -> HttpResponse:
    copia = None if trovata.is_open else compilazione.sealed_copy(trovata)
    dati = copia.dati if copia else compile_report(trovata)
    fatte = permissions.compilations_visible_to(request.user).filter(relazione=trovata)
    contesto = {
        "relazione": trovata,
        "dati": dati,
        "capitoli": chapters(dati),
        "copia": copia,
        "form": modulo if trovata.is_open or (modulo and modulo.is_bound) else None,
        "prima": stesura.previous(trovata.finestra, trovata.progetto) if modulo else None,
        "azioni": available(trovata, request.user),
        "compilazioni": fatte.defer("dati").select_related("pdf", "foglio"),
        "lavori": _jobs(request, trovata),
        "compila": _compile_form(request, trovata),
    }
    return render(request, "piano/relazioni/relazione.html", contesto)


def _jobs(request: HttpRequest, relazione: Relazione) -> list[Elaborazione]:
    """What is being made, or could not be the last time, for who may have it made."""
    if not permissions.can_compile_report(request.user, relazione):
        return []
    ultima = compilazione.jobs_of(relazione).first()
    return [ultima] if ultima and ultima.stato != "riuscita" else []


def _compile_form(request: HttpRequest, relazione: Relazione) -> ReceiptForm | None:
    """The button that compiles: of what was delivered only until its files are there."""
    if not permissions.can_compile_report(request.user, relazione):
        return None
    fatta = not relazione.is_open and relazione.compilazioni.filter(copia__isnull=False).exists()
    return None if fatta else ReceiptForm()


def _visible(request: HttpRequest, codice: str) -> Relazione:
    """The report, for who reads it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = permissions.reports_visible_to(request.user)
    righe = righe.select_related("finestra__ciclo__capofila", "progetto__alleanza")
    return get_object_or_404(righe, codice=codice)


# --- Compiling --------------------------------------------------------------------------------


@require_POST
def compile_report_files(request: HttpRequest, codice: str) -> HttpResponse:
    """Queue the files of a report; a second click finds the first one's job."""
    trovata = _visible(request, codice)
    if not permissions.can_compile_report(request.user, trovata):
        raise PermissionDenied
    modulo = ReceiptForm(request.POST)
    if not modulo.is_valid():
        messages.error(request, "La richiesta non era completa: premere di nuovo il pulsante.")
        return redirect(trovata)
    gettone, scopo = modulo.cleaned_data["gettone"], f"{SCOPO}:{trovata.codice}"
    lavoro, _ = once(request.user, scopo, gettone, lambda: _ask(trovata, request).codice)
    return redirect("piano:report_job", trovata.codice, lavoro)


def _ask(relazione: Relazione, request: HttpRequest) -> Elaborazione:
    if relazione.is_open:
        return compilazione.ask_draft(relazione, request.user)
    copia = compilazione.sealed_copy(relazione)
    return compilazione.ask_delivered(copia, relazione, request.user)


@require_safe
def job(request: HttpRequest, codice: str, lavoro: str) -> HttpResponse:
    """How far a compilation is; htmx asks again for the part that changes."""
    trovata = _visible(request, codice)
    if not permissions.can_compile_report(request.user, trovata):
        raise PermissionDenied
    scelta = get_object_or_404(compilazione.jobs_of(trovata), codice=lavoro)
    contesto = {
        "relazione": trovata,
        "elaborazione": scelta,
        "compilazione": CompilazioneRelazione.objects.filter(elaborazione=scelta)
        .defer("dati")
        .first(),
        "compila": _compile_form(request, trovata),
        "secondi": AGGIORNA_SECONDI,
    }
    pezzo = "piano/relazioni/_avanzamento.html" if request.htmx else "piano/relazioni/lavoro.html"
    return render(request, pezzo, contesto)


@require_safe
def download(request: HttpRequest, codice: str, formato: str) -> HttpResponse:
    """A file of a compilation: its PDF or its spreadsheet."""
    righe = permissions.compilations_visible_to(request.user).defer("dati")
    fatta = get_object_or_404(righe.select_related("pdf", "foglio"), codice=codice)
    documenti = {"pdf": fatta.pdf, "xlsx": fatta.foglio}
    if formato not in documenti:
        raise Http404
    return serve(documenti[formato], request)


# --- Delivering and transmitting --------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: HttpRequest, codice: str) -> HttpResponse:
    """Read once more what one delivers, then deliver it: it does not change any more."""
    trovata = _visible(request, codice)
    if not permissions.can_deliver_report(request.user, trovata):
        raise PermissionDenied
    if not trovata.is_open:
        return redirect(trovata)
    if request.method == "POST":
        return _deliver(request, trovata)
    return render(request, "piano/relazioni/consegna.html", _to_deliver(trovata))


def _to_deliver(relazione: Relazione) -> dict[str, object]:
    dati = compile_report(relazione)
    return {
        "relazione": relazione,
        "chiusa": Relazione.objects.of_closed().filter(pk=relazione.pk).exists(),
        "testi": [
            (campo.label, render_markdown(getattr(relazione, campo.name)))
            for campo in RelazioneForm(instance=relazione).visible_fields()
        ],
        "andamenti": [a for a in dati["andamenti"] if a["indicatori"]],
        "senza_motivo": [
            riga
            for progetto in dati["progetti"]
            for obiettivo in progetto["obiettivi"]
            for riga in obiettivo["righe"]
            if riga["scostato"] and not riga["motivo"]
        ],
        "modulo": DeliverReportForm(initial={"versione": relazione.versione}),
    }


def _deliver(request: HttpRequest, trovata: Relazione) -> HttpResponse:
    modulo = DeliverReportForm(request.POST)
    modulo.is_valid()
    # Who reads other words than those of now does not deliver them.
    trovata.versione = modulo.cleaned_data["versione"]
    try:
        perform(trovata, "deliver", request.user, acting_as=acting_as(request))
    except StaleState as errore:
        messages.error(request, str(errore))
        return redirect("piano:report_deliver", trovata.codice)
    except ValidationError as errore:
        messages.error(request, " ".join(errore.messages))
        return redirect(trovata)
    messages.success(request, "La relazione è consegnata: il PDF si compila adesso.")
    return redirect(trovata)


@require_http_methods(["GET", "HEAD", "POST"])
def transmit(request: HttpRequest, codice: str) -> HttpResponse:
    """Record that a report was transmitted to the Regione: when, and with which number."""
    trovata = _visible(request, codice)
    if not permissions.can_transmit_report(request.user, trovata):
        raise PermissionDenied
    if trovata.stato != StatoRelazione.CONSEGNATA:
        return redirect(trovata)
    modulo = TransmitReportForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid() and _transmit(request, trovata, modulo):
        return redirect(trovata)
    contesto = {"relazione": trovata, "form": modulo}
    return render(request, "piano/relazioni/trasmetti.html", contesto)


def _transmit(request: HttpRequest, relazione: Relazione, modulo: TransmitReportForm) -> bool:
    """Whether there is nothing more to type: it was recorded, or somebody else did."""
    veste = acting_as(request)
    try:
        perform(relazione, "transmit", request.user, acting_as=veste, **modulo.cleaned_data)
    except StaleState as errore:
        messages.error(request, str(errore))
    except ValidationError as errore:
        modulo.add_error(None, errore)
        return False
    else:
        messages.success(request, "La trasmissione è registrata: la Regione legge la relazione.")
    return True
