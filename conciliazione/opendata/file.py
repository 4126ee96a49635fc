"""The files of the datasets, at stable addresses, with the filters of the API."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from conciliazione.api.limiti import Limite, count_request
from conciliazione.api.problemi import PROBLEM_JSON, problem_json
from conciliazione.api.richieste import apply_filters, check_parameters
from conciliazione.api.viste import APERTO
from conciliazione.dati_aperti import Dataset, find_dataset
from conciliazione.esporta import csv_response, workbook_response
from conciliazione.opendata.celle import columns_of, sheets_of

View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """An address that programs read as well: with the limits of the API, from any site."""

    @wraps(view)
    def limited(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        limite = count_request(request)
        risposta = _too_many(request, limite) if limite.superato else view(request, *args, **kwargs)
        for nome, valore in {**APERTO, **limite.headers}.items():
            risposta[nome] = valore
        return risposta

    return login_not_required(require_safe(limited))


def _too_many(request: HttpRequest, limite: Limite) -> HttpResponse:
    detto = f"Troppe richieste: si può riprovare fra {limite.secondi} secondi."
    risposta = refuse(request, 429, detto)
    risposta["Retry-After"] = str(limite.secondi)
    return risposta


def refuse(
    request: HttpRequest, stato: int, detto: str, errori: Sequence[Mapping[str, str]] = ()
) -> HttpResponse:
    """What is wrong: a page for who asks for pages, a problem document for the others."""
    if request.get_preferred_type([PROBLEM_JSON, "text/html"]) == "text/html":
        contesto = {"detto": detto, "errori": errori}
        return render(request, "opendata/rifiutata.html", contesto, status=stato)
    return problem_json(stato, detto, **({"errori": list(errori)} if errori else {}))


def dataset_or_404(nome: str) -> Dataset:
    """The dataset of that name.

    Raises:
        Http404: there is none.
    """
    if dataset := find_dataset(nome):
        return dataset
    raise Http404("Non c'è un insieme di dati con questo nome.")


def read_rows(request: HttpRequest, dataset: Dataset) -> list[object]:
    """All the rows that the request wants, read before the answer begins: what fails, fails then.

    None for a HEAD.

    Raises:
        ValidationError: a parameter that the dataset has not, a value that it does not admit.
    """
    chiesta = Request(request)
    check_parameters(chiesta, tuple(dataset.filtri.base_filters) if dataset.filtri else ())
    righe = apply_filters(chiesta, dataset.filtri, dataset.righe())
    return dataset.lette(list(righe[:0] if request.method == "HEAD" else righe))


def _file(scrivi: Callable[[Dataset, list[object]], HttpResponseBase]) -> View:
    """The view of the files that `scrivi` writes."""

    @open_to_all
    def view(request: HttpRequest, nome: str) -> HttpResponseBase:
        dataset = dataset_or_404(nome)
        try:
            return scrivi(dataset, read_rows(request, dataset))
        except ValidationError as errore:
            detto = "La richiesta non è valida: i filtri sono quelli dell’API."
            return refuse(request, 400, detto, _wrong(errore.detail))

    return view


def _wrong(dettagli: Mapping[str, Sequence[object]]) -> list[dict[str, str]]:
    return [
        {"campo": campo, "messaggio": str(messaggio)}
        for campo, messaggi in dettagli.items()
        for messaggio in messaggi
    ]


csv = _file(lambda dataset, righe: csv_response(dataset.nome, columns_of(dataset), righe))
xlsx = _file(lambda dataset, righe: workbook_response(dataset.nome, sheets_of(dataset, righe)))
