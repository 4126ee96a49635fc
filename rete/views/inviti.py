"""The link of an invitation: what it is, a password, and what was waiting."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.tentativi import is_too_often
from rete import inviti
from rete.forms.inviti import ChoosePasswordForm
from rete.models import Invito
from rete.permissions import can_add_person, may_use_password, people_visible_to

AL_PIU, IN_SECONDI = 20, 60 * 60


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what, and the password to choose; a POST uses the invitation, once."""
    invito = inviti.find(token)
    if invito is None or not _opens(invito):
        return _not_valid(request, invito, token)
    if request.user.is_authenticated and request.user != invito.utente:
        return render(request, "rete/inviti/altro_utente.html", {"invito": invito}, status=409)
    modulo = ChoosePasswordForm(invito.utente, request.POST if request.method == "POST" else None)
    if not (modulo.is_bound and modulo.is_valid()):
        contesto = {"invito": invito, "form": modulo, "chi": inviti.who_invites(request)}
        ruoli = {"ruoli": inviti.as_what(invito.utente)}
        return render(request, "rete/inviti/invito.html", {**contesto, **ruoli})
    if not inviti.consume(invito, modulo.cleaned_data["password"]):
        return _not_valid(request, inviti.find(token), token)
    record_authentication(request, invito.utente, method="password")
    return perform_login(request, invito.utente, redirect_url=invito.dove)


def _opens(invito: Invito) -> bool:
    """Whether the invitation may still give a password."""
    aperto = invito.usato_il is None and invito.scade_il > timezone.now()
    utente = invito.utente
    senza = utente.is_active and not utente.has_usable_password()
    return aperto and senza and may_use_password(utente)


def _not_valid(request: HttpRequest, invito: Invito | None, token: str) -> HttpResponse:
    """Why the link does nothing, and what to do instead."""
    contesto = {
        "invito": invito,
        "token": token,
        "entra": bool(invito and invito.utente.has_usable_password()),
        "attivo": bool(invito and invito.utente.is_active),
    }
    return render(request, "rete/inviti/non_valido.html", contesto, status=410 if invito else 404)


@login_not_required
@never_cache
@require_POST
def ask_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Tell the staff that the link of somebody is over, once for each link."""
    invito = inviti.find(token)
    if invito is None or invito.utente.has_usable_password() or not invito.utente.is_active:
        return _not_valid(request, invito, token)
    if is_too_often(request, "invito", AL_PIU, IN_SECONDI):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(IN_SECONDI)
        return response
    inviti.tell_staff(invito)
    return render(request, "rete/inviti/chiesto.html", {"invito": invito})


@require_POST
def invite_again(request: HttpRequest, codice: str) -> HttpResponse:
    """Send a person a new invitation, to where the last one led."""
    persona = get_object_or_404(people_visible_to(request.user), codice=codice)
    if not can_add_person(request.user):
        raise PermissionDenied
    if persona.is_active:
        inviti.invite(persona, inviti.last_place(persona) or reverse("scrivania"))
        messages.success(request, f"Invito mandato a {persona.email}: vale 14 giorni.")
    else:
        messages.error(request, f"{persona} è un utente sospeso: non riceve inviti.")
    return redirect("rete:persona", persona.codice)
