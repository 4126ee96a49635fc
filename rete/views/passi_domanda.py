"""What the staff do about a membership request: each step on a page of its own.

A mail is read as it leaves before it leaves. Whoever comes second finds what the first did, and
what they had typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from conciliazione.transizioni import StaleState, available, perform, transitions_of
from rete.accoglimento import filled_by
from rete.attuale import acting_as
from rete.coda_domande import with_what_rows_show
from rete.confronto import candidates, differences, is_new_by_choice
from rete.enums import RuoloDelega, StatoDomanda
from rete.forms.istruttoria import (
    AccogliForm,
    ArchiviaForm,
    AssegnaForm,
    IntegrazioneForm,
    MotivoForm,
    PassoForm,
    PreavvisoForm,
    ProtocolloForm,
    RespingiForm,
)
from rete.models import DomandaAdesione
from rete.permissions import (
    Persona,
    applications_visible_to,
    is_operatore,
    is_responsabile,
    was_integrated,
    was_warned,
)
from rete.tappe import timeline
from rete.views.non_piu import typed

RUOLI = (RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE)
CAMBIATA = (
    "Nel frattempo qualcuno ha lavorato su questa domanda: sotto c’è che cosa è successo. Ciò che"
    " era scritto qui è rimasto: rileggerlo e, se va ancora bene, confermare."
)


@dataclass(frozen=True)
class Azione:
    """A step: its verb, its form, who it is for in any state, what is said when it is done.

    `altrove` is for those whose button stands elsewhere in the page of the request.
    """

    verbo: str
    modulo: type[PassoForm]
    puo: Callable[[Persona], bool]
    fatto: str
    altrove: bool = False


AZIONI = {
    "prendi-in-carico": Azione("take", AssegnaForm, is_operatore, "La domanda è presa in carico."),
    "accogli": Azione(
        "accept",
        AccogliForm,
        is_responsabile,
        "L’accoglimento è registrato: sono partite l’e-mail e l’invito al referente.",
    ),
    "integrazioni": Azione(
        "ask_integration",
        IntegrazioneForm,
        is_operatore,
        "La richiesta di integrazioni è partita e il termine è sospeso.",
    ),
    "preavviso": Azione(
        "warn_refusal",
        PreavvisoForm,
        is_responsabile,
        "Il preavviso di rigetto è partito e il termine è sospeso.",
    ),
    "respingi": Azione(
        "refuse", RespingiForm, is_responsabile, "Il rigetto è registrato e l’e-mail è partita."
    ),
    "riprendi": Azione("resume", MotivoForm, is_operatore, "L’istruttoria è ripresa."),
    "archivia": Azione(
        "archive", ArchiviaForm, is_operatore, "La domanda è archiviata e l’e-mail è partita."
    ),
    "assegna": Azione(
        "reassign", AssegnaForm, is_operatore, "La domanda ha una nuova persona che la segue."
    ),
    "protocollo": Azione(
        "protocol", ProtocolloForm, is_operatore, "Il protocollo è scritto.", altrove=True
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, codice: str, passo: str) -> HttpResponse:
    """The page of a step: what to type, the mail as it leaves, then the step itself."""
    azione, trovata = _find(request, codice, passo)
    modulo = _form(request, azione, trovata)
    if azione.verbo not in available(trovata, request.user):
        return _too_late(request, azione, trovata, modulo)
    if not modulo.is_bound or not modulo.is_valid() or "modifica" in request.POST:
        return _show(request, azione, trovata, modulo)
    if not modulo.is_current:
        return _show_again(request, azione, trovata, modulo)
    if azione.modulo.uso and "invia" not in request.POST:
        return _show(request, azione, trovata, modulo, anteprima=modulo.preview())
    return _do(request, azione, trovata, modulo)


def visible_request(request: HttpRequest, codice: str) -> DomandaAdesione:
    """The request with that code, with what its page shows.

    Raises:
        Http404: there is none, or the person may not read it: the answer is the same.
    """
    legate = applications_visible_to(request.user).select_related(
        "accordo__ciclo__capofila__profilo", "termine", "impegno", "soggetto", "adesione"
    )
    return get_object_or_404(with_what_rows_show(legate), codice=codice)


def _find(request: HttpRequest, codice: str, passo: str) -> tuple[Azione, DomandaAdesione]:
    """The step and the request.

    Raises:
        Http404: there is no such step, or the person reads no such request.
        PermissionDenied: the person reads requests, and this step is not theirs in any state.
    """
    trovata = visible_request(request, codice)
    azione = AZIONI.get(passo)
    if azione is None:
        raise Http404
    if not azione.puo(request.user):
        raise PermissionDenied
    return azione, trovata


def _form(request: HttpRequest, azione: Azione, trovata: DomandaAdesione) -> PassoForm:
    altri = {}
    if azione.modulo is AccogliForm:
        incerta = trovata.soggetto_id is None and not is_new_by_choice(trovata)
        altri["da_confrontare"] = incerta and bool(candidates(trovata))
    dati = request.POST if request.method == "POST" else None
    return azione.modulo(dati, pratica=trovata, user=request.user, **altri)


def _do(
    request: HttpRequest, azione: Azione, trovata: DomandaAdesione, modulo: PassoForm
) -> HttpResponse:
    veste = acting_as(request, *RUOLI)
    try:
        perform(trovata, azione.verbo, request.user, acting_as=veste, **modulo.step())
    except StaleState:
        # Somebody was quicker by a moment: the page is asked again, as the request is now.
        return step(request, trovata.codice, _slug_of(azione))
    except ValidationError as errore:
        _blame(modulo, errore)
        return _show(request, azione, trovata, modulo)
    messages.success(request, azione.fatto)
    return redirect(trovata)


def _slug_of(azione: Azione) -> str:
    return next(slug for slug, una in AZIONI.items() if una is azione)


def _blame(modulo: PassoForm, errore: ValidationError) -> None:
    """Put what the rules say by the fields that they speak of."""
    detti = errore.message_dict if hasattr(errore, "error_dict") else {None: errore.messages}
    for campo, frasi in detti.items():
        modulo.add_error(campo if campo in modulo.fields else None, frasi)


def _show(
    request: HttpRequest,
    azione: Azione,
    trovata: DomandaAdesione,
    modulo: PassoForm,
    **altri: object,
) -> HttpResponse:
    contesto = {
        "domanda": trovata,
        "transizione": transitions_of(trovata)[azione.verbo],
        "verbo": azione.verbo,
        "form": modulo,
        **_what_will_happen(azione, trovata),
        **altri,
    }
    return render(request, "rete/domande/passo.html", contesto)


def _what_will_happen(azione: Azione, trovata: DomandaAdesione) -> dict[str, object]:
    """What who accepts must see first: on which card it falls, and what it changes of it."""
    if azione.verbo != "accept" or trovata.soggetto is None:
        return {}
    differenze = differences(trovata, trovata.soggetto)
    return {
        "si_riempiono": filled_by(trovata, trovata.soggetto),
        "differenze": [d for d in differenze if not d.uguali],
        "adesioni": trovata.soggetto.adesioni.select_related("domanda").order_by("-dal"),
    }


def _show_again(
    request: HttpRequest, azione: Azione, trovata: DomandaAdesione, modulo: PassoForm
) -> HttpResponse:
    """What was typed, on the request as it is now; the next POST is of this version."""
    messages.warning(request, CAMBIATA)
    modulo.data = modulo.data.copy()
    modulo.data["versione"] = trovata.versione
    recenti = timeline(trovata, ultime=3)
    return _show(request, azione, trovata, modulo, recenti=recenti)


def _too_late(
    request: HttpRequest, azione: Azione, trovata: DomandaAdesione, modulo: PassoForm
) -> HttpResponse:
    """The step is not possible, or no more: why, what happened, what the person had typed."""
    contesto = {
        "domanda": trovata,
        "transizione": transitions_of(trovata)[azione.verbo],
        "perche": _why_not(azione, trovata),
        "recenti": timeline(trovata, ultime=3),
        "scritti": typed(modulo),
    }
    return render(request, "rete/domande/non_piu.html", contesto, status=409)


def _why_not(azione: Azione, trovata: DomandaAdesione) -> str:
    if trovata.stato not in transitions_of(trovata)[azione.verbo].da:
        return f"Adesso la domanda è «{trovata.get_stato_display()}»."
    if azione.verbo == "refuse" and not was_warned(trovata):
        return (
            "Prima del rigetto serve il preavviso, e che chi ha fatto domanda abbia risposto o"
            " lasciato passare i suoi dieci giorni (legge 241/1990, art. 10-bis)."
        )
    if azione.verbo == "ask_integration" and was_integrated(trovata):
        return (
            "Le integrazioni sono già state chieste: la legge consente di sospendere il termine"
            " per questo una volta sola (legge 241/1990, art. 2, comma 7)."
        )
    if azione.verbo == "warn_refusal":
        return "Il preavviso c’è già stato: ora si accoglie o si respinge."
    if azione.verbo == "archive":
        return "Chi ha fatto domanda ha ancora tempo per rispondere."
    if trovata.stato == StatoDomanda.PREAVVISO:
        return "Il preavviso lo ritira il responsabile del procedimento."
    return "Questo passo non è possibile adesso."
