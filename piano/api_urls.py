"""Addresses of the public API of the figures."""

from django.urls import path

from piano import api

app_name = "api"
urlpatterns = [
    path("cifre", api.cifre, name="cifre"),
]
