"""The ranking that the act approved, for everybody: as a page and as a table."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from conciliazione.esporta import Column, csv_response
from conciliazione.transizioni import available
from progetti.enums import StatoProposta
from progetti.graduatoria import asked, money_left, next_in_line, read_outcome
from progetti.models import Avviso, Esito, Proposta
from progetti.permissions import calls_visible_to, can_rank, can_view_ranking

COLONNE = (
    Column("posizione", lambda e: e.posizione),
    Column("titolo", lambda e: e.proposta.titolo),
    Column("proponente", lambda e: str(e.proposta.proponente)),
    Column("punteggio", lambda e: e.punteggio),
    Column("esito", lambda e: e.esito),
    Column("contributo_richiesto", asked),
    Column("importo", lambda e: e.importo),
    Column("motivazione", lambda e: e.motivazione),
    Column("stato", lambda e: e.proposta.stato),
    Column("importo_concesso", lambda e: e.proposta.importo_concesso),
)


@login_not_required
@require_safe
def graduatoria(request: HttpRequest, slug: str) -> HttpResponse:
    """The outcome of a call; before its act, who prepares it goes to their own page."""
    avviso = _call(request, slug)
    if not avviso.has_outcome:
        if can_view_ranking(request.user, avviso):
            return redirect("graduatoria:prepare", avviso.slug)
        raise Http404
    esiti = read_outcome(avviso)
    segue, libero = can_rank(request.user, avviso), money_left(avviso)
    contesto = {
        "avviso": avviso,
        "righe": [(esito, asked(esito), _moved(esito)) for esito in esiti],
        "criteri": esiti[0].calcolo["criteri"] if esiti else [],
        "rinunce": _may_give_up(request, esiti),
        "segue": segue,
        "turno": next_in_line(avviso) if segue else [],
        "libero": libero,
        "concesso": avviso.dotazione - libero,
    }
    return render(request, "progetti/graduatoria/graduatoria.html", contesto)


@login_not_required
@require_safe
def tabella(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The same, as a CSV."""
    avviso = get_object_or_404(Avviso.objects.filter(stato="concluso"), slug=slug)
    return csv_response(f"graduatoria-{avviso.slug}", COLONNE, read_outcome(avviso))


def _call(request: HttpRequest, slug: str) -> Avviso:
    avvisi = calls_visible_to(request.user).select_related("ciclo", "emanante", "atto_esito")
    return get_object_or_404(avvisi, slug=slug)


def _moved(esito: Esito) -> str:
    """What happened to a proposal after the act that ranked it, if anything did."""
    proposta = esito.proposta
    if proposta.stato == StatoProposta.RINUNCIATA:
        return "rinuncia"
    if proposta.stato != esito.esito:
        return "scorrimento"
    return ""


def _may_give_up(request: HttpRequest, esiti: list[Esito]) -> list[Proposta]:
    """The proposals for which who reads may say that they give up."""
    if request.user.is_anonymous:
        return []
    proposte = [esito.proposta for esito in esiti]
    return [p for p in proposte if "give_up" in available(p, request.user)]
