"""What stands between who entered and the reserved pages."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rete import secondo_fattore
from rete.permissions import suspend_rights

Handler = Callable[[HttpRequest], HttpResponse]
# The pages where one sets up a factor, confirms who one is, goes out.
ACCESSO = "accesso/"


def require_second_factor(get_response: Handler) -> Handler:
    """Without the second factor that their task wants, people read as the public does.

    Their rights sleep, so that public pages and the API show them nothing more; a reserved page
    leads to where the factor is set up or, to who has one, asked for.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.manca_secondo_fattore = secondo_fattore.is_missing(request)
        if request.manca_secondo_fattore:
            suspend_rights(request.user)
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if not request.manca_secondo_fattore or not getattr(view, "login_required", True):
            return None
        if request.resolver_match.route.startswith(ACCESSO):
            return None
        return HttpResponseRedirect(where_to_go(request))

    middleware.process_view = process_view
    return middleware


def where_to_go(request: HttpRequest) -> str:
    """The page that asks for the factor, and then goes on; or the one where it is set up.

    That one remembers where the person was going, and offers it when the factor is there.
    """
    dopo = request.get_full_path() if request.method == "GET" else reverse("home")
    if not secondo_fattore.has_factor(request.user):
        request.session[secondo_fattore.DOPO] = dopo
        return reverse("mfa_index")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': dopo})}"
