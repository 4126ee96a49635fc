"""Addresses of the public API: figures and published versions."""

from django.urls import path

from piano import api

app_name = "api"
urlpatterns = [
    path("cifre", api.cifre, name="cifre"),
    path("piano/versioni", api.versioni, name="versioni"),
]
