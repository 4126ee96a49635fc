"""Pages for machines: is the process alive, can it work, how is the service; the files that rooms
own; and the errors of every page, which below `/api/` are for machines too.
"""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conciliazione import documenti, salute
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


@login_not_required
@require_safe
def documento(request: HttpRequest, codice: str) -> HttpResponse:
    """A file, for whom its owner lets have it; who has not entered may be one of them."""
    try:
        trovato = documenti.readable(request.user, codice)
    except Http404:
        if request.user.is_anonymous:
            return redirect_to_login(request.get_full_path())
        raise
    return documenti.serve(trovato, request)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read."""
    if _is_api(request):
        return problem_json(400, "La richiesta non si può leggere.")
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing at that address."""
    if _is_api(request):
        return problem_json(404, "Non c'è nulla a questo indirizzo. Gli indirizzi: /api/v1.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours broke."""
    if _is_api(request):
        return problem_json(500, "Il servizio ha avuto un problema: si può riprovare.")
    return defaults.server_error(request)
