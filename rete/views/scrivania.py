"""What a person decides about their Scrivania: in which role to act, when to be written to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from rete.attuale import choose_role
from rete.forms.preferenze import PreferenzeForm
from rete.models import Utente

NON_SUO = "Questo ruolo non è fra i suoi, oppure è finito: ecco quelli che ha oggi."


@require_POST
def role(request: HttpRequest) -> HttpResponse:
    """Act from now on in one role, or in all."""
    if not choose_role(request, request.POST.get("ruolo", "")):
        messages.warning(request, NON_SUO)
    dopo = request.POST.get("next", "")
    vicino = dopo.startswith("/") and url_has_allowed_host_and_scheme(dopo, None)
    return redirect(dopo if vicino else "scrivania")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """When the person wants the notices that are not urgent."""
    scritto = request.POST if request.method == "POST" else None
    modulo = PreferenzeForm(scritto, instance=Utente.objects.get(pk=request.user.pk))
    if modulo.is_bound and modulo.is_valid():
        modulo.instance.save(update_fields=["avvisi"])
        messages.success(request, "Scelta registrata: vale dal prossimo avviso.")
        return redirect("notice_preferences")
    return render(request, "rete/scrivania/preferenze.html", {"form": modulo})
