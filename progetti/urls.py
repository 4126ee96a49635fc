"""Addresses of the projects' pages."""

from django.urls import path

from progetti.views import a_che_punto
from progetti.views import progetti as views

app_name = "progetti"
urlpatterns = [
    path("", views.ProgettoListView.as_view(), name="progetti"),
    path("risultati/", views.RisultatoListView.as_view(), name="risultati"),
    path("a-che-punto-siamo/", a_che_punto.PuntoListView.as_view(), name="progress"),
    path("<slug:slug>/", views.progetto, name="progetto"),
]
