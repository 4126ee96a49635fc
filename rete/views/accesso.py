"""The access of a person: how they enter, with what, and where they are in."""

import requests
from allauth.account.models import EmailAddress
from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import EditWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.adapter import get_adapter as get_gateway
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as gateway
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_safe

from rete.dispositivi import describe_browser
from rete.models import Utente
from rete.permissions import must_use_mfa
from rete.secondo_fattore import DOPO

ALTRE = "altre"


class Login(LoginView):
    """The page where one enters, with the button of the gateway where there is one."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), **gateway_button()}


def gateway_button() -> dict[str, object]:
    """Name and id of the gateway for the page; nothing where none is configured."""
    if not settings.OIDC_SERVER_URL:
        return {}
    detti = {"gateway": settings.OIDC_NOME, "gateway_id": settings.OIDC_ID}
    return {**detti, "solo_personale": settings.ACCESSO_LOCALE == "personale"}


@require_safe
def my_access(request: HttpRequest) -> HttpResponse:
    """Everything with which the person enters, in one page."""
    utente = request.user
    fattori = list(Authenticator.objects.filter(user=utente).order_by("created_at"))
    contesto = {
        "totp": _first_of(fattori, Authenticator.Type.TOTP),
        "passkey": [
            {"nome": f.wrap().name, "impronta": fingerprint(f), "dati": f}
            for f in fattori
            if f.type == Authenticator.Type.WEBAUTHN
        ],
        "codici_rimasti": _codes_left(fattori),
        "nuovo_indirizzo": EmailAddress.objects.get_new(utente),
        "gateway": SocialAccount.objects.filter(user=utente).exists() and settings.OIDC_NOME,
        "obbligatorio": settings.MFA_OBBLIGATORIA
        and (request.manca_secondo_fattore or must_use_mfa(utente)),
        "prosegui": "" if request.manca_secondo_fattore else request.session.pop(DOPO, ""),
        "sessioni": UserSession.objects.filter(user=utente).count(),
    }
    return render(request, "account/il_mio_accesso.html", contesto)


def _first_of(fattori: list[Authenticator], tipo: str) -> Authenticator | None:
    return next((f for f in fattori if f.type == tipo), None)


def _codes_left(fattori: list[Authenticator]) -> int | None:
    """How many recovery codes are still good; None if there is no set of them."""
    codici = _first_of(fattori, Authenticator.Type.RECOVERY_CODES)
    return len(codici.wrap().get_unused_codes()) if codici else None


def fingerprint(riga: Model) -> str:
    """What stands for a row of a library in our addresses: its primary key stays here."""
    return salted_hmac(f"accesso.{riga._meta.label}", str(riga.pk)).hexdigest()[:16]


# --- Passkeys ---------------------------------------------------------------------------------


def own_passkey(utente: Utente, impronta: str) -> Authenticator:
    """The passkey of that person.

    Raises:
        Http404: they have none such.
    """
    proprie = Authenticator.objects.filter(user=utente, type=Authenticator.Type.WEBAUTHN)
    for passkey in proprie:
        if fingerprint(passkey) == impronta:
            return passkey
    raise Http404


class RenamePasskey(EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def get_object(self, queryset: object = None) -> Authenticator:
        return own_passkey(self.request.user, self.kwargs["impronta"])

    def form_valid(self, form: object) -> HttpResponse:
        messages.success(self.request, "Nome della passkey salvato.")
        return super().form_valid(form)


class RemovePasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def get_object(self, queryset: object = None) -> Authenticator:
        return own_passkey(self.request.user, self.kwargs["impronta"])

    def form_valid(self, form: object) -> HttpResponse:
        """The last factor of who must have one stays."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect(self.success_url)
        return super().form_valid(form)


# --- Sessions ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is in; a POST ends one of the other sessions, or all of them."""
    aperte = open_sessions(request)
    if request.method != "POST":
        elenco = [
            {"sessione": s, "dove": describe_browser(s.user_agent), "impronta": fingerprint(s)}
            for s in aperte
        ]
        return render(request, "usersessions/sessioni.html", {"elenco": elenco, "altre": ALTRE})
    quale = request.POST.get("sessione", "")
    scelte = [s for s in aperte if not s.is_current() and quale in (ALTRE, fingerprint(s))]
    end_sessions(request, scelte)
    messages.success(request, _told(len(scelte)))
    return redirect("usersessions_list")


def _told(quante: int) -> str:
    if quante == 1:
        return "La sessione è chiusa."
    return f"Sono chiuse {quante} sessioni." if quante else "La sessione era già chiusa."


def open_sessions(request: HttpRequest) -> list[UserSession]:
    """The sessions of the person, this one first, the others from the most recent."""
    aperte = UserSession.objects.purge_and_list(request.user)
    return sorted(aperte, key=lambda s: (not s.is_current(), -s.created_at.timestamp()))


# --- Gateway ----------------------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def gateway_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the gateway; when it does not answer, say so."""
    try:
        return gateway.login(request, provider_id)
    except requests.RequestException as errore:
        provider = get_gateway(request).get_provider(request, provider_id)
        return render_authentication_error(request, provider, exception=errore)
