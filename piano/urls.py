"""Addresses of the Piano's pages."""

from django.urls import path

from piano.views import confronto, controlli, lavoro, pubblicato

app_name = "piano"
urlpatterns = [
    path("", pubblicato.piano, name="piano"),
    path("intero/", pubblicato.intero, name="intero"),
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
    path("lavoro/controlli/", controlli.controlli, name="controlli"),
    path("lavoro/controlli/deroga/", controlli.waive_finding, name="waive"),
    path("lavoro/controlli/deroghe/<slug:codice>/revoca/", controlli.revoke, name="revoke_waiver"),
    path("lavoro/<slug:parole>/", lavoro.transizione, name="transition"),
]
