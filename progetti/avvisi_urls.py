"""Addresses of the calls' pages."""

from django.urls import path

from progetti.views.avvisi import commissione, elenco, passi, quesiti, scheda, scrittura

app_name = "avvisi"
urlpatterns = [
    path("", elenco.AvvisoListView.as_view(), name="avvisi"),
    path("avvisi.atom", elenco.feed, name="call_feed"),
    path("nuovo/", scrittura.nuovo, name="call_add"),
    path("<slug:slug>/", scheda.avviso, name="avviso"),
    path("<slug:slug>/versioni/<int:numero>/", scheda.versione, name="call_version"),
    path("<slug:slug>/domande/", quesiti.chiedi, name="call_ask"),
    path("<slug:slug>/domande/<slug:codice>/", quesiti.rispondi, name="call_answer"),
    path("<slug:slug>/prepara/", scrittura.prepara, name="call_prepare"),
    path("<slug:slug>/commissione/", commissione.commissione, name="call_panel"),
    path("<slug:slug>/prepara/documenti/", scrittura.documenti, name="call_files"),
    path(
        "<slug:slug>/prepara/documenti/<slug:documento>/togli/",
        scrittura.togli_documento,
        name="call_file_remove",
    ),
    path("<slug:slug>/prepara/<slug:pagina>/", scrittura.pagina, name="call_write"),
    path("<slug:slug>/passi/<slug:parole>/", passi.passo, name="call_step"),
    path("<slug:slug>/elimina/", scrittura.elimina, name="call_delete"),
]
