"""Addresses of the meetings of the organi, of their requests and of the duties to meet."""

from django.urls import path

from rete.views.sedute import (
    convocazione,
    elenco,
    ordine_del_giorno,
    pareri,
    preparazione,
    richieste,
    scheda,
    stati,
    svolgimento,
    verbale,
)

urlpatterns = [
    path("sedute/", elenco.SedutaListView.as_view(), name="sedute"),
    path("sedute/nuova/", preparazione.nuova, name="meeting_add"),
    path(
        "sedute/richieste/",
        elenco.RichiestaListView.as_view(),
        name="convocation_requests",
    ),
    path(
        "sedute/richieste/<slug:codice>/",
        richieste.richiesta,
        name="convocation_request",
    ),
    path(
        "sedute/richieste/<slug:codice>/<slug:parole>/",
        richieste.rispondi,
        name="convocation_answer",
    ),
    path("sedute/<slug:codice>/", scheda.seduta, name="seduta"),
    path("sedute/<slug:codice>/seduta.ics", scheda.calendario, name="meeting_ics"),
    path("sedute/<slug:codice>/modifica/", preparazione.modifica, name="meeting_change"),
    path(
        "sedute/<slug:codice>/ordine-del-giorno/",
        ordine_del_giorno.ordine_del_giorno,
        name="agenda",
    ),
    path("sedute/<slug:codice>/documenti/", preparazione.documenti, name="meeting_files"),
    path(
        "sedute/<slug:codice>/documenti/<slug:documento>/togli/",
        preparazione.togli_documento,
        name="meeting_file_remove",
    ),
    path("sedute/<slug:codice>/convoca/", convocazione.convoca, name="convene"),
    path("sedute/<slug:codice>/presenze/", svolgimento.presenze, name="attendance"),
    path("sedute/<slug:codice>/decisioni/", svolgimento.decisioni, name="decisions"),
    path("sedute/<slug:codice>/decisioni/<int:numero>/", svolgimento.decisione, name="decision"),
    path(
        "sedute/<slug:codice>/decisioni/<int:numero>/togli/",
        svolgimento.togli_decisione,
        name="decision_remove",
    ),
    path("sedute/<slug:codice>/parere/", pareri.parere, name="meeting_opinion"),
    path(
        "sedute/<slug:codice>/pareri/<slug:slug>/",
        pareri.correggi_parere,
        name="opinion_correct",
    ),
    path("sedute/<slug:codice>/verbale/", verbale.verbale, name="minutes"),
    path("sedute/<slug:codice>/rettifica/", verbale.rettifica, name="minutes_rectify"),
    path("sedute/<slug:codice>/<slug:parole>/", stati.stato, name="meeting_step"),
    path("adempimenti/", elenco.adempimenti, name="duties"),
    path("organi/<slug:slug>/decisioni/", elenco.decisioni, name="register"),
    path("organi/<slug:slug>/richiesta/", richieste.chiedi, name="ask_convocation"),
]
