"""Addresses of the pages of training and communication."""

from django.urls import path

from formazione import views

app_name = "formazione"
urlpatterns = [
    path("", views.IniziativaListView.as_view(), name="formazione"),
    path("calendario/", views.CalendarioView.as_view(), name="calendario"),
    path("calendario.ics", views.calendario_ics, name="calendario_ics"),
    path("comunicazione/", views.AzioneListView.as_view(), name="comunicazione"),
    path("comunicazione/<slug:slug>/", views.azione, name="azione"),
    path("contenuti/", views.ContenutoListView.as_view(), name="contenuti"),
    path("<slug:slug>/", views.iniziativa, name="iniziativa"),
    path("<slug:slug>.ics", views.iniziativa_ics, name="iniziativa_ics"),
]
