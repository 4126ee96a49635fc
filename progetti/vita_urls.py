"""Addresses, among those of monitoring, of what happens to a project while it runs."""

from django.urls import path

from progetti.views.monitoraggio import collegamento, criticita, modifiche, richieste, tempi

urlpatterns = [
    path("progetti/<slug:slug>/tempi/", tempi.timeline, name="timeline"),
    path("progetti/<slug:slug>/criticita/", criticita.index, name="issues"),
    path("progetti/<slug:slug>/criticita/aggiungi/", criticita.add, name="issue_add"),
    path("progetti/<slug:slug>/modifiche/", modifiche.index, name="changes"),
    path("progetti/<slug:slug>/modifiche/<slug:tipo>/", modifiche.ask, name="change_ask"),
    path("modifiche/<slug:codice>/", modifiche.change, name="modifica"),
    path("modifiche/<slug:codice>/<slug:passo>/", modifiche.step, name="change_step"),
    path("criticita/<slug:codice>/", criticita.issue, name="criticita"),
    path("criticita/<slug:codice>/modifica/", criticita.edit, name="issue_edit"),
    path("criticita/<slug:codice>/<slug:passo>/", criticita.step, name="issue_step"),
    path("progetti/<slug:slug>/richieste/", richieste.index, name="richieste"),
    path("progetti/<slug:slug>/richieste/aggiungi/", richieste.add, name="request_add"),
    path("richieste/<slug:codice>/", richieste.request_page, name="richiesta"),
    path("richieste/<slug:codice>/manda/", richieste.send_again, name="request_again"),
    path("richieste/<slug:codice>/annulla/", richieste.annul, name="request_annul"),
    path("manda/", collegamento.sent, name="sent"),
    path("manda/<str:token>/", collegamento.link, name="link"),
]
