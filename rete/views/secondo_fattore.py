"""The staff take away the second factor of who lost it: one asks, another confirms or withdraws."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.transizioni import StaleState
from rete.azzeramenti import (
    ask_reset,
    confirm_reset,
    past_resets,
    pending_reset,
    withdraw_reset,
)
from rete.forms.accesso import AzzeramentoForm, RitiroAzzeramentoForm
from rete.models import Utente
from rete.permissions import can_ask_mfa_reset, can_confirm_mfa_reset, is_staff_of_capofila
from rete.secondo_fattore import has_factor
from rete.views.non_piu import too_late, why_stale


def _person(request: HttpRequest, codice: str) -> Utente:
    """The person, for the staff; nobody works on their own second factor."""
    if not is_staff_of_capofila(request.user):
        raise Http404
    persona = get_object_or_404(Utente, codice=codice)
    if not can_ask_mfa_reset(request.user, persona):
        raise PermissionDenied
    return persona


@require_http_methods(["GET", "HEAD", "POST"])
def mfa_reset_ask(request: HttpRequest, codice: str) -> HttpResponse:
    """The second factor of a person; a POST asks that it be taken away."""
    persona = _person(request, codice)
    modulo = AzzeramentoForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid() and _asked(request, persona, modulo):
        return redirect("rete:mfa_reset_ask", codice)
    return _page(request, persona, modulo, RitiroAzzeramentoForm())


def _page(
    request: HttpRequest, persona: Utente, modulo: AzzeramentoForm, ritiro: RitiroAzzeramentoForm
) -> HttpResponse:
    aperta = pending_reset(persona)
    contesto = {
        "persona": persona,
        "ha_fattore": has_factor(persona),
        "aperta": aperta,
        "conferma": aperta is not None and can_confirm_mfa_reset(request.user, aperta),
        "ritiro": ritiro,
        "passati": past_resets(persona),
        "form": modulo,
    }
    return render(request, "rete/persone/secondo_fattore.html", contesto)


def _asked(request: HttpRequest, persona: Utente, modulo: AzzeramentoForm) -> bool:
    try:
        ask_reset(persona, request.user, modulo.cleaned_data["motivo"])
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return False
    messages.success(request, "La richiesta è registrata: ora la conferma un’altra persona.")
    return True


@require_POST
def mfa_reset_confirm(request: HttpRequest, codice: str) -> HttpResponse:
    """Confirm the request that is open for the person."""
    persona = _person(request, codice)
    aperta = pending_reset(persona)
    try:
        if aperta is None:
            raise StaleState
        confirm_reset(aperta, request.user)
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"Il secondo fattore di {persona} è azzerato.")
    return redirect("rete:mfa_reset_ask", codice)


@require_POST
def mfa_reset_withdraw(request: HttpRequest, codice: str) -> HttpResponse:
    """Withdraw the request that is open for the person."""
    persona = _person(request, codice)
    aperta = pending_reset(persona)
    ritiro = RitiroAzzeramentoForm(request.POST)
    if aperta is not None and not ritiro.is_valid():
        return _page(request, persona, AzzeramentoForm(), ritiro)
    try:
        if aperta is None:
            raise StaleState
        withdraw_reset(aperta, request.user, ritiro.cleaned_data["motivo_ritiro"])
    except StaleState as errore:
        torna = reverse("rete:mfa_reset_ask", args=[codice])
        return too_late(request, ritiro, why_stale(errore), torna, "al secondo fattore")
    messages.success(request, "La richiesta è ritirata: il secondo fattore resta com’è.")
    return redirect("rete:mfa_reset_ask", codice)
