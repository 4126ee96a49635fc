"""The proposals of a closed call for who examines them: the list, one proposal, its requirements.

Until the call is closed these pages are not there, for anybody.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.copie import fingerprint
from conciliazione.transizioni import available
from progetti.carta_proposta import as_sent
from progetti.esame import check_list, record_checks, timeline
from progetti.forms.istruttoria import RequisitiForm
from progetti.models import Avviso
from progetti.models.proposte import IN_GARA
from progetti.permissions import (
    calls_visible_to,
    can_admit_proposal,
    can_write_call,
    forbidden_to,
    open_request,
)
from progetti.views.istruttoria.passi import AZIONI, examined


@require_safe
def list_proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposals that a closed call received, but for those that the person may not score."""
    avviso = _expired(request, slug)
    proposte = avviso.proposte.filter(stato__in=IN_GARA).select_related("proponente")
    visibili = proposte.exclude(pk__in=forbidden_to(request.user, avviso))
    contesto = {"avviso": avviso, "proposte": visibili.order_by("presentata_il", "pk")}
    return render(request, "progetti/istruttoria/elenco.html", contesto)


@require_safe
def examine(request: HttpRequest, codice: str) -> HttpResponse:
    """One proposal, with all that who examines it needs."""
    proposta = examined(request, codice)
    possibili = available(proposta, request.user)
    inviata = as_sent(proposta)
    copia = inviata["copia"]
    contesto = {
        **inviata,
        "proposta": proposta,
        "azioni": [
            (slug, possibili[azione.verbo].label)
            for slug, azione in AZIONI.items()
            if azione.verbo in possibili
        ],
        "aperta": open_request(proposta),
        "richieste": proposta.richieste.all(),
        "requisiti": check_list(proposta),
        "si_segnano": can_admit_proposal(request.user, proposta),
        "copia_integra": copia is not None and fingerprint(copia.dati) == copia.sha256,
        "storia": timeline(proposta),
    }
    return render(request, "progetti/istruttoria/proposta.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def requirements(request: HttpRequest, codice: str) -> HttpResponse:
    """The requirements of the call, to be marked one by one."""
    proposta = examined(request, codice)
    if not can_admit_proposal(request.user, proposta):
        raise PermissionDenied
    dati = request.POST if request.method == "POST" else None
    modulo = RequisitiForm(dati, voci=check_list(proposta))
    if modulo.is_bound and modulo.is_valid():
        record_checks(proposta, request.user, modulo.changed())
        messages.success(request, "I requisiti sono segnati.")
        return redirect("proposte:examine", codice)
    contesto = {"proposta": proposta, "form": modulo, "righe": modulo.rows()}
    return render(request, "progetti/istruttoria/requisiti.html", contesto)


def _expired(request: HttpRequest, slug: str) -> Avviso:
    """A closed call, for who follows its procedure.

    Raises:
        Http404: there is none, it is not closed, or the person does not follow it.
    """
    avviso = get_object_or_404(calls_visible_to(request.user), slug=slug)
    if not avviso.is_expired or not can_write_call(request.user, avviso):
        raise Http404
    return avviso
