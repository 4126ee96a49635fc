"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("rete/", include("rete.urls")),
    path("alleanze/", include("alleanze.urls")),
    path("progetti/", include("progetti.urls")),
    path("risorse/", include("risorse.urls")),
    path("piano/", include("piano.urls")),
    path("accesso/", include("allauth.account.urls")),
    path("amministrazione/", admin.site.urls),
]
