"""Addresses of the pages on which results are reported and verified."""

from django.urls import path

from progetti import vita_urls
from progetti.views.monitoraggio import (
    campione,
    consegna,
    cruscotto,
    finestre,
    prove,
    righe,
    verifica,
)

app_name = "monitoraggio"
urlpatterns = [
    path("", cruscotto.cruscotto, name="cruscotto"),
    *vita_urls.urlpatterns,
    path("consegne/<slug:codice>/", consegna.consegna, name="consegna"),
    path("consegne/<slug:codice>/foglio.xlsx", consegna.sheet, name="sheet"),
    path("consegne/<slug:codice>/importa/", consegna.import_sheet, name="import_sheet"),
    path(
        "consegne/<slug:codice>/<int:obiettivo>/<int:risultato>/<int:ordine>/prova/",
        consegna.line_proof,
        name="line_proof",
    ),
    path("progetti/<slug:slug>/prove/", prove.index, name="prove"),
    path("progetti/<slug:slug>/prove/aggiungi/", prove.add, name="proof_add"),
    path(
        "progetti/<slug:slug>/indicatori/<int:obiettivo>/<int:risultato>/<int:ordine>/",
        righe.line,
        name="indicatore",
    ),
    path("prove/<slug:codice>/", prove.prova, name="prova"),
    path("prove/<slug:codice>/modifica/", prove.edit, name="proof_edit"),
    path("prove/<slug:codice>/file/", prove.file_add, name="proof_file"),
    path("prove/<slug:codice>/registra/", prove.record, name="proof_record"),
    path("prove/<slug:codice>/<slug:passo>/", prove.step, name="proof_step"),
    path("rilevazioni/<slug:codice>/correggi/", righe.correct, name="correct"),
    path("rilevazioni/<slug:codice>/dichiara/", righe.declare, name="declare"),
    path("rilevazioni/<slug:codice>/verifica/", verifica.verify, name="verify"),
    path("rilevazioni/<slug:codice>/restituisci/", verifica.give_back, name="give_back"),
    path("verifica/", verifica.VerificaListView.as_view(), name="verifica"),
    path("verifica/insieme/", verifica.verify_many, name="verify_many"),
    path("verifica/campione/", campione.campione, name="campione"),
    path("verifica/campione/<str:formato>/", campione.export, name="campione_export"),
    path("finestre/", finestre.index, name="finestre"),
    path("finestre/nuova/", finestre.add, name="window_add"),
    path("finestre/<slug:codice>/", finestre.finestra, name="finestra"),
    path("finestre/<slug:codice>/modifica/", finestre.edit, name="window_edit"),
    path("consegne/<slug:codice>/proroga/", finestre.extend, name="extend"),
    path("consegne/<slug:codice>/chiudi/", finestre.close, name="close"),
]
