"""Addresses of the alliances' pages."""

from django.urls import path

from alleanze import views

app_name = "alleanze"
urlpatterns = [
    path("", views.AlleanzaListView.as_view(), name="alleanze"),
    path("<slug:slug>/", views.alleanza, name="alleanza"),
    path("<slug:slug>/convenzioni/aggiungi/", views.agreement_add, name="agreement_add"),
    path("<slug:slug>/convenzioni/<slug:codice>/", views.agreement_edit, name="agreement_edit"),
    path("<slug:slug>/mappa/", views.mappa, name="mappa"),
]
