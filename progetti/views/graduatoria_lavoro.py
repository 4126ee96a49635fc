"""The work on a ranking: from the meeting to the act, and what happens after it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.esporta import workbook_response
from conciliazione.transizioni import NotAllowed, StaleState, perform
from progetti.enums import StatoAvviso
from progetti.forms.graduatoria import (
    BozzaVerbaleForm,
    ConcludiForm,
    PrecedenzeForm,
    RinunciaConAttoForm,
    RinunciaForm,
    SchedeForm,
    ScorrimentoForm,
    SedutaForm,
    meetings_for,
)
from progetti.graduatoria import (
    asked,
    money_left,
    next_in_line,
    read_ranking,
    still_to_confirm,
    what_stops,
)
from progetti.models import Avviso, Proposta
from progetti.permissions import (
    calls_visible_to,
    can_export_sheets,
    can_give_up,
    can_promote,
    can_rank,
    can_view_ranking,
)
from progetti.schede_esportate import sheets_of
from progetti.verbale import draft_scoring
from rete.attuale import acting_as
from rete.enums import StatoSeduta
from rete.permissions import can_manage_organo, can_write_minutes
from rete.verbali import put_on_top, render_minutes

ANCORA_APERTE = (
    "Le schede si possono ancora cambiare, e il verbale direbbe un’altra cosa: la bozza si fa"
    " quando sono tutte confermate."
)
COLLEGATI = ("ciclo", "emanante", "organo", "seduta", "progetto", "atto_esito")


@require_safe
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """The ranking as it is computed now, what it still lacks, and the next step."""
    avviso = _ranking(request, slug)
    if avviso.has_outcome:
        return redirect("graduatoria:graduatoria", avviso.slug)
    graduatoria = read_ranking(avviso)
    contesto = {
        "avviso": avviso,
        "graduatoria": graduatoria,
        "mancanze": what_stops(graduatoria) if avviso.stato == StatoAvviso.CHIUSO else [],
        "puo": can_rank(request.user, avviso),
        "scrive": avviso.seduta is not None
        and avviso.seduta.stato == StatoSeduta.TENUTA
        and can_write_minutes(request.user, avviso.seduta),
        "resta": avviso.dotazione - graduatoria.assegnato,
    }
    return render(request, "progetti/graduatoria/prepara.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """In which meeting the organo scores."""
    avviso = _managed(request, slug)
    modulo = SedutaForm(_posted(request), avviso=avviso)
    if modulo.is_bound and modulo.is_valid():
        dati = {"seduta": modulo.cleaned_data["seduta"]}
        if _moved(request, avviso, "link_meeting", modulo, "La seduta è indicata.", **dati):
            return redirect("graduatoria:prepare", avviso.slug)
    contesto = {
        "avviso": avviso,
        "form": modulo,
        "ci_sono": meetings_for(avviso).exists(),
        "convoca": can_manage_organo(request.user, avviso.organo),
    }
    return render(request, "progetti/graduatoria/seduta.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """The minutes of the meeting drafted from the data; what is written there is never lost."""
    avviso = _ranking(request, slug)
    seduta = avviso.seduta
    if seduta is None or seduta.stato != StatoSeduta.TENUTA:
        messages.warning(request, "Il verbale si scrive quando la seduta indicata è tenuta.")
        return redirect("graduatoria:prepare", avviso.slug)
    if not can_write_minutes(request.user, seduta):
        raise PermissionDenied
    if n := still_to_confirm(avviso):
        messages.warning(request, f"{ANCORA_APERTE} Schede da confermare: {n}.")
        return redirect("graduatoria:prepare", avviso.slug)
    bozza = draft_scoring(read_ranking(avviso))
    modulo = BozzaVerbaleForm(_posted(request), seduta=seduta)
    if modulo.is_bound and modulo.is_valid():
        if put_on_top(seduta, bozza, modulo.cleaned_data["versione"]):
            messages.success(request, "La bozza è nel verbale: ora si può correggere.")
            return redirect("rete:minutes", seduta.codice)
        messages.error(request, "Nel frattempo il verbale è cambiato: rileggerlo e riprovare.")
        return redirect("graduatoria:minutes", avviso.slug)
    contesto = {
        "avviso": avviso,
        "seduta": seduta,
        "form": modulo,
        "anteprima": render_minutes(bozza, livello=3),
        "attuale": render_minutes(seduta.verbale, livello=3),
    }
    return render(request, "progetti/graduatoria/bozza.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """The scoring is over: from here on the ranking does not change."""
    avviso = _managed(request, slug)
    graduatoria = read_ranking(avviso)
    pari = graduatoria.da_decidere
    modulo = PrecedenzeForm(_posted(request), pari=pari)
    if modulo.is_bound and modulo.is_valid():
        dati = {"precedenze": modulo.places()}
        if _moved(request, avviso, "rank", modulo, "La valutazione è chiusa.", **dati):
            return redirect("graduatoria:prepare", avviso.slug)
    contesto = {
        "avviso": avviso,
        "form": modulo,
        "graduatoria": graduatoria,
        "mancanze": what_stops(graduatoria),
    }
    return render(request, "progetti/graduatoria/chiudi.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, slug: str) -> HttpResponse:
    """The act that approves the ranking."""
    avviso = _managed(request, slug, StatoAvviso.VALUTATO)
    graduatoria = read_ranking(avviso)
    modulo = ConcludiForm(_posted(request), graduatoria=graduatoria)
    if modulo.is_bound and modulo.is_valid():
        fatto = "L’esito è registrato e le lettere sono partite."
        if _moved(request, avviso, "conclude", modulo, fatto, **modulo.step()):
            return redirect("graduatoria:graduatoria", avviso.slug)
    contesto = {"avviso": avviso, "form": modulo, "graduatoria": graduatoria}
    return render(request, "progetti/graduatoria/concludi.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, slug: str, codice: str) -> HttpResponse:
    """A proposal gives up its place or its money."""
    proposta = _ranked_proposal(request, slug, codice, can_give_up)
    con_atto = can_rank(request.user, proposta.avviso)
    modulo = (RinunciaConAttoForm if con_atto else RinunciaForm)(_posted(request))
    if modulo.is_bound and modulo.is_valid():
        dati = {"record_act": modulo.record_act} if con_atto else {}
        dati["reason"] = modulo.cleaned_data["motivo"]
        if _moved(request, proposta, "give_up", modulo, "La rinuncia è registrata.", **dati):
            return redirect("graduatoria:graduatoria", slug)
    contesto = {"avviso": proposta.avviso, "proposta": proposta, "form": modulo}
    contesto["con_atto"] = con_atto
    return render(request, "progetti/graduatoria/rinuncia.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def promote(request: HttpRequest, slug: str, codice: str) -> HttpResponse:
    """The ranking moves on: a proposal takes the money that is free."""
    proposta = _ranked_proposal(request, slug, codice, can_promote)
    modulo = ScorrimentoForm(_posted(request))
    if modulo.is_bound and modulo.is_valid():
        dati = {"record_act": modulo.record_act}
        if _moved(request, proposta, "promote", modulo, "Lo scorrimento è registrato.", **dati):
            return redirect("graduatoria:graduatoria", slug)
    contesto = {
        "avviso": proposta.avviso,
        "proposta": proposta,
        "form": modulo,
        "chiede": asked(proposta.esito),
        "libero": money_left(proposta.avviso),
        "turno": proposta.pk in {e.proposta_id for e in next_in_line(proposta.avviso)},
    }
    return render(request, "progetti/graduatoria/scorrimento.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """The single sheets, for a request of access: why is written before they leave."""
    avviso = _ranking(request, slug)
    if not can_export_sheets(request.user, avviso):
        raise PermissionDenied
    modulo = SchedeForm(_posted(request))
    if modulo.is_bound and modulo.is_valid():
        motivo = modulo.cleaned_data["motivo"]
        veste = acting_as(request)
        try:
            perform(avviso, "export_sheets", request.user, reason=motivo, acting_as=veste)
        except StaleState as errore:
            messages.error(request, str(errore))
            return redirect("graduatoria:sheets", avviso.slug)
        return workbook_response(f"schede-{avviso.slug}", sheets_of(avviso))
    return render(request, "progetti/graduatoria/schede.html", {"avviso": avviso, "form": modulo})


# --- Which call, and how it moves --------------------------------------------------------------


def _ranking(request: HttpRequest, slug: str) -> Avviso:
    """The call, for who sees its ranking before the act.

    Raises:
        Http404: there is none for this person.
    """
    avvisi = calls_visible_to(request.user).select_related(*COLLEGATI)
    avviso = get_object_or_404(avvisi, slug=slug)
    if not can_view_ranking(request.user, avviso):
        raise Http404
    return avviso


def _managed(request: HttpRequest, slug: str, stato: str = StatoAvviso.CHIUSO) -> Avviso:
    """The call, for who records its acts, while it is where the step starts.

    Raises:
        Http404: it is not there for this person, or is elsewhere.
        PermissionDenied: the person may only read it.
    """
    avviso = _ranking(request, slug)
    if not can_rank(request.user, avviso):
        raise PermissionDenied
    if avviso.stato != stato:
        raise Http404
    return avviso


def _ranked_proposal(
    request: HttpRequest, slug: str, codice: str, may: Callable[[object, Proposta], bool]
) -> Proposta:
    """A proposal of a concluded call, for who may move it.

    Raises:
        Http404: the outcome has no such proposal.
        PermissionDenied: the person may only read it.
    """
    proposte = Proposta.objects.filter(avviso__slug=slug, avviso__stato=StatoAvviso.CONCLUSO)
    con_esito = proposte.filter(esito__isnull=False).select_related(
        "avviso__ciclo", "avviso__progetto", "avviso__emanante", "proponente", "esito"
    )
    proposta = get_object_or_404(con_esito, codice=codice)
    if not may(request.user, proposta):
        raise PermissionDenied
    return proposta


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was typed; nothing while the page is only read."""
    return request.POST if request.method == "POST" else None


def _moved(
    request: HttpRequest,
    obj: Avviso | Proposta,
    verbo: str,
    modulo: forms.Form,
    fatto: str,
    **dati: object,
) -> bool:
    """Make `obj` go through `verbo`; whether the page is done with it."""
    try:
        perform(obj, verbo, request.user, acting_as=acting_as(request), **dati)
    except (StaleState, NotAllowed) as errore:
        messages.error(request, str(errore))
        return True
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return False
    messages.success(request, fatto)
    return True
