"""The public API of the figures."""

from django.contrib.auth.decorators import login_not_required
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from conciliazione.cifre import ErroreCifra, Lettura, Valore, all_figures
from conciliazione.periodi import today
from rete.models import Ciclo


@login_not_required
@api_view(["GET"])
@permission_classes([AllowAny])
def cifre(request: Request) -> Response:
    """Every figure that needs no argument, for the current ciclo, today."""
    ciclo = Ciclo.objects.current()
    items = list(_figures(Lettura(ciclo, today()))) if ciclo else []
    return Response({"ciclo": ciclo and ciclo.slug, "items": items})


def _figures(lettura: Lettura):
    for cifra in all_figures():
        if not cifra.is_plain:
            continue
        try:
            valore = lettura.value(cifra.chiave)
        except ErroreCifra:
            continue
        yield {
            "chiave": cifra.chiave,
            "etichetta": cifra.etichetta,
            "formato": cifra.formato,
            "valore": _as_json_value(valore, cifra.formato),
            "testo": lettura.write(cifra.chiave),
            "al": lettura.on.isoformat(),
        }


def _as_json_value(valore: Valore | None, formato: str) -> int | str | None:
    """Counts as numbers, amounts as euro to the cent, everything else as text."""
    if valore is None or isinstance(valore, int):
        return valore
    return f"{valore:.2f}" if formato == "euro" else str(valore)
