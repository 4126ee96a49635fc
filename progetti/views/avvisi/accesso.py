"""Which call a page is about, for who asks."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from progetti import permissions
from progetti.models import Avviso

COLLEGATI = (
    *("ciclo__capofila", "emanante", "organo", "progetto__alleanza"),
    *("atto", "atto_esito", "atto_incompatibilita"),
)


def visible_call(request: HttpRequest, slug: str) -> Avviso:
    """The call with that slug, with what its pages show of it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    avvisi = permissions.calls_visible_to(request.user).select_related(*COLLEGATI)
    return get_object_or_404(avvisi, slug=slug)


def written_call(
    request: HttpRequest,
    slug: str,
    may: Callable[..., bool] = permissions.can_write_call,
) -> Avviso:
    """The call with that slug, for who may do something with it.

    Raises:
        Http404: it is not there for this person.
        PermissionDenied: the person may only read it.
    """
    avviso = visible_call(request, slug)
    if not may(request.user, avviso):
        raise PermissionDenied
    return avviso
