"""The public API of one figure, with the rows behind it."""

from collections.abc import Mapping

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from conciliazione.api import operazioni
from conciliazione.api.richieste import PAGINA, PAGINAZIONE, PER_PAGINA, paginate
from conciliazione.api.scrittura import write_row
from conciliazione.api.viste import PublicAPIView
from conciliazione.cifre import ErroreCifra, Lettura, find_figure
from rete.cifre_aperte import CAMPI, ESEMPIO, ORIGINE, GiornoFilter
from rete.pannelli import read_figures


class CifraView(PublicAPIView):
    """A figure, the arguments that it takes, and a page of the rows behind it."""

    def describe(self) -> operazioni.Operazione:
        return DESCRIZIONE

    def get_parameters(self) -> tuple[str, ...]:
        return (*GiornoFilter.base_filters, *PAGINAZIONE)

    def get(self, request: Request, riferimento: str) -> Response:
        filtro = GiornoFilter(request.query_params, [])
        if not filtro.is_valid():
            raise ValidationError(filtro.errors)
        lettura = read_figures(on=filtro.giorno)
        if lettura is None:
            raise NotFound("Non c'è ancora un ciclo di cui leggere le cifre.")
        try:
            return Response(_figure(request, lettura, riferimento))
        except ErroreCifra as errore:
            raise NotFound(f"La cifra non si può leggere: {errore}.") from errore


def _figure(request: Request, lettura: Lettura, riferimento: str) -> Mapping[str, object]:
    """What there is to say of a figure; without a value, when it needs an argument.

    Raises:
        ErroreCifra: as `Lettura.read`.
    """
    chiave, _, argomento = riferimento.partition(":")
    cifra = find_figure(chiave)
    argomenti = [f"{chiave}:{nome}" for nome in lettura.arguments(chiave)]
    if not argomento and not cifra.is_plain:
        return {"cifra": None, "argomenti": argomenti, "righe": _rows(request, [])}
    return {
        "cifra": write_row(CAMPI, lettura.read(riferimento)),
        "argomenti": argomenti,
        "righe": _rows(request, lettura.origins(riferimento)),
    }


def _rows(request: Request, origini: object) -> dict[str, object]:
    scelte, detto = paginate(request, origini)
    return {**detto, "items": [write_row(ORIGINE, origine) for origine in scelte]}


def _operation() -> operazioni.Operazione:
    """Its place in the OpenAPI document."""
    riferimento = {
        "name": "riferimento",
        "in": "path",
        "description": "Chiave della cifra, seguita da «:» e dall'argomento se ne prende uno.",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 300},
        "example": ESEMPIO,
    }
    schema = {
        "type": "object",
        "description": "Una cifra e le righe da cui viene",
        "required": ["cifra", "argomenti", "righe"],
        "properties": {
            "cifra": {
                "allOf": [{"$ref": "#/components/schemas/Cifre"}],
                "nullable": True,
                "description": "La cifra; vuota se per leggerla serve un argomento",
            },
            "argomenti": {
                "type": "array",
                "items": {"type": "string"},
                "description": "I riferimenti della stessa cifra, uno per argomento",
            },
            "righe": {
                "allOf": [{"$ref": "#/components/schemas/ElencoOrigini"}],
                "description": "Una pagina delle righe da cui la cifra viene",
            },
        },
    }
    corpo = {
        "operationId": "leggi_cifra",
        "summary": "Una cifra con le righe da cui viene",
        "description": "Il valore di oggi, o del giorno chiesto, e ciò che lo compone.",
        "tags": [operazioni.TEMI["GOVE"]],
        "parameters": [
            riferimento,
            *(operazioni.parameter(nome, f) for nome, f in GiornoFilter.base_filters.items()),
            *({"$ref": f"#/components/parameters/{nome}"} for nome in (PAGINA, PER_PAGINA)),
        ],
        "responses": operazioni.with_errors(
            {"200": operazioni.answer("La cifra", "CifraConRighe")}
        ),
    }
    return operazioni.Operazione(
        corpo,
        {
            "CifraConRighe": schema,
            "Origini": operazioni.schema_of(ORIGINE, "Una riga da cui viene una cifra"),
            "ElencoOrigini": operazioni.page_of("Origini", "Una pagina delle righe"),
        },
    )


DESCRIZIONE = _operation()
