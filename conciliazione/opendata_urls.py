"""Addresses of the open data; those of the files are promised not to change."""

from django.urls import path

from conciliazione.opendata import file, pagine

urlpatterns = [
    path("", pagine.opendata, name="opendata"),
    path("catalogo", pagine.catalog, name="catalog"),
    path("catalogo.ttl", pagine.catalog_turtle, name="catalog_turtle"),
    path("catalogo.jsonld", pagine.catalog_json_ld, name="catalog_json_ld"),
    path("<slug:nome>.csv", file.csv, name="opendata_csv"),
    path("<slug:nome>.xlsx", file.xlsx, name="opendata_xlsx"),
    path("<slug:nome>/", pagine.dataset, name="opendata_dataset"),
]
