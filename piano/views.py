"""The pages of the Piano: for everybody what is published, for who may the workbench."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.documenti import serve
from conciliazione.forms import ReceiptForm
from conciliazione.models import Elaborazione, Passaggio
from conciliazione.periodi import today
from conciliazione.ricevute import once
from conciliazione.transizioni import StaleState, available, perform
from piano import permissions
from piano.dati import day_of_data
from piano.enums import StatoPiano
from piano.forms import FORMS, INDIRIZZI
from piano.models import Piano, Versione
from piano.parti import neighbours, parts
from piano.tasks import COMPILA, ask_to_compile
from rete.models import Ciclo
from rete.permissions import capacity

AGGIORNA_SECONDI = 2


# --- Published --------------------------------------------------------------------------------


@login_not_required
@require_safe
def piano(request: HttpRequest) -> HttpResponse:
    """The Piano as last published: its contents and its versions; or that there is none yet."""
    pubblicata = _published().first()
    contesto = {
        "versione": pubblicata,
        "parti": parts(pubblicata.dati) if pubblicata else [],
        "versioni": _published().defer("dati"),
        "lavora": _workable(request),
    }
    return render(request, "piano/piano.html", contesto)


@login_not_required
@require_safe
def capitolo(request: HttpRequest, slug: str) -> HttpResponse:
    """A chapter or an annex of the published Piano."""
    versione = _published().first()
    if versione is None:
        raise Http404
    return _show_part(request, versione, slug)


@login_not_required
@require_safe
def intero(request: HttpRequest) -> HttpResponse:
    """The whole published Piano in one page, to search or print it."""
    versione = _published().first()
    if versione is None:
        raise Http404
    return render(
        request, "piano/intero.html", {"versione": versione, "parti": parts(versione.dati)}
    )


@login_not_required
@require_safe
def versione(request: HttpRequest, codice: str) -> HttpResponse:
    """One version: its fingerprints and its contents; with what may be done of it."""
    scelta = _visible(request, codice)
    contesto = {
        "versione": scelta,
        "parti": parts(scelta.dati),
        "transizioni": available(scelta, request.user),
    }
    return render(request, "piano/versione.html", contesto)


@login_not_required
@require_safe
def capitolo_versione(request: HttpRequest, codice: str, slug: str) -> HttpResponse:
    """A chapter or an annex of one version."""
    return _show_part(request, _visible(request, codice), slug, "piano:capitolo_versione")


@login_not_required
@require_safe
def download(request: HttpRequest, codice: str) -> HttpResponse:
    """The PDF of a version."""
    return serve(_visible(request, codice).documento, request)


def _published():
    """The published versions, those of the newest ciclo first."""
    pubblicate = Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")
    return pubblicate.select_related("piano__ciclo", "documento", "atto")


def _visible(request: HttpRequest, codice: str) -> Versione:
    """A version that the person may read; else a 404, as if it were not there."""
    versioni = permissions.versions_visible_to(request.user)
    versioni = versioni.select_related("piano__ciclo", "documento", "atto", "elaborazione")
    return get_object_or_404(versioni, codice=codice)


def _show_part(
    request: HttpRequest, versione: Versione, slug: str, indirizzo: str = "piano:capitolo"
) -> HttpResponse:
    tutte = parts(versione.dati)
    parte = next((p for p in tutte if p.slug == slug), None)
    if parte is None:
        raise Http404
    prima, dopo = neighbours(tutte, parte)
    contesto = {
        "versione": versione,
        "parti": tutte,
        "parte": parte,
        "prima": prima,
        "dopo": dopo,
        "di_versione": indirizzo != "piano:capitolo",
    }
    return render(request, "piano/capitolo.html", contesto)


# --- Workbench --------------------------------------------------------------------------------


def _workable(request: HttpRequest) -> Piano | None:
    """The Piano of the current ciclo, if the person may enter its workbench."""
    piani = Piano.objects.filter(ciclo=Ciclo.objects.current())
    trovato = piani.select_related("ciclo", "atto", "parere__organo").first()
    may = trovato and permissions.can_work_on(request.user, trovato)
    return trovato if may else None


def _current(request: HttpRequest) -> Piano:
    """As `_workable`; else a 404."""
    trovato = _workable(request)
    if trovato is None:
        raise Http404
    return trovato


@require_safe
def lavoro(request: HttpRequest) -> HttpResponse:
    """The workbench: state, what may be done now, versions, history."""
    piano = _current(request)
    puo_compilare = permissions.can_compile(request.user, piano)
    possibili = available(piano, request.user)
    contesto = {
        "piano": piano,
        "modulo": ReceiptForm() if puo_compilare else None,
        "transizioni": [
            (parole, possibili[verbo]) for parole, verbo in INDIRIZZI.items() if verbo in possibili
        ],
        "versioni": piano.versioni.defer("dati").select_related(
            "documento", "elaborazione", "compilata_da"
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
    piano = _current(request)
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
    piano = _current(request)
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
    piano = _current(request)
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
    veste = capacity(request.user)
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
    scelta = _visible(request, codice)
    try:
        perform(
            scelta,
            "publish",
            request.user,
            acting_as=capacity(request.user),
            atto=scelta.piano.atto,
        )
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"{scelta} è pubblicata: il pubblico legge ora questa.")
    return redirect(scelta)
