"""The files of a proposal: each is sent by itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState
from progetti import bozze
from progetti.forms.proposte import AllegatoPropostaForm
from progetti.models import Proposta
from progetti.passi_proposta import ALLEGATI
from progetti.views.proposte.accesso import drafting
from progetti.views.proposte.passi import frame

# Counted whether the portal takes the file or refuses it: looking into it is what costs.
ALLEGATO, FILE_AL_PIU, IN_SECONDI = "allegato-proposta", 60, 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def attachments(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """The files that go with the proposal."""
    if request.method == "POST" and is_too_often(request, ALLEGATO, FILE_AL_PIU, IN_SECONDI):
        risposta = render(request, "429.html", status=429)
        risposta["Retry-After"] = str(IN_SECONDI)
        return risposta
    inviati = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AllegatoPropostaForm(*inviati)
    if form.is_bound and form.is_valid() and (risposta := _keep(request, proposta, form)):
        return risposta
    allegati = proposta.allegati.select_related("documento")
    contesto = {**frame(proposta, ALLEGATI), "form": form, "allegati": allegati}
    return render(request, "progetti/proposte/allegati.html", contesto)


def _keep(
    request: HttpRequest, proposta: Proposta, form: AllegatoPropostaForm
) -> HttpResponse | None:
    """Keep the file of a valid form; None when the form says why not."""
    file = form.cleaned_data["file"]
    try:
        bozze.attach(proposta, form.cleaned_data["titolo"], file, request.user)
    except ValidationError as errore:
        form.add_error("file", errore)
        return None
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"«{file.name}» è fra gli allegati.")
    return redirect(request.path)


@require_POST
@drafting
def detach(request: HttpRequest, proposta: Proposta, file: str) -> HttpResponse:
    """Take a file away from the draft."""
    allegato = get_object_or_404(proposta.allegati.select_related("documento"), codice=file)
    nome = allegato.documento.nome
    try:
        bozze.detach(proposta, allegato)
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"«{nome}» è stato tolto.")
    return redirect("proposte:allegati", proposta.codice)
