"""Addresses of the pages of who scores."""

from django.urls import path

from progetti.views.valutazioni import avviso, conflitti, fasi, matrice, scheda

app_name = "valutazioni"
urlpatterns = [
    path("schede/<slug:codice>/", scheda.scheda, name="scheda"),
    path("schede/<slug:codice>/consegna/", scheda.consegna, name="deliver"),
    path("schede/<slug:codice>/cambia/", scheda.cambia, name="amend"),
    path("schede/<slug:codice>/conferma/", scheda.conferma, name="confirm"),
    path("schede/<slug:codice>/annulla/", matrice.annulla, name="void"),
    path("avvisi/<slug:slug>/", avviso.avviso, name="avviso"),
    path("avvisi/<slug:slug>/chi-puo-valutare/", conflitti.conflitti, name="conflicts"),
    path("avvisi/<slug:slug>/emerse-dopo/", conflitti.tardive, name="late"),
    path("avvisi/<slug:slug>/dichiarazione/", conflitti.dichiara, name="declare"),
    path("avvisi/<slug:slug>/conflitto/", conflitti.aggiungi, name="conflict_add"),
    path("avvisi/<slug:slug>/punteggi/", matrice.matrice, name="matrix"),
    path("avvisi/<slug:slug>/punteggi/<slug:codice>/", matrice.proposta, name="proposal_scores"),
    path("avvisi/<slug:slug>/fasi/<slug:parole>/", fasi.fase, name="phase"),
]
