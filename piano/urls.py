"""Addresses of the Piano's pages."""

from django.urls import path

from piano.views import confronto, controlli, indicatori, lavoro, pubblicato, relazioni

app_name = "piano"
urlpatterns = [
    path("", pubblicato.piano, name="piano"),
    path("intero/", pubblicato.intero, name="intero"),
    path("indicatori/", indicatori.indicatori, name="indicatori"),
    path("capitoli/<slug:slug>/", pubblicato.capitolo, name="capitolo"),
    path("versioni/<slug:codice>/", pubblicato.versione, name="versione"),
    path("versioni/<slug:codice>/pdf/", pubblicato.download, name="download"),
    path("versioni/<slug:codice>/pubblica/", lavoro.publish, name="publish"),
    path(
        "versioni/<slug:codice>/capitoli/<slug:slug>/",
        pubblicato.capitolo_versione,
        name="capitolo_versione",
    ),
    path("versioni/<slug:codice>/confronto/<slug:altro>/", confronto.confronto, name="confronto"),
    path("lavoro/", lavoro.lavoro, name="lavoro"),
    path("lavoro/compila/", lavoro.compile_plan, name="compile"),
    path("lavoro/compilazioni/<slug:codice>/", lavoro.elaborazione, name="elaborazione"),
    path("lavoro/indicatori/", indicatori.lavoro, name="measures"),
    path("lavoro/indicatori/<int:indicatore>/<int:ordine>/", indicatori.misura, name="measure"),
    path("lavoro/controlli/", controlli.controlli, name="controlli"),
    path("lavoro/controlli/deroga/", controlli.waive_finding, name="waive"),
    path("lavoro/controlli/deroghe/<slug:codice>/revoca/", controlli.revoke, name="revoke_waiver"),
    path("relazioni/", relazioni.index, name="relazioni"),
    path("relazioni/progetto/<slug:codice>/", relazioni.begin, name="report_begin"),
    path("relazioni/piano/<slug:codice>/", relazioni.begin_whole, name="report_begin_whole"),
    path("relazioni/file/<slug:codice>/<slug:formato>/", relazioni.download, name="report_file"),
    path("relazioni/<slug:codice>/", relazioni.relazione, name="relazione"),
    path("relazioni/<slug:codice>/compila/", relazioni.compile_report_files, name="report_compile"),
    path("relazioni/<slug:codice>/compila/<slug:lavoro>/", relazioni.job, name="report_job"),
    path("relazioni/<slug:codice>/consegna/", relazioni.deliver, name="report_deliver"),
    path("relazioni/<slug:codice>/trasmissione/", relazioni.transmit, name="report_transmit"),
    path("lavoro/<slug:parole>/", lavoro.transizione, name="transition"),
]
