"""The OpenAPI document of the public API, as JSON and as YAML."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer2
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from conciliazione.api import operazioni
from conciliazione.api.viste import DatasetView, DettaglioView, PublicAPIView
from conciliazione.dati_aperti import TEMI, all_datasets, whole

RADICE = "/api/v1"
VERSIONE = "1.0.0"


class PublicGenerator(SchemaGenerator):
    """The addresses of our public views, with one operation for each dataset."""

    def _get_paths_and_endpoints(self) -> list[tuple[str, str, str, APIView]]:
        return [
            (path, path_regex, method, view)
            for route, path_regex, method, callback in self.endpoints
            if issubclass(callback.cls, PublicAPIView)
            for path, view in self._views(route, method, callback)
        ]

    def _views(self, route: str, method: str, callback: object) -> Iterator[tuple[str, APIView]]:
        """The address with its view; that of the datasets, once for each that answers there."""
        if "{nome}" not in route or not issubclass(callback.cls, DatasetView):
            yield route, self.create_view(callback, method)
            return
        for dataset in all_datasets():
            if issubclass(callback.cls, DettaglioView) and not dataset.chiave:
                continue
            view = self.create_view(callback, method)
            view.dataset = dataset
            path = route.replace("{nome}", dataset.nome)
            yield path.replace("{chiave}", f"{{{dataset.chiave}}}"), view

    def get_schema(self, request: Request | None = None, public: bool = True) -> dict[str, object]:
        documento = super().get_schema(request=request, public=public)
        componenti = documento["components"]
        comuni = operazioni.components()
        usati = {
            tag
            for indirizzo in documento["paths"].values()
            for operazione in indirizzo.values()
            for tag in operazione["tags"]
        }
        return {
            "openapi": documento["openapi"],
            "info": _info(),
            "servers": [{"url": whole(RADICE), "description": "Il portale della Rete"}],
            "tags": [tag for tag in _tags() if tag["name"] in usati],
            "paths": documento["paths"],
            "components": {
                **comuni,
                "schemas": {**componenti.get("schemas", {}), **comuni["schemas"]},
            },
        }


def _info() -> dict[str, object]:
    """Who answers for the API, on which terms."""
    return {
        "title": "Rete Territoriale di Conciliazione: API dei dati aperti",
        "description": "Tutti i dati pubblici del portale, in sola lettura, senza registrazione."
        " Gli elenchi sono divisi in pagine; gli errori sono documenti RFC 9457.",
        "version": VERSIONE,
        "termsOfService": settings.LINK_NOTE_LEGALI or whole(reverse("legal_notes")),
        "contact": {
            "name": "Portale della Rete",
            "url": settings.LINK_SEGNALAZIONI or whole(reverse("report_problem")),
        },
        "license": {
            "name": "CC BY 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/deed.it",
        },
        "x-summary": "I dati pubblici di una Rete Territoriale di Conciliazione.",
        # Always the same for this installation, and of no other.
        "x-api-id": str(uuid5(NAMESPACE_URL, whole(RADICE))),
    }


def _tags() -> list[dict[str, str]]:
    temi = [
        {"name": nome, "description": f"Dati del tema europeo {codice}"}
        for codice, nome in TEMI.items()
    ]
    return [*temi, {"name": operazioni.SERVIZIO, "description": "Indice e stato del servizio"}]


class OpenApiView(PublicAPIView):
    """The document itself, in one of its two forms."""

    formato = "json"

    def get_renderers(self) -> list[BaseRenderer]:
        return [OpenApiYamlRenderer2() if self.formato == "yaml" else JSONRenderer()]

    def get(self, request: Request) -> Response:
        return Response(PublicGenerator().get_schema())
