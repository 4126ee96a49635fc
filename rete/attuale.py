"""The ciclo that a request is about, read once for all that it shows."""

from django.http import HttpRequest

from rete.models import Ciclo

_MEMORIA = "ciclo_attuale"


def current_ciclo(request: HttpRequest | None = None) -> Ciclo | None:
    """The current `Ciclo` with its capofila and profile; None without data.

    One query; none when it was already read for the same `request`.
    """
    if not hasattr(request, _MEMORIA):
        ciclo = Ciclo.objects.select_related("capofila__profilo").current()
        if request is None:
            return ciclo
        setattr(request, _MEMORIA, ciclo)
    return getattr(request, _MEMORIA)
