"""A request followed by who made it: where it is, what to answer, its papers, the withdrawal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.documenti import serve
from conciliazione.models import Passaggio
from conciliazione.transizioni import StaleState, available, perform
from rete import bozze, carte
from rete.enums import StatoDomanda, TipoAllegato
from rete.forms.domanda import AllegatoForm, RispostaForm, RitiroForm
from rete.models import DomandaAdesione
from rete.percorso_domanda import steps_of, what_comes_next, where_it_is
from rete.permissions import open_suspension
from rete.views.aderisci import applicant
from rete.views.bozza import ALTRI_ALLEGATI, keep_file, sent_files

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
    if "withdraw" not in available(domanda, None):
        return redirect("aderisci:request", domanda.codice)
    modulo = RitiroForm(request.POST if request.method == "POST" else None)
    if not (modulo.is_bound and modulo.is_valid()):
        return render(request, "rete/aderisci/ritira.html", {"domanda": domanda, "form": modulo})
    try:
        perform(domanda, "withdraw", None, reason=modulo.cleaned_data["motivo"])
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, "La domanda è ritirata.")
    return redirect("aderisci:request", domanda.codice)


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
    verbo, aperta = RISPOSTE.get(domanda.stato), open_suspension(domanda)
    if verbo is None or aperta is None:
        return redirect("aderisci:request", domanda.codice)
    porta_file = request.method == "POST" and "tipo" in request.POST
    allegato = AllegatoForm(*(sent_files(request) if porta_file else ()), tipi=ALTRI_ALLEGATI)
    if allegato.is_bound and allegato.is_valid():
        tipo = TipoAllegato(allegato.cleaned_data["tipo"])
        if risposta := keep_file(request, domanda, allegato, tipo):
            return risposta
    scritta = RispostaForm(request.POST if request.method == "POST" and not porta_file else None)
    if scritta.is_bound and scritta.is_valid():
        return _answer(request, domanda, verbo, scritta)
    return _show_answer(request, domanda, allegato, scritta)


def _answer(
    request: HttpRequest, domanda: DomandaAdesione, verbo: str, scritta: RispostaForm
) -> HttpResponse:
    try:
        perform(domanda, verbo, None, reason=scritta.cleaned_data["risposta"])
    except StaleState as errore:
        messages.error(request, str(errore))
    except ValidationError as errore:
        scritta.add_error(None, errore.messages)
        return _show_answer(request, domanda, AllegatoForm(tipi=ALTRI_ALLEGATI), scritta)
    else:
        messages.success(request, "La risposta è arrivata all’ente capofila.")
    return redirect("aderisci:request", domanda.codice)


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
