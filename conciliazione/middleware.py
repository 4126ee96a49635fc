"""What every request and every response carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from conciliazione.registro import begin_request

Handler = Callable[[HttpRequest], HttpResponse]


def identify_request(get_response: Handler) -> Handler:
    """Give each request an id: in its logs, in those of the jobs it asks for, in the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = begin_request(request.headers.get("X-Request-ID"))
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def harden_response(get_response: Handler) -> Handler:
    """Keep answers out of other sites and, for who is logged in, out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        nome = settings.SESSION_COOKIE_NAME
        if nome in request.COOKIES or nome in response.cookies:
            add_never_cache_headers(response)
        return response

    return middleware


def refuse_huge_request(get_response: Handler) -> Handler:
    """Answer a request that declares more than it may weigh, without reading it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        dichiarati = request.META.get("CONTENT_LENGTH") or "0"
        massimo = settings.RICHIESTA_MASSIMA_MB * 1024 * 1024
        if dichiarati.isdecimal() and int(dichiarati) > massimo:
            contesto = {"mb": settings.RICHIESTA_MASSIMA_MB}
            return render(request, "413.html", contesto, status=413)
        return get_response(request)

    return middleware
