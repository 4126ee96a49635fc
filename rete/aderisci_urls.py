"""Addresses of the pages with which a soggetto asks to join the network, without an account."""

from django.urls import path

from rete.views import aderisci, bozza, domanda_propria

app_name = "aderisci"
urlpatterns = [
    path("", aderisci.join, name="join"),
    path("comincia/", aderisci.start, name="start"),
    path("riprendi/", aderisci.resume, name="resume"),
    path("posta/", aderisci.mail_sent, name="mail_sent"),
    path("collegamento/<str:token>/", aderisci.link, name="link"),
    path("<slug:codice>/", domanda_propria.request_path, name="request"),
    path("<slug:codice>/organizzazione/", bozza.organisation, name="organizzazione"),
    path("<slug:codice>/persone/", bozza.people, name="persone"),
    path("<slug:codice>/impegno/", bozza.commitment, name="impegno"),
    path("<slug:codice>/allegati/", bozza.attachments, name="allegati"),
    path("<slug:codice>/allegati/<slug:file>/togli/", bozza.detach, name="detach"),
    path("<slug:codice>/firma/", bozza.signature, name="firma"),
    path("<slug:codice>/firma/prepara/", bozza.prepare, name="prepare"),
    path("<slug:codice>/firma/carica/", bozza.upload_signed, name="upload_signed"),
    path("<slug:codice>/invio/", bozza.send, name="invio"),
    path("<slug:codice>/ricevuta/", domanda_propria.receipt, name="receipt"),
    path("<slug:codice>/ritira/", domanda_propria.withdraw, name="withdraw"),
    path("<slug:codice>/rispondi/", domanda_propria.answer, name="answer"),
    path("<slug:codice>/file/<slug:file>/", domanda_propria.paper, name="paper"),
]
