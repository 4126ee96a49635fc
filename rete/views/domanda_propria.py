"""A request followed by who made it: where it is, what to answer, its papers, the withdrawal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.documenti import serve
from conciliazione.models import Passaggio
from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState, TooBusy, available, perform
from rete import bozze, carte
from rete.enums import StatoDomanda, TipoAllegato
from rete.forms.domanda import AllegatoForm, RispostaForm, RitiroForm
from rete.models import DomandaAdesione
from rete.percorso_domanda import steps_of, what_comes_next, where_it_is
from rete.permissions import open_suspension
from rete.views.aderisci import IN_SECONDI, applicant, too_often
from rete.views.bozza import ALLEGATO, ALTRI_ALLEGATI, FILE_AL_PIU, keep_file
from rete.views.non_piu import too_late, why_stale
from rete.views.risposta_scritta import forget_written, keep_written, written

ANCORA = (
    "La risposta non è ancora partita: c’era un file scelto e non ancora aggiunto. Controllare"
    " l’elenco dei file, poi premere «Invia la risposta»."
)
RISPOSTE = {
    StatoDomanda.INTEGRAZIONE.value: "answer_integration",
    StatoDomanda.PREAVVISO.value: "answer_warning",
}


@require_safe
@applicant
def request_path(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """Where the request stands, what comes next and by when, what happened so far."""
    aperta = open_suspension(domanda)
    contesto = {
        "domanda": domanda,
        "adesso": where_it_is(domanda),
        "poi": what_comes_next(domanda, aperta),
        "aperta": aperta,
        "tappe": steps_of(domanda),
        "si_ritira": "withdraw" in available(domanda, None),
        "mancanti": bozze.missing(domanda) if domanda.stato == StatoDomanda.BOZZA else [],
        "allegati": domanda.allegati.select_related("documento"),
        "ricevuta": carte.receipt_pdf(domanda) if domanda.inviata_il else None,
        "al": domanda.collegamento_fino_a,
    }
    return render(request, "rete/aderisci/percorso.html", contesto)


@require_safe
@applicant
def receipt(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """That it arrived, when, with which fingerprint, by when it is decided."""
    if domanda.inviata_il is None:
        raise Http404("La domanda non è ancora inviata.")
    contesto = {
        "domanda": domanda,
        "copia": carte.sealed_copy(domanda),
        "ricevuta": carte.receipt_pdf(domanda),
    }
    return render(request, "rete/aderisci/ricevuta.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def withdraw(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """Withdraw a request that waits for its decision; of a draft nothing stays."""
    if domanda.stato == StatoDomanda.BOZZA:
        return _discard(request, domanda)
    modulo = RitiroForm(request.POST if request.method == "POST" else None)
    if "withdraw" not in available(domanda, None):
        return _no_more(request, domanda, modulo, now_it_is(domanda))
    if not (modulo.is_bound and modulo.is_valid()):
        return render(request, "rete/aderisci/ritira.html", {"domanda": domanda, "form": modulo})
    try:
        perform(domanda, "withdraw", None, reason=modulo.cleaned_data["motivo"])
    except StaleState as errore:
        return _no_more(request, domanda, modulo, why_stale(errore))
    messages.success(request, "La domanda è ritirata.")
    return redirect("aderisci:request", domanda.codice)


def now_it_is(domanda: DomandaAdesione) -> str:
    """In which state the request is, for who asked something of it that is no longer possible."""
    return f"Adesso la domanda è «{domanda.get_stato_display()}»: questo non si può più fare."


def _no_more(
    request: HttpRequest, domanda: DomandaAdesione, modulo: Form, perche: str
) -> HttpResponse:
    """Why it is not possible, and what was typed to copy; who only looked goes to the request."""
    torna = reverse("aderisci:request", args=[domanda.codice])
    if not modulo.is_bound:
        return redirect(torna)
    return too_late(request, modulo, perche, torna, "alla domanda")


def _discard(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    if request.method != "POST":
        return render(request, "rete/aderisci/elimina.html", {"domanda": domanda})
    try:
        bozze.discard(domanda)
    except StaleState as errore:
        messages.error(request, str(errore))
        return redirect("aderisci:request", domanda.codice)
    messages.success(request, "La bozza è eliminata con tutti i suoi file.")
    return redirect("aderisci:join")


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def answer(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """What the staff asked: the files first, each by itself, then the text, which sends all."""
    keep_written(request, domanda)
    verbo, aperta = RISPOSTE.get(domanda.stato), open_suspension(domanda)
    if verbo is None or aperta is None:
        return _nothing_asked(request, domanda)
    if request.method == "POST" and _brings_a_file(request):
        return _take_file(request, domanda)
    dati = request.POST if request.method == "POST" else None
    scritta = RispostaForm(dati, initial={"risposta": written(request, domanda)})
    if scritta.is_bound and scritta.is_valid():
        return _answer(request, domanda, verbo, scritta)
    return _show_answer(request, domanda, AllegatoForm(tipi=ALTRI_ALLEGATI), scritta)


def _nothing_asked(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """There is nothing to answer, or no more: what was written for it is given back, unless it is
    the answer that arrived."""
    testo = written(request, domanda)
    if _is_answered(domanda, testo):
        forget_written(request, domanda)
        return redirect("aderisci:request", domanda.codice)
    modulo = RispostaForm({"risposta": testo} if testo else None)
    return _no_more(request, domanda, modulo, now_it_is(domanda))


def _is_answered(domanda: DomandaAdesione, testo: str) -> bool:
    """Whether the last answer that arrived is that one: its button was pressed twice."""
    ultima = domanda.sospensioni.exclude(risposta="").order_by("-pk").first()
    return ultima is not None and ultima.risposta == testo.strip()


def _brings_a_file(request: HttpRequest) -> bool:
    """Whether «Aggiungi» was pressed; or «Invia» with a file chosen and not yet added."""
    return "file" in request.FILES or ("tipo" in request.POST and "invia" not in request.POST)


def _take_file(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """Keep a file of the answer; the text waits for its own button."""
    if is_too_often(request, ALLEGATO, FILE_AL_PIU, IN_SECONDI):
        return too_often(request)
    allegato = AllegatoForm(request.POST, request.FILES, tipi=ALTRI_ALLEGATI)
    if "invia" in request.POST:
        messages.warning(request, ANCORA)
    if allegato.is_valid():
        tipo = TipoAllegato(allegato.cleaned_data["tipo"])
        if risposta := keep_file(request, domanda, allegato, tipo):
            return risposta
    scritta = RispostaForm(initial={"risposta": written(request, domanda)})
    return _show_answer(request, domanda, allegato, scritta)


def _answer(
    request: HttpRequest, domanda: DomandaAdesione, verbo: str, scritta: RispostaForm
) -> HttpResponse:
    try:
        perform(domanda, verbo, None, reason=scritta.cleaned_data["risposta"])
    except TooBusy as errore:
        scritta.add_error(None, str(errore))
    except StaleState as errore:
        return _no_more(request, domanda, scritta, why_stale(errore))
    except ValidationError as errore:
        scritta.add_error(None, errore.messages)
    else:
        forget_written(request, domanda)
        messages.success(request, "La risposta è arrivata all’ente capofila.")
        return redirect("aderisci:request", domanda.codice)
    return _show_answer(request, domanda, AllegatoForm(tipi=ALTRI_ALLEGATI), scritta)


def _show_answer(
    request: HttpRequest, domanda: DomandaAdesione, allegato: AllegatoForm, scritta: RispostaForm
) -> HttpResponse:
    inizio = Passaggio.objects.about(domanda).filter(verbo__in=("ask_integration", "warn_refusal"))
    ultimo = inizio.order_by("-quando", "-pk").first()
    nuovi = domanda.allegati.select_related("documento")
    contesto = {
        "domanda": domanda,
        "aperta": open_suspension(domanda),
        "allegato": allegato,
        "form": scritta,
        "nuovi": nuovi.filter(aggiunto_il__gt=ultimo.quando) if ultimo else nuovi.none(),
    }
    return render(request, "rete/aderisci/rispondi.html", contesto)


@require_safe
@applicant
def paper(request: HttpRequest, domanda: DomandaAdesione, file: str) -> HttpResponse:
    """A file of the request, for who made it."""
    return serve(get_object_or_404(carte.papers_of(domanda), codice=file), request)
