"""Which call, or which sheet, a page of the scoring is about, for who asks."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from progetti import permissions
from progetti.models import Avviso, Valutazione
from rete.permissions import Persona

AVVISO = ("organo", "emanante", "progetto__alleanza")


def scored_call(
    request: HttpRequest, slug: str, may: Callable[..., bool] = permissions.can_follow_scoring
) -> Avviso:
    """The call with that slug, after its closing, for who follows how it is scored.

    Raises:
        Http404: it is not there for this person: the answer is the same.
        PermissionDenied: the person follows it, and may not do this.
    """
    avvisi = permissions.calls_visible_to(request.user).select_related(*AVVISO)
    avviso = get_object_or_404(avvisi, slug=slug)
    if not permissions.can_follow_scoring(request.user, avviso):
        raise Http404
    if not may(request.user, avviso):
        raise PermissionDenied
    return avviso


Rule = Callable[[Persona, Valutazione], bool]


def visible_sheet(
    request: HttpRequest, codice: str, sees: Rule = permissions.can_view_sheet
) -> Valutazione:
    """The sheet with that code, with its proposal and its call, for who `sees` it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    collegati = (
        *(f"proposta__avviso__{nome}" for nome in AVVISO),
        *("proposta__proponente", "proposta__alleanza"),
        *("mandato__utente", "mandato__designato_da", "mandato__seggio"),
    )
    schede = Valutazione.objects.select_related(*collegati)
    scheda = get_object_or_404(schede, codice=codice)
    if not sees(request.user, scheda):
        raise Http404
    return scheda
