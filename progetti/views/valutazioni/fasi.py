"""The steps by which the responsabile leads the scoring of a call."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conciliazione.transizioni import available, transitions_of
from progetti import permissions
from progetti.chi_valuta import ChiValuta
from progetti.forms.valutazioni import ChiusuraForm, RimedioForm
from progetti.models import Avviso
from progetti.views.valutazioni.accesso import scored_call
from rete.views.sedute.accesso import moved

# The words in the address of each step, in the order of their buttons.
PAROLE = {
    "apri-le-schede": "open_scoring",
    "scegli-un-rimedio": "choose_remedy",
    "apri-le-schede-mancanti": "add_sheets",
    "chiudi-la-valutazione": "reveal",
}
FATTO = {
    "open_scoring": "Le schede sono aperte: chi valuta riceve un’e-mail.",
    "choose_remedy": "La scelta è registrata con il suo atto, e si legge nell’avviso.",
    "add_sheets": "Le schede mancanti sono aperte.",
    "reveal": "La valutazione è chiusa: l’organo legge i punteggi di tutti.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def fase(request: HttpRequest, slug: str, parole: str) -> HttpResponse:
    """Make a call take a step of its scoring."""
    avviso = scored_call(request, slug)
    verbo = PAROLE.get(parole)
    if verbo is None:
        raise Http404
    if verbo not in available(avviso, request.user):
        return _not_now(request, avviso)
    modulo = _form(verbo, avviso)(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        dati = {n: v for n, v in modulo.cleaned_data.items() if n in ("rimedio", "organo")}
        if isinstance(modulo, RimedioForm):
            dati["record_act"] = modulo.record_act
        torna = reverse("valutazioni:avviso", args=[slug]), "alla valutazione"
        if risposta := moved(request, avviso, verbo, modulo, FATTO[verbo], torna, **dati):
            return risposta
    chi = ChiValuta(avviso)
    contesto = {
        "avviso": avviso,
        "verbo": verbo,
        "transizione": transitions_of(avviso)[verbo],
        "form": modulo,
        "davanti": [chi.explain(p) for p in chi.quadro.proposte if not chi.quadro.is_quorate(p)],
    }
    return render(request, "progetti/valutazioni/fase.html", contesto)


def _not_now(request: HttpRequest, avviso: Avviso) -> HttpResponse:
    """Who never may gets a 403; who may, but not now, goes back to see how it is."""
    if not permissions.can_publish_call(request.user, avviso):
        raise PermissionDenied
    messages.warning(request, "La valutazione è andata avanti: questo passo non si può più fare.")
    return redirect("valutazioni:avviso", avviso.slug)


def _form(verbo: str, avviso: Avviso) -> Callable[..., forms.Form]:
    if verbo == "choose_remedy":
        return lambda dati: RimedioForm(dati, avviso=avviso)
    return ChiusuraForm if verbo == "reveal" else forms.Form
