"""What who runs a project asks of its partners: who has answered, and who has not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.periodi import today
from conciliazione.ricevute import once
from conciliazione.transizioni import StaleState, available, perform
from progetti.forms.prove import MotivoForm
from progetti.forms.richieste import MandaDiNuovoForm, NuovaRichiestaForm
from progetti.models import RichiestaPartner
from progetti.richieste_partner import ask, partners_of, requests_of, timeline
from progetti.views.monitoraggio.accesso import reported_project, visible_request
from rete.attuale import acting_as
from rete.views.non_piu import too_late, why_stale


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked of the partners of a project, by the day by which it is due."""
    progetto = reported_project(request, slug)
    contesto = {
        "progetto": progetto,
        "righe": list(requests_of(progetto)),
        "oggi": today(),
        "partner": partners_of(progetto).exists(),
    }
    return render(request, "progetti/monitoraggio/richieste.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a partner for one thing; a double click asks once."""
    progetto = reported_project(request, slug)
    modulo = NuovaRichiestaForm(
        request.POST if request.method == "POST" else None, progetto=progetto
    )
    if modulo.is_bound and modulo.is_valid():
        gettone, scopo = modulo.cleaned_data["gettone"], f"richiesta-partner:{progetto.slug}"
        codice, _ = once(request.user, scopo, gettone, lambda: _begin(request, modulo).codice)
        messages.success(request, "La richiesta è partita, con il suo collegamento.")
        return redirect("monitoraggio:richiesta", codice)
    contesto = {"progetto": progetto, "form": modulo, "partner": partners_of(progetto).exists()}
    return render(request, "progetti/monitoraggio/richiesta_nuova.html", contesto)


def _begin(request: HttpRequest, modulo: NuovaRichiestaForm) -> RichiestaPartner:
    richiesta = modulo.save(commit=False)
    richiesta.creata_da = request.user
    richiesta.save(force_insert=True)
    ask(richiesta)
    return richiesta


@require_safe
def request_page(request: HttpRequest, codice: str) -> HttpResponse:
    """One request: what was asked, of whom, what happened since."""
    return _page(request, visible_request(request, codice))


def _page(
    request: HttpRequest, richiesta: RichiestaPartner, modulo: Form | None = None
) -> HttpResponse:
    contesto = {
        "richiesta": richiesta,
        "progetto": richiesta.progetto,
        "tardi": richiesta.waits and richiesta.entro_il < today(),
        "form": modulo or MandaDiNuovoForm(initial={"email": richiesta.email}),
        "annullabile": "annul" in available(richiesta, request.user),
        "storia": timeline(richiesta),
    }
    return render(request, "progetti/monitoraggio/richiesta.html", contesto)


@require_POST
def send_again(request: HttpRequest, codice: str) -> HttpResponse:
    """Mail the link once more, to the same address or to another one."""
    richiesta = visible_request(request, codice)
    modulo = MandaDiNuovoForm(request.POST)
    if not modulo.is_valid():
        return _page(request, richiesta, modulo)
    try:
        ask(richiesta, modulo.cleaned_data["email"])
    except ValidationError as errore:
        modulo.add_error("email", errore.messages)
        return _page(request, richiesta, modulo)
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"Il collegamento è mandato a {richiesta.email}.")
    return redirect(richiesta)


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: HttpRequest, codice: str) -> HttpResponse:
    """Ask no more, saying why."""
    richiesta = visible_request(request, codice)
    modulo = MotivoForm(request.POST if request.method == "POST" else None)
    torna = (richiesta.get_absolute_url(), "alla richiesta")
    if "annul" not in available(richiesta, request.user):
        perche = f"Adesso la richiesta è «{richiesta.get_stato_display()}»."
        return too_late(request, modulo, perche, *torna)
    if modulo.is_bound and modulo.is_valid():
        motivo = modulo.cleaned_data["motivo"]
        try:
            perform(richiesta, "annul", request.user, reason=motivo, acting_as=acting_as(request))
        except StaleState as errore:
            return too_late(request, modulo, why_stale(errore), *torna)
        messages.success(request, "La richiesta è annullata: il collegamento non vale più.")
        return redirect("monitoraggio:richieste", richiesta.progetto.slug)
    contesto = {"richiesta": richiesta, "form": modulo}
    return render(request, "progetti/monitoraggio/richiesta_annulla.html", contesto)
