"""Addresses of the pages about the services of the territory."""

from django.urls import path

from rete.views import servizi

app_name = "servizi"
urlpatterns = [
    path("", servizi.TipologiaListView.as_view(), name="servizi"),
    path("per-area/", servizi.aree, name="aree"),
    path("iniziative-dei-comuni/", servizi.EsempioListView.as_view(), name="esempi"),
    path("<slug:slug>/", servizi.tipologia, name="tipologia"),
]
