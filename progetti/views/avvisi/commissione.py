"""The commissione that scores a call of second level, made by the capofila that issues it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conciliazione.ricevute import once
from progetti.chi_puo_valutare import organi_for
from progetti.enums import LivelloAvviso
from progetti.forms.commissione import CommissioneForm
from progetti.models import Avviso
from progetti.permissions import can_make_panel
from progetti.views.avvisi.accesso import written_call
from rete.nomine import found


@require_http_methods(["GET", "HEAD", "POST"])
def commissione(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that the capofila has already, and a new one; a double click makes one."""
    avviso = written_call(request, slug)
    if avviso.livello != LivelloAvviso.SECONDO:
        raise Http404
    if not can_make_panel(request.user, avviso):
        raise PermissionDenied
    modulo = CommissioneForm(request.POST or None)
    if modulo.is_bound and modulo.is_valid():
        gettone = modulo.cleaned_data["gettone"]
        suo, _ = once(request.user, "commissione", gettone, lambda: _found(avviso, modulo))
        messages.success(
            request,
            "La commissione c’è: ora si registra chi siede in ogni seggio. Poi la si sceglie nella"
            " pagina «Chi e come valuta» dell’avviso.",
        )
        return redirect("rete:composizione", suo)
    contesto = {"avviso": avviso, "form": modulo, "proprie": list(organi_for(avviso))}
    return render(request, "progetti/avvisi/commissione.html", contesto)


def _found(avviso: Avviso, modulo: CommissioneForm) -> str:
    seggi = modulo.cleaned_data["seggi"]
    return found(avviso.emanante, modulo.columns(), modulo.record_act(), seggi).slug
