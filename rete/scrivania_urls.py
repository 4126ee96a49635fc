"""Addresses of what a person decides about their Scrivania."""

from django.urls import path

from rete.views import scrivania

urlpatterns = [
    path("ruolo/", scrivania.role, name="choose_role"),
    path("preferenze/", scrivania.preferences, name="notice_preferences"),
]
