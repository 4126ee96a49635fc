"""Who opens the pages of a proposal: to all others it is not there."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from progetti.models import Proposta
from progetti.permissions import can_view_proposal, proposes

View = Callable[..., HttpResponse]

NON_C_E = "La proposta non c’è, oppure non è fra quelle che si possono leggere."


def visible_proposal(request: HttpRequest, codice: str) -> Proposta:
    """The proposal with that code, for who reads it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = Proposta.objects.select_related("avviso__organo", "proponente", "alleanza")
    proposta = righe.filter(codice=codice).first()
    if proposta is None or not can_view_proposal(request.user, proposta):
        raise Http404(NON_C_E)
    return proposta


def drafting(view: View) -> View:
    """A page where a proposal is written: `view(request, proposta, …)`.

    Who only reads it may not; once it is sent, it leads to where it is read.
    """

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, codice: str, **altro: object) -> HttpResponse:
        proposta = visible_proposal(request, codice)
        if not proposes(request.user, proposta):
            raise PermissionDenied
        if not proposta.is_draft:
            return redirect(proposta)
        return view(request, proposta, **altro)

    return checked
