"""The indicators of the Piano: what everybody reads of them, and how the staff compute them."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.cifre import Lettura
from conciliazione.periodi import today
from piano.cifre import is_published
from piano.forms import MisuraForm
from piano.models import MisuraIndicatore, Piano
from piano.permissions import can_edit_measures
from piano.raggiunto import Raggiunto, measures_of, reached
from piano.views.accesso import current_plan, workable_plan
from rete.forms.cifre import GiornoCifreForm
from rete.pannelli import read_figures


@login_not_required
@require_safe
def indicatori(request: HttpRequest) -> HttpResponse:
    """What each measure has reached on a day, or why it is not computed; that there is no Piano
    yet, where none is published."""
    modulo = GiornoCifreForm(request.GET)
    giorno, lavora = modulo.day(), workable_plan(request)
    lettura = read_figures(request, giorno)
    pubblico = lettura is not None and is_published(lettura.ciclo)
    piano = Piano.objects.select_related("ciclo").get(ciclo=lettura.ciclo) if pubblico else lavora
    contesto = {
        "piano": piano,
        "pubblico": pubblico,
        "lavora": lavora,
        "righe": _rows(piano, giorno or today()) if piano else [],
        "form": modulo,
        "giorno": giorno,
        "al": giorno or today(),
        "query": f"?al={giorno.isoformat()}" if giorno else "",
    }
    return render(request, "piano/indicatori.html", contesto)


def _rows(piano: Piano, on: date) -> list[Raggiunto]:
    return reached(measures_of(piano), Lettura(piano.ciclo, on))


@require_safe
def lavoro(request: HttpRequest) -> HttpResponse:
    """How each measure is computed, for who works on the Piano."""
    piano = current_plan(request)
    contesto = {
        "piano": piano,
        "righe": _rows(piano, today()),
        "scrive": can_edit_measures(request.user, piano),
    }
    return render(request, "piano/misure.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def misura(request: HttpRequest, indicatore: int, ordine: int) -> HttpResponse:
    """Write how a measure is computed; of two who do at once nobody's text is lost.

    Raises:
        PermissionDenied: the person works on the Piano, but does not write its measures.
    """
    piano = current_plan(request)
    righe = MisuraIndicatore.objects.filter(indicatore__piano=piano)
    trovata = get_object_or_404(
        righe.select_related("indicatore__piano"), indicatore__ordine=indicatore, ordine=ordine
    )
    if not can_edit_measures(request.user, piano):
        raise PermissionDenied
    modulo = MisuraForm(request.POST if request.method == "POST" else None, instance=trovata)
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, f"Salvato come si calcola «{trovata}».")
        return redirect("piano:measures")
    return render(request, "piano/misura.html", {"misura": trovata, "form": modulo})
