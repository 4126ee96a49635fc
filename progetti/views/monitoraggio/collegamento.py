"""What a partner does by a personal link: reads what is asked, and sends it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState, TooLate, perform
from progetti.chi_conduce import runner_of
from progetti.enums import StatoRichiestaPartner
from progetti.forms.richieste import FattoForm, FileDelPartnerForm
from progetti.models import RichiestaPartner
from progetti.richieste_partner import find_by_link, is_valid

MODULO, INVII_AL_PIU, IN_SECONDI = "richiesta-partner", 60, 60 * 60
CONTINUA, MANDA = "continua", "manda"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link. Reading it changes nothing: programs that guard mailboxes read them."""
    richiesta = find_by_link(token)
    if richiesta is None or not is_valid(richiesta):
        return _closed(request, richiesta)
    if request.method == "POST" and is_too_often(request, MODULO, INVII_AL_PIU, IN_SECONDI):
        risposta = render(request, "429.html", status=429)
        risposta["Retry-After"] = str(IN_SECONDI)
        return risposta
    fatto = FattoForm(request.POST if request.method == "POST" else None)
    azione = request.POST.get("azione", "")
    if azione not in (CONTINUA, MANDA) or not fatto.is_valid():
        return _page(request, richiesta, fatto)
    if azione == CONTINUA:
        return _page(request, richiesta, fatto, FileDelPartnerForm())
    file = FileDelPartnerForm(request.POST, request.FILES)
    if file.is_valid():
        return _send(request, richiesta, fatto, file)
    return _page(request, richiesta, fatto, file)


def _page(
    request: HttpRequest,
    richiesta: RichiestaPartner,
    fatto: FattoForm,
    file: FileDelPartnerForm | None = None,
) -> HttpResponse:
    """First the day and the note; then, with them in hand, the file."""
    contesto = {
        "richiesta": richiesta,
        "chi": runner_of(richiesta.progetto) or richiesta.progetto,
        "fatto": fatto,
        "form_file": file,
    }
    return render(request, "progetti/monitoraggio/collegamento.html", contesto)


def _closed(request: HttpRequest, richiesta: RichiestaPartner | None) -> HttpResponse:
    """Why a link takes nothing: in plain words, and nothing else of the project."""
    arrivata = richiesta is not None and richiesta.stato == StatoRichiestaPartner.ARRIVATA
    contesto = {"arrivata": arrivata, "scaduto": richiesta is not None and not arrivata}
    stato = 410 if richiesta else 404
    return render(request, "progetti/monitoraggio/collegamento_chiuso.html", contesto, status=stato)


def _send(
    request: HttpRequest, richiesta: RichiestaPartner, fatto: FattoForm, file: FileDelPartnerForm
) -> HttpResponse:
    dati = {**fatto.cleaned_data, "file": file.cleaned_data["file"]}
    try:
        perform(richiesta, "send", None, **dati)
    except ValidationError as errore:
        file.add_error("file", errore.messages)
        return _page(request, richiesta, fatto, file)
    except (StaleState, TooLate):
        richiesta.refresh_from_db()
        return _closed(request, richiesta)
    return redirect("monitoraggio:sent")


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Said to who sent what was asked."""
    return render(request, "progetti/monitoraggio/mandato.html")
