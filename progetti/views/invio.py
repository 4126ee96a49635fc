"""A proposal sent, withdrawn, taken up again and followed by who proposes; nobody else is here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.documenti import serve
from conciliazione.orologio import read_clock
from conciliazione.transizioni import StaleState, TooBusy, available, perform
from progetti.carta_proposta import paper_of, sealed_copy
from progetti.completezza import missing
from progetti.enums import StatoProposta
from progetti.esame import timeline
from progetti.forms.invio import InvioForm, RispostaForm, RitiroForm
from progetti.models import Avviso, Proposta
from progetti.permissions import can_view_proposal, open_request
from progetti.riprese import can_be_taken_up, take_up
from rete.attuale import acting_as
from rete.enums import RuoloDelega
from rete.permissions import soggetti_of

RISPOSTE = {
    StatoProposta.CHIARIMENTI.value: "answer_clarification",
    StatoProposta.PREAVVISO.value: "answer_warning",
}


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, codice: str) -> HttpResponse:
    """What is missing, the time of the server, and the button that sends."""
    proposta = _own(request, codice)
    if proposta.stato != StatoProposta.BOZZA:
        return redirect("proposte:follow", codice)
    modulo = InvioForm(request.POST if request.method == "POST" else None, proposta=proposta)
    if modulo.is_bound and modulo.is_valid():
        return _send(request, proposta, modulo)
    return _show_send(request, proposta, modulo)


def _send(request: HttpRequest, proposta: Proposta, modulo: InvioForm) -> HttpResponse:
    try:
        perform(proposta, "send", request.user, acting_as=_role(request))
    except StaleState as errore:
        proposta.refresh_from_db()
        if proposta.stato == StatoProposta.BOZZA:
            messages.error(request, str(errore))
            return redirect("proposte:send", proposta.codice)
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return _show_send(request, proposta, modulo)
    else:
        messages.success(request, "La proposta è presentata: questa è la ricevuta.")
    return redirect("proposte:follow", proposta.codice)


def _show_send(request: HttpRequest, proposta: Proposta, modulo: InvioForm) -> HttpResponse:
    contesto = {
        "proposta": proposta,
        "form": modulo,
        "mancano": missing(proposta),
        "aperto": Avviso.objects.open_now().filter(pk=proposta.avviso_id).exists(),
        "adesso": read_clock(),
    }
    return render(request, "progetti/invio/presenta.html", contesto)


@require_safe
def follow(request: HttpRequest, codice: str) -> HttpResponse:
    """The receipt, where the proposal stands, what was asked, what happened."""
    proposta = _own(request, codice)
    if proposta.stato == StatoProposta.BOZZA:
        return redirect("proposte:send", codice)
    aperto = Avviso.objects.open_now().filter(pk=proposta.avviso_id).exists()
    contesto = {
        "proposta": proposta,
        "copia": sealed_copy(proposta),
        "carta": paper_of(proposta),
        "aperta": open_request(proposta),
        "richieste": proposta.richieste.all(),
        "si_ritira": aperto and "withdraw" in available(proposta, request.user),
        "si_riprende": can_be_taken_up(proposta),
        "ripresa": Proposta.objects.filter(ripresa_da=proposta).first(),
        "storia": timeline(proposta),
    }
    return render(request, "progetti/invio/percorso.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, codice: str) -> HttpResponse:
    """Withdraw, with the reason, while the call is open."""
    proposta = _own(request, codice)
    if "withdraw" not in available(proposta, request.user):
        return redirect("proposte:follow", codice)
    modulo = RitiroForm(request.POST if request.method == "POST" else None)
    fatto = "La proposta è ritirata."
    if _moved(request, proposta, "withdraw", modulo, "motivo", fatto):
        return redirect("proposte:follow", codice)
    contesto = {"proposta": proposta, "form": modulo}
    return render(request, "progetti/invio/ritira.html", contesto)


@require_POST
def resume(request: HttpRequest, codice: str) -> HttpResponse:
    """A new draft with everything that a withdrawn proposal had."""
    proposta = _own(request, codice)
    try:
        nuova = take_up(proposta, request.user)
    except ValidationError as errore:
        messages.error(request, " ".join(errore.messages))
        return redirect("proposte:follow", codice)
    messages.success(request, "La nuova bozza ha tutto ciò che aveva la proposta ritirata.")
    return redirect("proposte:send", nuova.codice)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, codice: str) -> HttpResponse:
    """What the staff asked, and the answer."""
    proposta = _own(request, codice)
    verbo, aperta = RISPOSTE.get(proposta.stato), open_request(proposta)
    if verbo is None or aperta is None:
        return redirect("proposte:follow", codice)
    modulo = RispostaForm(request.POST if request.method == "POST" else None)
    fatto = "La risposta è arrivata a chi ha emanato l’avviso."
    if _moved(request, proposta, verbo, modulo, "risposta", fatto):
        return redirect("proposte:follow", codice)
    contesto = {"proposta": proposta, "form": modulo, "aperta": aperta}
    return render(request, "progetti/invio/rispondi.html", contesto)


def _moved(
    request: HttpRequest, proposta: Proposta, verbo: str, modulo: Form, campo: str, fatto: str
) -> bool:
    """Whether there is nothing left to type: it was done, or is not to be done any more."""
    if not (modulo.is_bound and modulo.is_valid()):
        return False
    motivo, veste = modulo.cleaned_data[campo], _role(request)
    try:
        perform(proposta, verbo, request.user, acting_as=veste, reason=motivo)
    except TooBusy as errore:
        modulo.add_error(None, str(errore))
        return False
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, fatto)
    return True


@require_safe
def paper(request: HttpRequest, codice: str) -> HttpResponse:
    """The PDF of what was sent, for who reads the proposal."""
    legate = Proposta.objects.select_related("avviso__organo", "avviso__progetto__alleanza")
    proposta = get_object_or_404(legate, codice=codice)
    carta = paper_of(proposta)
    if not can_view_proposal(request.user, proposta) or carta is None or carta.documento is None:
        raise Http404
    return serve(carta.documento, request)


def _own(request: HttpRequest, codice: str) -> Proposta:
    """The proposal, for who proposes.

    Raises:
        Http404: there is none, or it is of others: the answer is the same.
    """
    sue = Proposta.objects.filter(proponente__in=soggetti_of(request.user))
    legate = sue.select_related("avviso__emanante__profilo", "proponente", "alleanza")
    return get_object_or_404(legate, codice=codice)


def _role(request: HttpRequest) -> str:
    return acting_as(request, RuoloDelega.REFERENTE)
