"""What every page says about the network and its lead body."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rete.models import Ciclo


def portale(request: HttpRequest) -> dict[str, object]:
    """Add `portale`: the current `Ciclo` with its capofila and profile; empty without data.

    One query, made when a template first reads it: an answer without our page costs none.
    """
    return {"portale": SimpleLazyObject(_current_ciclo)}


def _current_ciclo() -> Ciclo | None:
    return Ciclo.objects.select_related("capofila__profilo").current()
