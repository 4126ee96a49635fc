"""The pages of the open data, and the catalogue."""

import hashlib
from collections.abc import Callable, Iterable

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from rdflib import Graph

from conciliazione.dati_aperti import TEMI, Dataset, all_datasets, whole
from conciliazione.opendata.catalogo import as_json_ld, as_turtle, build_catalog
from conciliazione.opendata.celle import TIPI, count_cheaply, count_rows, read_preview
from conciliazione.opendata.file import dataset_or_404, open_to_all
from conciliazione.opendata.titolare import read_holder
from conciliazione.periodi import today
from conciliazione.ricerca import normalise

ANTEPRIMA = 10
TURTLE, JSON_LD = "text/turtle", "application/ld+json"
FORME: dict[str, Callable[[Graph], str]] = {TURTLE: as_turtle, JSON_LD: as_json_ld}


class CercaDati(forms.Form):
    """Which datasets to show."""

    cerca = forms.CharField(
        label="Cerca un insieme di dati o un campo",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    tema = forms.ChoiceField(
        label="Tema",
        required=False,
        choices=[("", "Tutti"), *TEMI.items()],
        error_messages={"invalid_choice": "Non è uno dei temi: sceglierne uno dell’elenco."},
    )


@login_not_required
@require_safe
def opendata(request: HttpRequest) -> HttpResponse:
    """What is published, theme by theme."""
    modulo = CercaDati(request.GET)
    scelti = _chosen(modulo.cleaned_data) if modulo.is_valid() else list(all_datasets())
    contesto = {
        "form": modulo,
        "filtrato": any(request.GET.get(nome) for nome in modulo.fields),
        "quanti": len(scelti),
        "gruppi": list(_by_theme(scelti)),
        "titolare": read_holder(),
    }
    return render(request, "opendata/opendata.html", contesto)


def _chosen(scelte: dict[str, str]) -> list[Dataset]:
    """The datasets of the theme that hold every word, in their names or in those of a field."""
    parole = normalise(scelte["cerca"]).split()
    return [
        dataset
        for dataset in all_datasets()
        if scelte["tema"] in ("", dataset.tema) and all(p in _words_of(dataset) for p in parole)
    ]


def _words_of(dataset: Dataset) -> str:
    campi = (parola for campo in dataset.campi for parola in (campo.nome, campo.descrizione))
    return normalise(" ".join((dataset.titolo, dataset.descrizione, *dataset.parole, *campi)))


def _by_theme(scelti: Iterable[Dataset]) -> Iterable[tuple[str, str, list[dict[str, object]]]]:
    """Code and name of each theme, with its datasets and how many rows each has."""
    for codice, nome in TEMI.items():
        if righe := [_summary(d, count_cheaply) for d in scelti if d.tema == codice]:
            yield codice, nome, righe


def _summary(
    dataset: Dataset, count: Callable[[Dataset], int | None] = count_rows
) -> dict[str, object]:
    return {"dataset": dataset, "righe": count(dataset), "aggiornato": dataset.aggiornato()}


@login_not_required
@require_safe
def dataset(request: HttpRequest, nome: str) -> HttpResponse:
    """The dictionary of a dataset, its addresses, its first rows."""
    scelto = dataset_or_404(nome)
    contesto = {
        **_summary(scelto),
        "campi": [(campo, TIPI[campo.tipo]) for campo in scelto.campi],
        "filtri": scelto.filtri.base_filters if scelto.filtri else {},
        "anteprima": read_preview(scelto, ANTEPRIMA),
        "titolare": read_holder(),
        "oggi": today(),
        "radice": whole(""),
    }
    return render(request, "opendata/dataset.html", contesto)


# --- Catalogue ------------------------------------------------------------------------------------


def _answer(request: HttpRequest, tipo: str) -> HttpResponse:
    """The catalogue in one of its forms, with its fingerprint.

    Raises:
        Http404: there is no lead body yet, that would answer for the data.
    """
    titolare = read_holder()
    if titolare is None:
        raise Http404("Il catalogo c'è quando un ente capofila pubblica i dati.")
    testo = FORME[tipo](build_catalog(titolare)).encode()
    etag = f'"{hashlib.sha256(testo).hexdigest()[:32]}"'
    risposta = HttpResponse(testo, content_type=f"{tipo}; charset=utf-8", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=risposta)


@open_to_all
def catalog(request: HttpRequest) -> HttpResponse:
    """The catalogue in the form that `Accept` prefers; Turtle where it prefers none."""
    risposta = _answer(request, request.get_preferred_type(list(FORME)) or TURTLE)
    risposta["Vary"] = "Accept"
    return risposta


@open_to_all
def catalog_turtle(request: HttpRequest) -> HttpResponse:
    return _answer(request, TURTLE)


@open_to_all
def catalog_json_ld(request: HttpRequest) -> HttpResponse:
    return _answer(request, JSON_LD)
