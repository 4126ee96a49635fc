"""Address of the public API of one figure; the list of all is a dataset like the others."""

from django.urls import path

from rete.api import CifraView

app_name = "api"
urlpatterns = [path("cifre/<path:riferimento>", CifraView.as_view(), name="cifra")]
