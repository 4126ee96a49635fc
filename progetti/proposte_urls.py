"""Addresses of the proposals' pages."""

from django.urls import path

from progetti.views import invio
from progetti.views.istruttoria import passi as esame
from progetti.views.istruttoria import proposte as istruttoria
from progetti.views.proposte import allegati, elenco, partenza, partner, passi

app_name = "proposte"
urlpatterns = [
    path("", elenco.proposals, name="proposals"),
    path("comincia/<slug:slug>/", elenco.begin, name="begin"),
    path("conferma/", partner.answered, name="answered"),
    path("conferma/<str:token>/", partner.link, name="link"),
    path("istruttoria/<slug:slug>/", istruttoria.list_proposals, name="istruttoria"),
    path("<slug:codice>/", elenco.proposal, name="proposta"),
    path("<slug:codice>/che-cosa/", passi.what, name="che-cosa"),
    path("<slug:codice>/chi/", partner.partners, name="chi"),
    path(
        "<slug:codice>/partecipa/<slug:partner>/",
        partner.participation,
        name="participation",
    ),
    path("<slug:codice>/obiettivi/", passi.objectives, name="obiettivi"),
    path("<slug:codice>/obiettivi/<int:numero>/", passi.objective, name="objective"),
    path(
        "<slug:codice>/obiettivi/<int:numero>/sposta/",
        passi.move_objective,
        name="move_objective",
    ),
    path(
        "<slug:codice>/obiettivi/<int:numero>/togli/",
        passi.remove_objective,
        name="remove_objective",
    ),
    path("<slug:codice>/risultati/", passi.results, name="risultati"),
    path(
        "<slug:codice>/obiettivi/<int:numero>/risultati/<int:quale>/", passi.result, name="result"
    ),
    path(
        "<slug:codice>/obiettivi/<int:numero>/risultati/<int:quale>/sposta/",
        passi.move_result,
        name="move_result",
    ),
    path(
        "<slug:codice>/obiettivi/<int:numero>/risultati/<int:quale>/togli/",
        passi.remove_result,
        name="remove_result",
    ),
    path("<slug:codice>/riparti/", partenza.reuse, name="reuse"),
    path("<slug:codice>/risultati/importa/", partenza.import_results, name="import"),
    path(
        "<slug:codice>/risultati/importa/conferma/",
        partenza.confirm_import,
        name="confirm_import",
    ),
    path("<slug:codice>/risultati/modello.xlsx", partenza.results_sheet, name="results_sheet"),
    path("<slug:codice>/tempi/", passi.timeline, name="tempi"),
    path("<slug:codice>/costi/", passi.costs, name="costi"),
    path("<slug:codice>/allegati/", allegati.attachments, name="allegati"),
    path("<slug:codice>/allegati/<slug:file>/togli/", allegati.detach, name="detach"),
    path("<slug:codice>/riepilogo/", passi.summary, name="riepilogo"),
    path("<slug:codice>/presenta/", invio.send, name="send"),
    path("<slug:codice>/percorso/", invio.follow, name="follow"),
    path("<slug:codice>/ritira/", invio.withdraw, name="withdraw"),
    path("<slug:codice>/riprendi/", invio.resume, name="resume"),
    path("<slug:codice>/rispondi/", invio.answer, name="answer"),
    path("<slug:codice>/pdf/", invio.paper, name="paper"),
    path("<slug:codice>/istruttoria/", istruttoria.examine, name="examine"),
    path("<slug:codice>/istruttoria/requisiti/", istruttoria.requirements, name="requirements"),
    path("<slug:codice>/istruttoria/<slug:passo>/", esame.step, name="step"),
]
