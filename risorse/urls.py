"""Addresses of the money's pages."""

from django.urls import path

from risorse import views

app_name = "risorse"
urlpatterns = [
    path("", views.VoceListView.as_view(), name="risorse"),
    path("<slug:slug>/", views.voce, name="voce"),
]
