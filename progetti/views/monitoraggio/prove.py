"""The pages of the proofs: a fact, its files, what it moves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.elenchi import read_page
from conciliazione.ricevute import once
from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState, Table, available, perform, transitions_of
from progetti import prove_doppie
from progetti.enums import StatoProva
from progetti.firme import unproved_agreements
from progetti.forms.prove import FileProvaForm, MotivoForm, NuovaProvaForm, ProvaForm, QuoteForm
from progetti.models import Progetto, Prova
from progetti.permissions import can_report, can_see_files
from progetti.prova_di_riga import attach
from progetti.prove_del_progetto import (
    can_be_corrected,
    left_to_move,
    proofs_of,
    timeline,
)
from progetti.richieste_partner import request_behind
from progetti.views.monitoraggio.accesso import (
    reported_project,
    reported_proof,
    visible_proof,
)
from progetti.views.monitoraggio.consegna import FILE, FILE_AL_PIU, IN_SECONDI
from rete.attuale import acting_as
from rete.permissions import is_operatore
from rete.views.non_piu import too_late, why_stale

PER_PAGINA = 50
# What one does with a reason: the step, its page, what is said when it is done.
PASSI = {
    "annulla": ("annul", "La prova è annullata: ciò che aggiungeva non conta più."),
    "non-accogliere": ("refuse", "La prova non è accolta."),
    "chiedi-i-file": ("see_file", "La richiesta è registrata: i file si possono scaricare."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts of a new proof; a double click makes one."""
    progetto = reported_project(request, slug)
    dati = request.POST if request.method == "POST" else None
    quale = request.GET.get("convenzione", "").replace("\x00", "")
    convenzione = unproved_agreements(progetto).filter(codice=quale).first() if quale else None
    modulo = NuovaProvaForm(dati, progetto=progetto, convenzione=convenzione)
    if modulo.is_bound and modulo.is_valid():
        gettone = modulo.cleaned_data["gettone"]
        scopo = f"prova:{progetto.slug}"
        try:
            codice, _ = once(
                request.user, scopo, gettone, lambda: _begin(request, progetto, modulo).codice
            )
        except IntegrityError:
            # Of two who record the same signature at once, one does.
            modulo.add_error(None, "La firma di questo accordo è già una prova.")
        else:
            return redirect("monitoraggio:prova", codice)
    contesto = {"progetto": progetto, "form": modulo}
    return render(request, "progetti/monitoraggio/prova_nuova.html", contesto)


def _begin(request: HttpRequest, progetto: Progetto, modulo: NuovaProvaForm) -> Prova:
    prova = modulo.save(commit=False)
    prova.progetto, prova.registrata_da = progetto, request.user
    prova.convenzione = modulo.cleaned_data["convenzione"]
    prova.save(force_insert=True)
    prova.partner.set(modulo.cleaned_data["partner"])
    return prova


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The proofs of a project that one may read, the latest first."""
    progetto = get_object_or_404(Progetto, slug=slug)
    righe = proofs_of(request.user, progetto)
    if righe is None:
        raise Http404
    contesto = {
        "progetto": progetto,
        "page_obj": read_page(request, Paginator(righe, PER_PAGINA)),
        "riporta": can_report(request.user, progetto),
    }
    return render(request, "progetti/monitoraggio/prove.html", contesto)


@require_safe
def prova(request: HttpRequest, codice: str) -> HttpResponse:
    """A proof: the fact, its files, what it moves or could."""
    return _page(request, visible_proof(request, codice))


def _page(request: HttpRequest, prova: Prova, **moduli: Form) -> HttpResponse:
    riporta = can_report(request.user, prova.progetto)
    restano = left_to_move(prova) if riporta else []
    vede = can_see_files(request.user, prova)
    contesto = {
        "prova": prova,
        "progetto": prova.progetto,
        "riporta": riporta,
        "vede_i_file": vede,
        "file": list(prova.file.select_related("documento")),
        "quote": list(prova.quote.select_related("indicatore", "rilevazione__consegna")),
        "azioni": _reasoned(available(prova, request.user)),
        "correggibile": riporta and can_be_corrected(prova),
        "uguali": prove_doppie.twins_of(prova) if is_operatore(request.user) else (),
        "form_quote": moduli.get("quote") or QuoteForm(indicatori=restano),
        "restano": restano,
        "form_file": moduli.get("file") or FileProvaForm(),
        "storia": timeline(prova),
        **(request_behind(prova) if riporta else {}),
    }
    return render(request, "progetti/monitoraggio/prova.html", contesto)


def _reasoned(azioni: Table) -> list[tuple[str, str]]:
    """The steps that want a reason, each with the address of its page."""
    return [(slug, azioni[verbo].label) for slug, (verbo, _) in PASSI.items() if verbo in azioni]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, codice: str) -> HttpResponse:
    """Correct the facts of a proof; of two who do at once nobody's text is lost."""
    trovata = reported_proof(request, codice)
    dati = request.POST if request.method == "POST" else None
    modulo = ProvaForm(dati, instance=trovata)
    if not can_be_corrected(trovata):
        perche = "La prova sostiene valori già verificati: non si corregge più."
        return too_late(request, modulo, perche, trovata.get_absolute_url(), "alla prova")
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "La prova è corretta.")
        return redirect(trovata)
    contesto = {"prova": trovata, "progetto": trovata.progetto, "form": modulo}
    return render(request, "progetti/monitoraggio/prova_nuova.html", contesto)


