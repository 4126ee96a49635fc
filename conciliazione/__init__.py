"""The hall: settings, plumbing without domain, and the tables every room shares."""

from conciliazione.celery import app as celery_app

__all__ = ["celery_app"]
