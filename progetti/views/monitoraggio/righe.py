"""One indicator of a project: all that was reported of it, and the steps of each value."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.transizioni import StaleState, available, perform
from progetti.enums import StatoRilevazione
from progetti.forms.rilevazioni import CorrezioneForm
from progetti.misure import standings
from progetti.models import Progetto, QuotaProva, Rilevazione
from progetti.permissions import can_follow, can_report, projects_followed_by
from progetti.registrazione import corrected_value, write_correction
from progetti.righe_consegna import place_of
from progetti.storia_rilevazioni import told
from progetti.views.monitoraggio.accesso import indicator_at
from rete.attuale import acting_as
from rete.views.non_piu import too_late, why_stale


@require_safe
def line(
    request: HttpRequest, slug: str, obiettivo: int, risultato: int, ordine: int
) -> HttpResponse:
    """An indicator, with every value reported of it, window by window."""
    progetto = get_object_or_404(Progetto.objects.select_related("alleanza", "ciclo"), slug=slug)
    if not can_follow(request.user, progetto):
        raise Http404
    indicatore = indicator_at(progetto, (obiettivo, risultato, ordine))
    quote = QuotaProva.objects.select_related("prova__tipo").order_by("prova__data", "pk")
    righe = (
        Rilevazione.objects.filter(indicatore=indicatore)
        .select_related("consegna__finestra", "consegna__progetto", "corregge", "scritta_da")
        .prefetch_related(Prefetch("quote_prova", quote))
        .order_by("-data", "-pk")
    )
    (avanzamento,) = standings([indicatore], solo_verificato=False)
    contesto = {
        "progetto": progetto,
        "indicatore": indicatore,
        "avanzamento": avanzamento,
        "righe": told(list(righe), request.user),
        "note": indicatore.note.exclude(testo="").select_related("consegna__finestra"),
    }
    return render(request, "progetti/monitoraggio/indicatore.html", contesto)


def page_of(rilevazione: Rilevazione) -> tuple[str, str]:
    """The page of its indicator, and what it is called."""
    progetto = rilevazione.consegna.progetto
    indirizzo = reverse(
        "monitoraggio:indicatore", args=[progetto.slug, *place_of(rilevazione.indicatore)]
    )
    return indirizzo, "all’indicatore"


def followed_value(request: HttpRequest, codice: str) -> Rilevazione:
    """A reported value, for who follows its project.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = Rilevazione.objects.filter(
        consegna__progetto__in=projects_followed_by(request.user)
    ).select_related(
        "consegna__progetto__alleanza",
        "consegna__progetto__ciclo",
        "consegna__finestra",
        "indicatore__risultato__obiettivo",
        "corregge",
    )
    return get_object_or_404(righe, codice=codice)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, codice: str) -> HttpResponse:
    """Correct a verified value: another line, with its reason, that is verified in its turn."""
    riga = followed_value(request, codice)
    if not can_report(request.user, riga.consegna.progetto):
        raise PermissionDenied
    modulo = CorrezioneForm(request.POST if request.method == "POST" else None)
    torna = page_of(riga)
    if riga.stato != StatoRilevazione.VERIFICATA or riga.corregge_id:
        perche = "Si corregge solo un valore già verificato: gli altri si riscrivono."
        return too_late(request, modulo, perche, *torna)
    if modulo.is_bound and modulo.is_valid() and _corrected(request, riga, modulo):
        messages.success(request, "La correzione è dichiarata: conta quando è verificata.")
        return redirect(torna[0])
    contesto = {"riga": riga, "form": modulo, "adesso": corrected_value(riga), "torna": torna[0]}
    return render(request, "progetti/monitoraggio/correggi.html", contesto)


def _corrected(request: HttpRequest, riga: Rilevazione, modulo: CorrezioneForm) -> bool:
    dati = modulo.cleaned_data
    try:
        nuova = write_correction(riga, dati["valore"], dati["motivo"], request.user)
        perform(nuova, "declare", request.user, acting_as=acting_as(request))
    except (ValidationError, StaleState) as errore:
        detti = errore.messages if isinstance(errore, ValidationError) else [str(errore)]
        modulo.add_error("valore", detti)
        return False
    return True


@require_POST
def declare(request: HttpRequest, codice: str) -> HttpResponse:
    """Declare a value, or once more what was sent back."""
    riga = followed_value(request, codice)
    if not can_report(request.user, riga.consegna.progetto):
        raise PermissionDenied
    torna, dove = page_of(riga)
    if "declare" not in available(riga, request.user):
        return too_late(request, None, f"Adesso è «{riga.get_stato_display()}».", torna, dove)
    try:
        perform(riga, "declare", request.user, acting_as=acting_as(request))
    except StaleState as errore:
        messages.error(request, why_stale(errore))
    else:
        messages.success(request, "È dichiarato: ora si verifica.")
    return redirect(torna)
