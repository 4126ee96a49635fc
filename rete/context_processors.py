"""What every page says about the network and its lead body."""

from functools import partial

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rete.attuale import chosen_role, current_ciclo


def portale(request: HttpRequest) -> dict[str, object]:
    """Add `portale`, the current `Ciclo` with its capofila and profile, empty without data; and
    `veste`, the role in which the person chose to act, empty if they did not.

    Read when a template first asks: an answer without our page costs no query.
    """
    return {
        "portale": SimpleLazyObject(partial(current_ciclo, request)),
        "veste": SimpleLazyObject(partial(chosen_role, request)),
    }
