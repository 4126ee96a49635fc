"""The opinion that an organo gave in a meeting: recorded, and corrected where it was wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from conciliazione.codici import new_code
from conciliazione.ricevute import once
from rete.attuale import acting_as
from rete.carta_pareri import seal_opinion
from rete.forms.pareri import CorreggiParereForm, ParereForm
from rete.models import Parere, Seduta, Utente
from rete.models.sedute import TENUTE
from rete.views.sedute.accesso import managed_meeting


@require_http_methods(["GET", "HEAD", "POST"])
def parere(request: HttpRequest, codice: str) -> HttpResponse:
    """Record the opinion that the organo gave in a meeting that was held; a double click, once."""
    seduta = managed_meeting(request, codice)
    if seduta.stato not in TENUTE:
        messages.warning(request, "Il parere si registra quando la seduta è tenuta.")
        return redirect(seduta)
    modulo = ParereForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        gettone = modulo.cleaned_data["gettone"]
        chi = request.user
        once(chi, f"parere:{codice}", gettone, lambda: _given(seduta, modulo, chi).slug)
        messages.success(request, "Il parere è registrato, con il collegamento a questa seduta.")
        return redirect(seduta)
    contesto = {"seduta": seduta, "form": modulo, "pareri": list(seduta.pareri.all())}
    return render(request, "rete/sedute/parere.html", contesto)


def _given(seduta: Seduta, modulo: ParereForm, by: Utente) -> Parere:
    parere = modulo.save(commit=False)
    parere.organo, parere.ciclo, parere.seduta = seduta.organo, seduta.ciclo, seduta
    parere.reso_il = timezone.localdate(seduta.inizio)
    parere.slug = f"parere-{parere.reso_il:%Y-%m-%d}-{new_code()}".lower()
    parere.save(force_insert=True)
    seal_opinion(parere, by)
    return parere


@require_http_methods(["GET", "HEAD", "POST"])
def correggi_parere(request: HttpRequest, codice: str, slug: str) -> HttpResponse:
    """Correct an opinion written wrongly, with the reason; what it said stays in its history."""
    seduta = managed_meeting(request, codice)
    trovato = get_object_or_404(seduta.pareri, slug=slug)
    modulo = CorreggiParereForm(
        request.POST if request.method == "POST" else None,
        instance=trovato,
        by=request.user,
        acting_as=acting_as(request),
    )
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "Il parere è corretto: accanto si legge che cosa diceva prima.")
        return redirect(f"{seduta.get_absolute_url()}#pareri")
    contesto = {"seduta": seduta, "form": modulo}
    return render(request, "rete/sedute/parere_correggi.html", contesto)
