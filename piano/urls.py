"""Addresses of the Piano's pages."""

from django.urls import path

from piano import views

app_name = "piano"
urlpatterns = [
    path("", views.piano, name="piano"),
    path("intero/", views.intero, name="intero"),
    path("capitoli/<slug:slug>/", views.capitolo, name="capitolo"),
    path("versioni/<slug:codice>/", views.versione, name="versione"),
    path("versioni/<slug:codice>/pdf/", views.download, name="download"),
    path("versioni/<slug:codice>/pubblica/", views.publish, name="publish"),
    path(
        "versioni/<slug:codice>/capitoli/<slug:slug>/",
        views.capitolo_versione,
        name="capitolo_versione",
    ),
    path("lavoro/", views.lavoro, name="lavoro"),
    path("lavoro/compila/", views.compile_plan, name="compile"),
    path("lavoro/compilazioni/<slug:codice>/", views.elaborazione, name="elaborazione"),
    path("lavoro/<slug:parole>/", views.transizione, name="transition"),
]
