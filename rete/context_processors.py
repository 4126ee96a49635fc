"""What every page says about the network and its lead body."""

from functools import partial

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rete.attuale import current_ciclo


def portale(request: HttpRequest) -> dict[str, object]:
    """Add `portale`: the current `Ciclo` with its capofila and profile; empty without data.

    One query, made when a template first reads it: an answer without our page costs none.
    """
    return {"portale": SimpleLazyObject(partial(current_ciclo, request))}
