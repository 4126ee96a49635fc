"""The search of the whole site."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione import riquadri
from conciliazione.elenchi import read_page
from conciliazione.forms import CercaForm
from conciliazione.ricerca import find, find_everywhere, kinds

PER_GENERE = 5
PER_PAGINA = 20


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds the words, by kind; or all the rows of one kind, in pages."""
    modulo = CercaForm(request.GET) if "q" in request.GET else CercaForm()
    contesto = {"form": modulo}
    if not (modulo.is_bound and modulo.is_valid()):
        contesto["voci"] = riquadri.panels("menu", request.user)
    elif modulo.cleaned_data["genere"]:
        contesto |= _of_one_kind(request, **modulo.cleaned_data)
    else:
        contesto |= _of_every_kind(request, modulo.cleaned_data["q"])
    return render(request, "pagine/cerca.html", contesto)


def _of_every_kind(request: HttpRequest, q: str) -> dict[str, object]:
    gruppi = find_everywhere(q, PER_GENERE)
    voci = [] if gruppi else riquadri.panels("menu", request.user)
    return {"cercato": q, "gruppi": gruppi, "quanti": sum(g.quanti for g in gruppi), "voci": voci}


def _of_one_kind(request: HttpRequest, q: str, genere: str) -> dict[str, object]:
    scelto = next(g for g in kinds() if g.chiave == genere)
    trovati = find(scelto, q, 0, PER_PAGINA)
    pagina = read_page(request, Paginator(range(trovati.quanti), PER_PAGINA))
    if pagina.number > 1:
        trovati = find(scelto, q, pagina.start_index() - 1, PER_PAGINA)
    voci = [] if trovati.quanti else riquadri.panels("menu", request.user)
    gruppi = [trovati] if trovati.quanti else []
    return {
        "cercato": q,
        "gruppi": gruppi,
        "quanti": trovati.quanti,
        "genere": scelto,
        "page_obj": pagina,
        "voci": voci,
    }
