"""What the staff do about a proposal: each step on a page of its own.

A mail is read as it leaves before it leaves. Whoever comes second finds what the first did, and
what they had typed.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from conciliazione.transizioni import StaleState, available, perform, transitions_of
from progetti.esame import timeline
from progetti.forms.istruttoria import (
    AmmettiForm,
    ChiarimentiForm,
    EscludiForm,
    PreavvisoEsclusioneForm,
    RiprendiForm,
)
from progetti.models import Proposta
from progetti.models.proposte import IN_GARA
from progetti.permissions import can_examine_proposal
from rete.attuale import acting_as
from rete.forms.istruttoria import PassoForm

CAMBIATA = (
    "Nel frattempo qualcuno ha lavorato su questa proposta: sotto c’è che cosa è successo. Ciò che"
    " era scritto è rimasto: rileggerlo e, se va ancora bene, confermare."
)


@dataclass(frozen=True)
class Azione:
    """A step: its verb, its form, what is said when it is done, why it may not be possible."""

    verbo: str
    modulo: type[PassoForm]
    fatto: str
    perche_no: str = "Questo passo adesso non è possibile."


AZIONI = {
    "ammetti": Azione("admit", AmmettiForm, "La proposta è ammessa alla valutazione."),
    "chiarimenti": Azione(
        "ask_clarification", ChiarimentiForm, "La richiesta di chiarimenti è partita."
    ),
    "preavviso": Azione(
        "warn_exclusion",
        PreavvisoEsclusioneForm,
        "Il preavviso di esclusione è partito.",
        "Il preavviso lo comunica, una volta sola, il responsabile del procedimento.",
    ),
    "escludi": Azione(
        "exclude",
        EscludiForm,
        "L’esclusione è registrata e l’e-mail è partita.",
        "Prima dell’esclusione serve il preavviso, e che chi ha presentato la proposta abbia"
        " risposto o lasciato passare i suoi giorni (legge 241/1990, art. 10-bis). La registra il"
        " responsabile del procedimento.",
    ),
    "riprendi": Azione("resume", RiprendiForm, "L’esame è ripreso."),
}


def examined(request: HttpRequest, codice: str) -> Proposta:
    """The proposal, for who examines it.

    Raises:
        Http404: there is none, its call is not closed, or the person does not examine it: the
            answer is the same.
    """
    legate = Proposta.objects.filter(stato__in=IN_GARA).select_related(
        "avviso__emanante__profilo",
        "avviso__organo",
        "avviso__progetto__alleanza",
        "proponente",
        "alleanza",
        "atto_esclusione",
    )
    proposta = get_object_or_404(legate, codice=codice)
    if not can_examine_proposal(request.user, proposta):
        raise Http404
    return proposta


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, codice: str, passo: str) -> HttpResponse:
    """The page of a step: what to type, the mail as it leaves, then the step itself."""
    proposta, azione = examined(request, codice), AZIONI.get(passo)
    if azione is None:
        raise Http404
    try:
        modulo = _form(request, azione, proposta)
    except ValidationError as errore:
        messages.error(request, " ".join(errore.messages))
        return redirect("proposte:examine", codice)
    if azione.verbo not in available(proposta, request.user):
        return _not_possible(request, azione, proposta, modulo)
    if not modulo.is_bound or not modulo.is_valid() or "modifica" in request.POST:
        return _show(request, azione, proposta, modulo)
    if not modulo.is_current:
        return _show_again(request, azione, proposta, modulo)
    if azione.modulo.uso and "invia" not in request.POST:
        return _show(request, azione, proposta, modulo, anteprima=modulo.preview())
    return _do(request, azione, proposta, modulo)


def _form(request: HttpRequest, azione: Azione, proposta: Proposta) -> PassoForm:
    """The form of the step.

    Raises:
        ValidationError: the terms by which it is answered are not known.
    """
    dati = request.POST if request.method == "POST" else None
    return azione.modulo(dati, pratica=proposta, user=request.user)


def _do(
    request: HttpRequest, azione: Azione, proposta: Proposta, modulo: PassoForm
) -> HttpResponse:
    veste = acting_as(request)
    try:
        perform(proposta, azione.verbo, request.user, acting_as=veste, **modulo.step())
    except StaleState as errore:
        messages.error(request, str(errore))
        return _show(request, azione, proposta, modulo)
    except ValidationError as errore:
        detti = errore.message_dict if hasattr(errore, "error_dict") else {None: errore.messages}
        for campo, frasi in detti.items():
            modulo.add_error(campo if campo in modulo.fields else None, frasi)
        return _show(request, azione, proposta, modulo)
    messages.success(request, azione.fatto)
    return redirect("proposte:examine", proposta.codice)


def _show(
    request: HttpRequest, azione: Azione, proposta: Proposta, modulo: PassoForm, **altri: object
) -> HttpResponse:
    contesto = {
        "proposta": proposta,
        "transizione": transitions_of(proposta)[azione.verbo],
        "form": modulo,
        **altri,
    }
    return render(request, "progetti/istruttoria/passo.html", contesto)


def _show_again(
    request: HttpRequest, azione: Azione, proposta: Proposta, modulo: PassoForm
) -> HttpResponse:
    """What was typed, on the proposal as it is now; the next POST is of this version."""
    messages.warning(request, CAMBIATA)
    modulo.data = modulo.data.copy()
    modulo.data["versione"] = proposta.versione
    return _show(request, azione, proposta, modulo, recenti=timeline(proposta)[:3])


def _not_possible(
    request: HttpRequest, azione: Azione, proposta: Proposta, modulo: PassoForm
) -> HttpResponse:
    """The step is not possible, or no more: why, what happened, what the person had typed."""
    transizione = transitions_of(proposta)[azione.verbo]
    fuori = proposta.stato not in transizione.da
    campi = (c for c in modulo if not c.is_hidden) if modulo.is_bound else ()
    contesto = {
        "proposta": proposta,
        "transizione": transizione,
        "perche": f"Adesso la proposta è «{proposta.get_stato_display()}»."
        if fuori
        else azione.perche_no,
        "recenti": timeline(proposta)[:3],
        "scritti": [(c.label, str(c.value())) for c in campi if c.value()],
    }
    return render(request, "progetti/istruttoria/non_adesso.html", contesto, status=409)
