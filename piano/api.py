"""The public API of the figures and of the published Piano."""

from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from conciliazione.cifre import ErroreCifra, Lettura, Valore, all_figures
from conciliazione.periodi import today
from piano.models import Versione
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


@login_not_required
@api_view(["GET"])
@permission_classes([AllowAny])
def versioni(request: Request) -> Response:
    """The published versions of the Piano, with the fingerprint of each PDF."""
    pubblicate = Versione.objects.pubblicate().defer("dati").select_related("documento", "piano")
    pubblicate = pubblicate.select_related("piano__ciclo").order_by("-piano__ciclo__dal", "-numero")
    return Response({"items": [_as_json(request, versione) for versione in pubblicate]})


def _as_json(request: Request, versione: Versione) -> dict[str, object]:
    return {
        "codice": versione.codice,
        "ciclo": versione.piano.ciclo.slug,
        "numero": versione.numero,
        "dati_al": versione.dati_al.isoformat(),
        "pubblicata_il": versione.pubblicata_il.isoformat(),
        "pagine": versione.pagine,
        "dimensione": versione.documento.dimensione,
        "sha256": versione.documento.sha256,
        "sha256_dati": versione.sha256_dati,
        "pagina": request.build_absolute_uri(versione.get_absolute_url()),
        "pdf": request.build_absolute_uri(reverse("piano:download", args=[versione.codice])),
    }
