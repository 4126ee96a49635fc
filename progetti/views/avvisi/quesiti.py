"""Questions about a call: anybody asks, who follows it answers in public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conciliazione.tentativi import is_too_often
from progetti import permissions
from progetti.forms.quesiti import QuesitoForm, RispostaForm
from progetti.models import Quesito
from progetti.quesiti import answer, ask, discard
from progetti.views.avvisi.accesso import visible_call, written_call

AL_PIU, IN_SECONDI = 10, 60 * 60
NON_PIU = "Su questo avviso non si fanno più domande: il tempo è scaduto."
ARRIVATA = "La domanda è arrivata: la si legge in questa pagina quando ha la sua risposta."


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def chiedi(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a question; sent twice, it is one question."""
    avviso = visible_call(request, slug)
    modulo = QuesitoForm(request.POST if request.method == "POST" else None)
    aperte = permissions.can_ask_about_call(avviso)
    if not aperte and not modulo.is_bound:
        messages.warning(request, NON_PIU)
        return redirect(avviso)
    if modulo.is_bound and modulo.is_valid():
        if not aperte:
            modulo.add_error(None, f"{NON_PIU} Il testo è ancora qui: copiarlo, se serve.")
        elif is_too_often(request, "quesito", AL_PIU, IN_SECONDI):
            response = render(request, "429.html", status=429)
            response["Retry-After"] = str(IN_SECONDI)
            return response
        else:
            dati = modulo.cleaned_data
            ask(avviso, dati["codice"], dati["testo"], dati["email"])
            messages.success(request, ARRIVATA)
            return redirect(f"{avviso.get_absolute_url()}#domande")
    return render(request, "progetti/avvisi/chiedi.html", {"avviso": avviso, "form": modulo})


@require_http_methods(["GET", "HEAD", "POST"])
def rispondi(request: HttpRequest, slug: str, codice: str) -> HttpResponse:
    """The answer that everybody will read; or the question is thrown away."""
    avviso = written_call(request, slug)
    quesito = get_object_or_404(
        Quesito.objects.select_related("avviso"), avviso=avviso, codice=codice
    )
    pagina = f"{avviso.get_absolute_url()}#domanda-{quesito.codice}"
    if quesito.risposto_il:
        messages.warning(request, "La domanda ha già la sua risposta.")
        return redirect(pagina)
    if request.method == "POST" and request.POST.get("azione") == "scarta":
        if discard(quesito):
            messages.success(request, "La domanda è eliminata: non era pubblica.")
        return redirect(reverse("avvisi:call_prepare", args=[slug]))
    modulo = RispostaForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        if answer(quesito, modulo.cleaned_data["risposta"], request.user):
            messages.success(request, "La risposta è pubblicata.")
        else:
            messages.warning(request, "Nel frattempo un’altra persona ha risposto.")
        return redirect(pagina)
    contesto = {"avviso": avviso, "quesito": quesito, "form": modulo}
    return render(request, "progetti/avvisi/rispondi.html", contesto)
