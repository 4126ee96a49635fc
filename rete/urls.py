"""Addresses of the network's pages."""

from django.urls import path

from rete import views

app_name = "rete"
urlpatterns = [
    path("soggetti/", views.SoggettoListView.as_view(), name="soggetti"),
    path("soggetti/<slug:slug>/", views.soggetto, name="soggetto"),
]
