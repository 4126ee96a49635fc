"""The proposals of who reads, a new one, and the page of each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.ricevute import once
from conciliazione.testo import render_markdown
from progetti import bozze
from progetti.completezza import costs_of, to_complete
from progetti.contenuto import parse
from progetti.enums import ChiPropone, StatoProposta
from progetti.forms.proposte import CominciaForm
from progetti.lettura_proposta import read_tree, timeline_of_tree
from progetti.models import Avviso, PartecipazioneProposta, Proposta
from progetti.permissions import (
    alliances_for,
    can_edit_proposal,
    own_proposals,
    proponents_for,
    proposes,
)
from progetti.views.proposte.accesso import visible_proposal
from rete.permissions import Persona, soggetti_of

DI_ALTRI = "Questa alleanza ha già una proposta sull’avviso, cominciata da chi la guidava prima."


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals that one writes, and those in which one is asked to take part."""
    righe = own_proposals(request.user).select_related("avviso", "proponente")
    contesto = {"proposte": righe.order_by("-modificata_il", "-pk")}
    return render(request, "progetti/proposte/elenco.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """A new proposal on an open call, for one of the soggetti that one speaks for."""
    avviso = get_object_or_404(Avviso.objects.published(), slug=slug)
    soggetti = proponents_for(request.user, avviso)
    if not soggetti:
        raise PermissionDenied
    if not Avviso.objects.open_now().filter(pk=avviso.pk).exists():
        messages.error(request, "In questo momento l’avviso non è aperto.")
        return redirect(avviso)
    di_alleanza = avviso.chi_propone == ChiPropone.ALLEANZA
    form = CominciaForm(
        request.POST if request.method == "POST" else None,
        soggetti=soggetti,
        alleanze=alliances_for(request.user, avviso) if di_alleanza else None,
    )
    if form.is_bound and form.is_valid() and (codice := _begin(request, avviso, form)):
        return redirect("proposte:proposta", codice)
    contesto = {"avviso": avviso, "form": form, "presenti": _present(request.user, avviso)}
    return render(request, "progetti/proposte/comincia.html", contesto)


def _present(user: Persona, avviso: Avviso) -> list[Proposta]:
    """The proposals that the soggetti of who asks already have on the call."""
    sue = Proposta.objects.filter(avviso=avviso, proponente__in=soggetti_of(user))
    sue = sue.exclude(stato=StatoProposta.RITIRATA).select_related("proponente", "alleanza")
    return list(sue.order_by("pk"))


def _begin(request: HttpRequest, avviso: Avviso, form: CominciaForm) -> str:
    """The code of the proposal begun, or of the one that was there; "" where another proposes for
    the same alliance, and the form says so."""
    soggetto, alleanza = form.proponent()

    def create() -> str:
        return bozze.begin(avviso, soggetto, request.user, alleanza).codice

    try:
        return once(request.user, "proposta", form.cleaned_data["gettone"], create)[0]
    except IntegrityError:
        presente = bozze.present_proposal(avviso, soggetto, alleanza)
        if presente is None:
            raise
    if not proposes(request.user, presente):
        form.add_error("alleanza", DI_ALTRI)
        return ""
    chi = alleanza or soggetto
    messages.warning(request, f"{chi} ha già una proposta su questo avviso: è questa.")
    return presente.codice


@require_safe
def proposal(request: HttpRequest, codice: str) -> HttpResponse:
    """A proposal as who may read it reads it."""
    proposta = visible_proposal(request, codice)
    scrive = can_edit_proposal(request.user, proposta)
    contesto = {
        **whole(proposta),
        "scrive": scrive,
        "propone": proposes(request.user, proposta),
        "mancanti": to_complete(proposta) if scrive else [],
        "mie": own_participations(request.user, proposta),
    }
    return render(request, "progetti/proposte/proposta.html", contesto)


def whole(proposta: Proposta) -> dict[str, object]:
    """Everything that a proposal says, for the pages that show it whole."""
    partecipazioni = list(proposta.partecipazioni.select_related("soggetto"))
    return {
        "proposta": proposta,
        "avviso": proposta.avviso,
        "azioni": proposta.azioni.all(),
        "contesto": render_markdown(proposta.contesto),
        "obiettivo": render_markdown(proposta.obiettivo),
        "partecipazioni": partecipazioni,
        "obiettivi": read_tree(proposta),
        "tempi": timeline_of_tree(parse(proposta.contenuto), str(proposta)),
        "quote": proposta.quote.select_related("soggetto"),
        "costi": costs_of(proposta),
        "allegati": proposta.allegati.select_related("documento"),
    }


def own_participations(user: Persona, proposta: Proposta) -> QuerySet[PartecipazioneProposta]:
    """What is asked of the soggetti for which one speaks, besides the proponent."""
    suoi = proposta.partecipazioni.filter(soggetto__in=soggetti_of(user), capofila=False)
    return suoi.select_related("soggetto")
