"""Addresses of the form for reporting a problem: the footer of every page leads there."""

from django.urls import path

from rete.views import segnalazioni

urlpatterns = [
    path("", segnalazioni.report_problem, name="report_problem"),
    path("ricevuta/<slug:codice>/", segnalazioni.report_receipt, name="report_receipt"),
]
