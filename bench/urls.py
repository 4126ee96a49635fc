"""Every address of the portal, and that of the yardstick."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from bench.metro import metro
from conciliazione.urls import *  # noqa: F403 - Django takes the handlers of errors from here
from conciliazione.urls import urlpatterns as portale

urlpatterns = [*portale, path("metro/", login_not_required(metro), name="metro")]
