"""The pages of the figures: what each is worth on a day, and the rows behind it."""

from itertools import groupby

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.cifre import ErroreCifra, Lettura, find_figure
from conciliazione.elenchi import read_page
from rete.forms.cifre import GiornoCifreForm
from rete.pannelli import read_figures

RIGHE_PER_PAGINA = 50
ARGOMENTI_AL_PIU = 100


@login_not_required
@require_safe
def cifre(request: HttpRequest) -> HttpResponse:
    """Every figure that needs no argument, room by room."""
    chiesto = _asked(request)
    lettura = read_figures(request, chiesto["giorno"])
    lette = lettura.read_all() if lettura else []
    gruppi = [
        (apps.get_app_config(stanza).verbose_name, list(gruppo))
        for stanza, gruppo in groupby(lette, key=lambda letta: letta.cifra.stanza)
    ]
    return render(request, "rete/cifre/cifre.html", {"gruppi": gruppi, **chiesto})


def _asked(request: HttpRequest) -> dict[str, object]:
    """The form of the day with what was asked, the day if it can be read, what keeps it in the
    addresses of the same day."""
    modulo = GiornoCifreForm(request.GET)
    giorno = modulo.day()
    return {
        "form": modulo,
        "giorno": giorno,
        "query": f"?al={giorno.isoformat()}" if giorno else "",
    }


@login_not_required
@require_safe
def cifra(request: HttpRequest, riferimento: str) -> HttpResponse:
    """One figure with the rows behind it and, if it takes arguments, each of them."""
    chiesto = _asked(request)
    lettura = read_figures(request, chiesto["giorno"])
    chiave, _, argomento = riferimento.partition(":")
    if lettura is None:
        raise Http404
    try:
        scelta = find_figure(chiave)
        contesto = {
            "cifra": scelta,
            "riferimento": riferimento,
            **_parts(lettura, chiave),
            **chiesto,
        }
        if argomento or scelta.is_plain:
            contesto |= {"letta": lettura.read(riferimento), **_rows(request, lettura, riferimento)}
    except ErroreCifra as errore:
        raise Http404(str(errore)) from errore
    return render(request, "rete/cifre/cifra.html", contesto)


def _parts(lettura: Lettura, chiave: str) -> dict[str, object]:
    """The same figure, for each of the arguments that it takes."""
    tutti = lettura.arguments(chiave)
    primi = [(f"{chiave}:{argomento}", argomento) for argomento in tutti[:ARGOMENTI_AL_PIU]]
    return {"argomenti": primi, "altri_argomenti": len(tutti) - len(primi)}


def _rows(request: HttpRequest, lettura: Lettura, riferimento: str) -> dict[str, object]:
    """A page of the rows behind a figure."""
    pagine = Paginator(lettura.origins(riferimento), RIGHE_PER_PAGINA)
    return {"paginator": pagine, "page_obj": read_page(request, pagine)}
