"""The Celery application: carries ids of rows, keeps no truth of its own.

A message lost or delivered twice changes nothing: `Elaborazione` decides (see `lavori`).
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
app = Celery("conciliazione")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
