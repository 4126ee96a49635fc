"""Errors as RFC 9457 problems."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROBLEM_JSON = "application/problem+json"


def problem(status: int, detail: str = "", **altro: object) -> dict[str, object]:
    """The body of a problem; `about:blank` because the HTTP status says what kind it is."""
    corpo = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return {**corpo, **({"detail": detail} if detail else {}), **altro}


def problem_json(status: int, detail: str = "", **altro: object) -> JsonResponse:
    """The same as an answer, for views outside the API framework."""
    return JsonResponse(problem(status, detail, **altro), status=status, content_type=PROBLEM_JSON)


def problem_response(errore: Exception, contesto: dict[str, object]) -> Response | None:
    """The API's exception handler: every refusal is a problem, with the fields that are wrong."""
    if isinstance(errore, SuspiciousOperation):
        errore = ParseError("La richiesta non si può leggere.")
    response = exception_handler(errore, contesto)
    if response is None:
        return None
    if isinstance(errore, ValidationError):
        response.data = problem(
            response.status_code, "La richiesta non è valida.", errori=_wrong_fields(response.data)
        )
    else:
        response.data = problem(response.status_code, str(response.data["detail"]))
    response.content_type = PROBLEM_JSON
    return response


def _wrong_fields(dati: object) -> list[dict[str, str]]:
    """`[{"campo", "messaggio"}]` from what a serializer, or a form, says is wrong."""
    per_campo = dati if isinstance(dati, Mapping) else {"": dati}
    return [
        {"campo": str(campo), "messaggio": str(messaggio)}
        for campo, messaggi in per_campo.items()
        for messaggio in (messaggi if isinstance(messaggi, Sequence) else [messaggi])
    ]
