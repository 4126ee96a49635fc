"""Asking that an organo be convened, and answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.models import Passaggio
from conciliazione.ricevute import once
from conciliazione.transizioni import available
from rete import permissions
from rete.attuale import acting_as
from rete.enums import LivelloOrgano, StatoRichiesta
from rete.forms.sedute import AccoglimentoForm, MotivoForm, RichiestaForm, still_to_come
from rete.models import Organo, RichiestaConvocazione
from rete.richieste_convocazione import ask
from rete.views.sedute.accesso import moved


@require_http_methods(["GET", "HEAD", "POST"])
def chiedi(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask that an organo be convened; a double click asks once."""
    organo = get_object_or_404(Organo.objects.exclude(livello=LivelloOrgano.ESTERNO), slug=slug)
    if not permissions.can_ask_convocation(request.user, organo):
        raise PermissionDenied
    modulo = RichiestaForm(request.POST or None)
    if modulo.is_bound and modulo.is_valid():
        codice, _ = once(
            request.user,
            "richiesta-convocazione",
            modulo.cleaned_data["gettone"],
            lambda: _write(request, organo, modulo).codice,
        )
        messages.success(request, "La richiesta è inviata agli uffici che convocano l’organo.")
        return redirect("rete:convocation_request", codice)
    return render(request, "rete/sedute/chiedi.html", {"organo": organo, "form": modulo})


def _write(request: HttpRequest, organo: Organo, modulo: RichiestaForm) -> RichiestaConvocazione:
    return ask(
        organo=organo,
        argomento=modulo.cleaned_data["argomento"],
        testo=modulo.cleaned_data["testo"],
        chiesta_da=request.user,
        in_veste_di=acting_as(request),
    )


def _visible(request: HttpRequest, codice: str) -> RichiestaConvocazione:
    visibili = permissions.requests_visible_to(request.user)
    return get_object_or_404(
        visibili.select_related("organo", "chiesta_da", "seduta"), codice=codice
    )


@require_safe
def richiesta(request: HttpRequest, codice: str) -> HttpResponse:
    """A request, how it ended, and the answer for who gives it."""
    trovata = _visible(request, codice)
    return _page(request, trovata, None, None)


@require_POST
def rispondi(request: HttpRequest, codice: str, parole: str) -> HttpResponse:
    """Accept a request, naming the meeting, or refuse it, saying why."""
    trovata = _visible(request, codice)
    if not permissions.can_answer_request(request.user, trovata):
        raise PermissionDenied
    if parole == "accogli":
        accoglie = AccoglimentoForm(request.POST, sedute=still_to_come(trovata.organo))
        fatto = "La richiesta è accolta: chi l’ha fatta è stato avvisato."
        dati = accoglie.cleaned_data if accoglie.is_valid() else None
        risposta = dati and moved(request, trovata, "accept_request", accoglie, fatto, **dati)
        return risposta or _page(request, trovata, accoglie, None)
    if parole != "respingi":
        raise Http404
    respinge = MotivoForm(request.POST)
    fatto = "La richiesta non è accolta: chi l’ha fatta riceve il motivo."
    if not respinge.is_valid():
        return _page(request, trovata, None, respinge)
    risposta = moved(request, trovata, "refuse_request", respinge, fatto)
    return risposta or _page(request, trovata, None, respinge)


def _page(
    request: HttpRequest,
    richiesta: RichiestaConvocazione,
    accoglie: AccoglimentoForm | None,
    respinge: MotivoForm | None,
) -> HttpResponse:
    possibili = available(richiesta, request.user)
    sedute = still_to_come(richiesta.organo)
    scelta = {"seduta": request.GET.get("seduta", "")}
    contesto = {
        "richiesta": richiesta,
        "risponde": bool(possibili),
        "sedute": sedute.exists() if possibili else False,
        "accoglie": accoglie or AccoglimentoForm(sedute=sedute, initial=scelta),
        "respinge": respinge or MotivoForm(),
        "aperta": richiesta.stato == StatoRichiesta.APERTA,
        "passaggi": Passaggio.objects.about(richiesta).select_related("autore"),
    }
    return render(request, "rete/sedute/richiesta.html", contesto)
