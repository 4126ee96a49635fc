"""What the whole API shares: errors as RFC 9457 problems."""

from http import HTTPStatus

from django.http import JsonResponse
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
    response = exception_handler(errore, contesto)
    if response is None:
        return None
    dati = response.data
    if isinstance(dati, dict) and set(dati) == {"detail"}:
        response.data = problem(response.status_code, str(dati["detail"]))
    else:
        response.data = problem(
            response.status_code, "I dati inviati non sono validi.", errori=dati
        )
    response.content_type = PROBLEM_JSON
    return response
