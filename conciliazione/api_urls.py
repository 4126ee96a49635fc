"""Addresses of the public API: the open data, its document, the state of the service."""

from django.urls import path

from conciliazione.api.documento import OpenApiView
from conciliazione.api.viste import DettaglioView, ElencoView, IndiceView, StatoView

app_name = "dataset"
urlpatterns = [
    path("v1", IndiceView.as_view(), name="index"),
    path("v1/", IndiceView.as_view(), name="index_slash"),
    path("v1/openapi.json", OpenApiView.as_view(formato="json"), name="openapi_json"),
    path("v1/openapi.yaml", OpenApiView.as_view(formato="yaml"), name="openapi_yaml"),
    path("v1/status", StatoView.as_view(), name="status"),
    path("v1/<slug:nome>", ElencoView.as_view(), name="list"),
    path("v1/<slug:nome>/<slug:chiave>", DettaglioView.as_view(), name="detail"),
]