@require_POST
def file_add(request: HttpRequest, codice: str) -> HttpResponse:
    """One more file."""
    trovata = reported_proof(request, codice)
    if is_too_often(request, FILE, FILE_AL_PIU, IN_SECONDI):
        risposta = render(request, "429.html", status=429)
        risposta["Retry-After"] = str(IN_SECONDI)
        return risposta
    modulo = FileProvaForm(request.POST, request.FILES)
    if not can_be_corrected(trovata):
        messages.error(request, "La prova sostiene valori già verificati: non si aggiungono file.")
        return redirect(trovata)
    if modulo.is_valid():
        file = modulo.cleaned_data["file"]
        altrove = modulo.cleaned_data["anche_altrove"]
        try:
            attach(trovata, file, request.user, anche_altrove=altrove)
        except ValidationError as errore:
            modulo.add_error("file", errore)
        else:
            messages.success(request, f"«{file.name}» è fra i file della prova.")
            return redirect(trovata)
    return _page(request, trovata, file=modulo)


@require_POST
def record(request: HttpRequest, codice: str) -> HttpResponse:
    """Count a proof for the indicators that were chosen."""
    trovata = reported_proof(request, codice)
    modulo = QuoteForm(request.POST, indicatori=left_to_move(trovata))
    if modulo.is_valid():
        verbo = "record" if trovata.stato == StatoProva.DA_REGISTRARE else "count_more"
        try:
            veste = acting_as(request)
            perform(trovata, verbo, request.user, acting_as=veste, quote=modulo.quotas())
        except ValidationError as errore:
            modulo.add_error(None, errore.messages)
        except StaleState as errore:
            messages.error(request, str(errore))
            return redirect(trovata)
        else:
            messages.success(request, "La prova conta per gli indicatori scelti.")
            return redirect(trovata)
    return _page(request, trovata, quote=modulo)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, codice: str, passo: str) -> HttpResponse:
    """A step that wants its reason."""
    trovata = visible_proof(request, codice)
    if passo not in PASSI:
        raise Http404
    verbo, fatto = PASSI[passo]
    modulo = MotivoForm(request.POST if request.method == "POST" else None)
    if not transitions_of(trovata)[verbo].who(request.user, trovata):
        raise PermissionDenied
    torna = (trovata.get_absolute_url(), "alla prova")
    if verbo not in available(trovata, request.user):
        perche = f"Adesso la prova è «{trovata.get_stato_display()}»."
        return too_late(request, modulo, perche, *torna)
    if modulo.is_bound and modulo.is_valid():
        try:
            motivo = modulo.cleaned_data["motivo"]
            perform(trovata, verbo, request.user, reason=motivo, acting_as=acting_as(request))
        except StaleState as errore:
            return too_late(request, modulo, why_stale(errore), *torna)
        except ValidationError as errore:
            modulo.add_error(None, errore.messages)
        else:
            messages.success(request, fatto)
            return redirect(trovata)
    contesto = {"prova": trovata, "form": modulo, "transizione": transitions_of(trovata)[verbo]}
    return render(request, "progetti/monitoraggio/passo_prova.html", contesto)
