"""What every address of the public API does, and the addresses of the open data."""

import hashlib
from collections.abc import Mapping

from django.urls import reverse
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from conciliazione import salute
from conciliazione.api import operazioni
from conciliazione.api.limiti import count_request
from conciliazione.api.problemi import PROBLEM_JSON, problem
from conciliazione.api.richieste import PAGINAZIONE, apply_filters, check_parameters, paginate
from conciliazione.api.schema import PublicSchema
from conciliazione.api.scrittura import write_row
from conciliazione.dati_aperti import Dataset, all_datasets, find_dataset, whole

APERTO = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-RateLimit-Limit,"
    " X-RateLimit-Remaining, X-RateLimit-Reset",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
METODI = "GET, HEAD, OPTIONS"


class ProblemRenderer(JSONRenderer):
    """JSON whose type says that it is a problem document."""

    media_type = PROBLEM_JSON


class PublicAPIView(APIView):
    """An address that anybody reads: limited in how often, checked in what it is asked, with an
    ETag, open to the pages of other sites.

    `get_parameters` are the names that its query string admits. `describe` is its operation in
    the OpenAPI document, without what all have in common; None leaves it out.
    """

    authentication_classes: list[type] = []
    permission_classes = [AllowAny]
    renderer_classes: list[type[BaseRenderer]] = [JSONRenderer]
    http_method_names = ["get", "head", "options"]
    schema = PublicSchema()
    limite = None

    def get_parameters(self) -> tuple[str, ...]:
        return ()

    def describe(self) -> Mapping[str, object] | None:
        return None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        self.limite = count_request(request)
        if self.limite.superato:
            raise Throttled(self.limite.secondi, "Troppe richieste.")
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            check_parameters(request, self.get_parameters())

    def handle_exception(self, exc: Exception) -> Response:
        # A problem is in JSON, whatever the address gives when all is well.
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(exc)

    def options(self, request: Request, *args: object, **kwargs: object) -> Response:
        """What may be asked, for browsers too."""
        detto = {
            "Access-Control-Allow-Methods": METODI,
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        return Response(status=204, headers=detto)

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        comuni = {**APERTO, **(self.limite.headers if self.limite else {})}
        for nome, valore in comuni.items():
            response[nome] = valore
        if response.status_code == 200:
            response.add_post_render_callback(lambda reso: _revalidate(request, reso, comuni))
        return response


def _revalidate(request: Request, response: Response, comuni: Mapping[str, str]) -> Response:
    """The answer with its ETag; without its body for who has it already."""
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.setdefault("Cache-Control", "no-cache")
    scelta = get_conditional_response(request, etag=response["ETag"], response=response)
    for nome, valore in comuni.items():
        scelta[nome] = valore
    return scelta


class IndiceView(PublicAPIView):
    """The list of the datasets, with the address of each."""

    def describe(self) -> Mapping[str, object]:
        return operazioni.index()

    def get(self, request: Request) -> Response:
        items = [_summary(dataset) for dataset in all_datasets()]
        documento = whole(reverse("dataset:openapi_json"))
        return Response({"openapi": documento, "items": items})


def _summary(dataset: Dataset) -> dict[str, str]:
    return {
        "nome": dataset.nome,
        "titolo": dataset.titolo,
        "descrizione": dataset.descrizione,
        "indirizzo": whole(reverse("dataset:list", args=[dataset.nome])),
    }


class DatasetView(PublicAPIView):
    """An address of a dataset: the one that its class names, or the one named in the address.

    A dataset whose rows are not a queryset may be served too: without filters, its rows are a
    sequence.
    """

    dataset: Dataset | None = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        self.dataset = self.dataset or find_dataset(kwargs.get("nome", ""))
        super().initial(request, *args, **kwargs)

    def get_parameters(self) -> tuple[str, ...]:
        if self.dataset is None:
            raise NotFound("Non c'è un insieme di dati con questo nome.")
        return ()


class ElencoView(DatasetView):
    """The rows of a dataset, filtered and paged."""

    def describe(self) -> Mapping[str, object]:
        return operazioni.listing(self.dataset)

    def get_parameters(self) -> tuple[str, ...]:
        filtri = self.dataset.filtri.base_filters if self.dataset and self.dataset.filtri else ()
        return (*super().get_parameters(), *filtri, *PAGINAZIONE)

    def get(self, request: Request, **kwargs: object) -> Response:
        righe = apply_filters(request, self.dataset.filtri, self.dataset.righe())
        scelte, detto = paginate(request, righe)
        lette = self.dataset.lette(list(scelte))
        return Response({**detto, "items": [write_row(self.dataset.campi, r) for r in lette]})


class DettaglioView(DatasetView):
    """One row of a dataset, with what is inside it."""

    def describe(self) -> Mapping[str, object]:
        return operazioni.detail(self.dataset)

    def get(self, request: Request, chiave: str, **kwargs: object) -> Response:
        riga = self.find(chiave)
        if riga is None:
            return self._elsewhere(chiave)
        return Response(write_row(self.dataset.parti, riga))

    def _elsewhere(self, chiave: str) -> Response:
        """Where the row of an old key is now: 308, that a program follows as it asked."""
        nuova = self.dataset.spostata(chiave) if self.dataset.spostata else ""
        if not nuova:
            raise NotFound("Non c'è una riga con questa chiave.")
        dove = reverse("dataset:detail", args=[self.dataset.nome, nuova])
        return Response(status=308, headers={"Location": dove, "Cache-Control": "no-cache"})

    def find(self, chiave: str) -> object | None:
        """The public row of that key; None where there is none."""
        if not self.dataset.chiave:
            return None
        righe = self.dataset.intere(self.dataset.righe())
        return righe.filter(**{self.dataset.chiave: chiave}).first()


class StatoView(PublicAPIView):
    """The state of the service, as ModI wants it: a problem document, of status 200 when well."""

    renderer_classes = [ProblemRenderer, JSONRenderer]

    def describe(self) -> Mapping[str, object]:
        return operazioni.status()

    def get(self, request: Request) -> Response:
        problemi = salute.problems()
        if not problemi:
            return Response(problem(200, "Il servizio funziona."), content_type=PROBLEM_JSON)
        return Response(
            problem(503, " ".join(problemi.values())),
            status=503,
            headers={"Retry-After": "30"},
            content_type=PROBLEM_JSON,
        )
