"""Addresses of the network's pages."""

from django.urls import path

from rete.views import cifre, norme, organi, panoramica, segnalazioni, soggetti, territorio

app_name = "rete"
urlpatterns = [
    path("", panoramica.rete, name="rete"),
    path("soggetti/", soggetti.SoggettoListView.as_view(), name="soggetti"),
    path("soggetti/<slug:slug>/", soggetti.soggetto, name="soggetto"),
    path("territorio/", territorio.TerritorioView.as_view(), name="territorio"),
    path("organi/", organi.OrganoListView.as_view(), name="organi"),
    path("organi/<slug:slug>/", organi.organo, name="organo"),
    path("norme/", norme.NormaListView.as_view(), name="norme"),
    path("norme/<slug:slug>/", norme.norma, name="norma"),
    path("cifre/", cifre.cifre, name="cifre"),
    path("cifre/<path:riferimento>/", cifre.cifra, name="cifra"),
    path("segnalazioni/", segnalazioni.SegnalazioneListView.as_view(), name="segnalazioni"),
    path("segnalazioni/<slug:codice>/", segnalazioni.segnalazione, name="segnalazione"),
]
