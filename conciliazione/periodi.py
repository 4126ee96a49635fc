"""Rows that hold from a day to a day: `al` is the last valid day, both ends may be unknown."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone


def today() -> date:
    """The current day in Europe/Rome, the zone in which rights begin and end."""
    return timezone.localdate()


class DatedQuerySet(models.QuerySet):
    """A queryset of rows with `dal` and `al`."""

    def vigenti(self, on: date | None = None) -> "DatedQuerySet":
        """Rows in force on that day (default: today). An unknown end does not exclude a row."""
        giorno = on or today()
        return self.filter(
            Q(dal__isnull=True) | Q(dal__lte=giorno), Q(al__isnull=True) | Q(al__gte=giorno)
        )
