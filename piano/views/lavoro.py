"""The workbench of the Piano: state, compilations, transitions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.forms import ReceiptForm
from conciliazione.models import Elaborazione, Passaggio
from conciliazione.periodi import today
from conciliazione.ricevute import once
from conciliazione.transizioni import StaleState, available, perform
from piano import permissions
from piano.dati import day_of_data
from piano.deroghe import review
from piano.enums import StatoPiano
from piano.forms import FORMS, INDIRIZZI
from piano.models import Piano, Versione
from piano.tasks import COMPILA, ask_to_compile
from piano.views.accesso import current_plan, visible_version, with_previous
from rete.attuale import acting_as

AGGIORNA_SECONDI = 2


@require_safe
def lavoro(request: HttpRequest) -> HttpResponse:
    """The workbench: state, what may be done now, versions, history."""
    piano = current_plan(request)
    puo_compilare = permissions.can_compile(request.user, piano)
    possibili = available(piano, request.user)
    contesto = {
        "piano": piano,
        "modulo": ReceiptForm() if puo_compilare else None,
        "quadro": review(piano, day_of_data(piano, today()))
        if permissions.can_view_findings(request.user, piano)
        else None,
        "transizioni": [
            (parole, possibili[verbo]) for parole, verbo in INDIRIZZI.items() if verbo in possibili
        ],
        "versioni": with_previous(
            piano.versioni.defer("dati").select_related("documento", "elaborazione", "compilata_da")
        ),
        "in_corso": Elaborazione.objects.active().filter(chiave=f"{COMPILA}:{piano.pk}").first(),
        "passaggi": [
            (passaggio, StatoPiano(passaggio.da).label, StatoPiano(passaggio.a).label)
            for passaggio in Passaggio.objects.about(piano).select_related("autore")
        ],
    }
    return render(request, "piano/lavoro.html", contesto)


@require_POST
def compile_plan(request: HttpRequest) -> HttpResponse:
    """Queue a compilation; a second click finds the first one's job."""
    piano = current_plan(request)
    if not permissions.can_compile(request.user, piano):
        raise PermissionDenied
    modulo = ReceiptForm(request.POST)
    if not modulo.is_valid():
        messages.error(request, "La richiesta non era completa: premere di nuovo il pulsante.")
        return redirect("piano:lavoro")
    codice, _ = once(
        request.user,
        COMPILA,
        modulo.cleaned_data["gettone"],
        lambda: ask_to_compile(piano, day_of_data(piano, today()), request.user).codice,
    )
    return redirect("piano:elaborazione", codice)


@require_safe
def elaborazione(request: HttpRequest, codice: str) -> HttpResponse:
    """How far a compilation is; htmx asks again for the part that changes."""
    piano = current_plan(request)
    chieste = Elaborazione.objects.filter(genere=COMPILA, argomenti__piano=piano.pk)
    scelta = get_object_or_404(chieste.select_related("versione"), codice=codice)
    contesto = {
        "piano": piano,
        "elaborazione": scelta,
        "versione": Versione.objects.filter(elaborazione=scelta).defer("dati").first(),
        "modulo": ReceiptForm() if permissions.can_compile(request.user, piano) else None,
        "secondi": AGGIORNA_SECONDI,
    }
    pezzo = "piano/_avanzamento.html" if request.htmx else "piano/elaborazione.html"
    return render(request, pezzo, contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def transizione(request: HttpRequest, parole: str) -> HttpResponse:
    """Make the Piano go through a transition, with the data that it wants."""
    piano = current_plan(request)
    verbo = INDIRIZZI.get(parole)
    transition = available(piano, request.user).get(verbo)
    if transition is None:
        raise PermissionDenied
    modulo = FORMS[verbo](piano, request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid() and _moved(request, piano, verbo, modulo):
        return redirect("piano:lavoro")
    contesto = {"piano": piano, "transizione": transition, "form": modulo}
    return render(request, "piano/transizione.html", contesto)


def _moved(request: HttpRequest, piano: Piano, verbo: str, modulo: object) -> bool:
    """Perform; what the rules refuse goes to the form."""
    dati = dict(modulo.cleaned_data)
    motivo = dati.pop("motivo", "")
    veste = acting_as(request)
    try:
        perform(piano, verbo, request.user, reason=motivo, acting_as=veste, **dati)
    except StaleState as errore:
        messages.error(request, str(errore))
        return True
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return False
    messages.success(request, f"Registrato: il Piano è ora «{piano.get_stato_display()}».")
    return True


@require_POST
def publish(request: HttpRequest, codice: str) -> HttpResponse:
    """Publish a version, with the act that approved the Piano."""
    scelta = visible_version(request, codice)
    try:
        perform(
            scelta,
            "publish",
            request.user,
            acting_as=acting_as(request),
            atto=scelta.piano.atto,
        )
    except StaleState as errore:
        messages.error(request, str(errore))
    except ValidationError as errore:
        messages.error(request, " ".join(errore.messages))
    else:
        messages.success(request, f"{scelta} è pubblicata: il pubblico legge ora questa.")
    return redirect(scelta)
