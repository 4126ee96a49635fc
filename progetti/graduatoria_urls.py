"""Addresses of the ranking of a call, under the call's own."""

from django.urls import path

from progetti.views import graduatoria as views
from progetti.views import graduatoria_lavoro as lavoro

app_name = "graduatoria"
urlpatterns = [
    path("<slug:slug>/graduatoria/", views.graduatoria, name="graduatoria"),
    path("<slug:slug>/graduatoria/graduatoria.csv", views.tabella, name="csv"),
    path("<slug:slug>/graduatoria/prepara/", lavoro.prepare, name="prepare"),
    path("<slug:slug>/graduatoria/seduta/", lavoro.meeting, name="meeting"),
    path("<slug:slug>/graduatoria/bozza-del-verbale/", lavoro.minutes, name="minutes"),
    path("<slug:slug>/graduatoria/chiudi/", lavoro.close, name="close"),
    path("<slug:slug>/graduatoria/registra-l-atto/", lavoro.conclude, name="conclude"),
    path("<slug:slug>/graduatoria/schede/", lavoro.sheets, name="sheets"),
    path("<slug:slug>/graduatoria/rinuncia/<slug:codice>/", lavoro.give_up, name="give_up"),
    path("<slug:slug>/graduatoria/scorrimento/<slug:codice>/", lavoro.promote, name="promote"),
]
