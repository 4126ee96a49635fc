"""A sample of reported values to check by hand: on the page, on paper, as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from conciliazione.codici import new_code
from conciliazione.esporta import csv_response, xlsx_response
from progetti.estrazione import NOME, VERIFICATE, Campione, columns, extract, population
from progetti.forms.verifica import CampioneForm
from progetti.views.monitoraggio.verifica import check_verifier

PERCENTUALE = 10


@require_safe
def campione(request: HttpRequest) -> HttpResponse:
    """What to draw, then what was drawn; its address draws the same again."""
    check_verifier(request)
    inizio = {"quali": VERIFICATE, "percentuale": PERCENTUALE, "seme": new_code()}
    modulo = CampioneForm(request.GET or None, initial=inizio)
    estratto = _extract(modulo) if modulo.is_bound and modulo.is_valid() else None
    contesto = {"form": modulo, "campione": estratto}
    return render(request, "progetti/monitoraggio/campione.html", contesto)


def _extract(modulo: CampioneForm) -> Campione:
    dati = modulo.cleaned_data
    righe = population(dati["quali"], dati["finestra"])
    return extract(righe, dati["percentuale"], dati["seme"])


@require_safe
def export(request: HttpRequest, formato: str) -> HttpResponse:
    """The sample as a file; what cannot be read makes no file: the page says what is wrong."""
    check_verifier(request)
    if formato not in ("csv", "xlsx"):
        raise Http404
    modulo = CampioneForm(request.GET)
    if not modulo.is_valid():
        return redirect(f"../?{request.GET.urlencode()}")
    estratto = _extract(modulo)
    risposta = csv_response if formato == "csv" else xlsx_response
    return risposta(NOME, columns(estratto), estratto.righe)
