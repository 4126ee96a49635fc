"""Pages for machines: is the process alive, can it work, how is the service."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conciliazione import salute
from conciliazione.api import problem_json


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nothing of anybody."""
    return JsonResponse({"stato": "attivo"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, broker, workers and clocks; 503 with what is wrong."""
    problemi = salute.problems()
    stato = {"stato": "non pronto" if problemi else "pronto", "problemi": problemi}
    return JsonResponse(stato, status=503 if problemi else 200)


@login_not_required
@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The state of the service as ModI wants it: a problem document, of status 200 when well."""
    problemi = salute.problems()
    if not problemi:
        return problem_json(200, "Il servizio funziona.")
    response = problem_json(503, " ".join(problemi.values()))
    response["Retry-After"] = "30"
    return response
