"""Rows that are planned for a period: `dal` and `al`, either of which may be unknown."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Count, Func, Max, Min, OuterRef, Q, Subquery, Sum

from formazione.mesi import Mese


def _meets(dal: date, al: date) -> Q:
    """As `Mese.meets`: where an end is not known, only the other counts."""
    return (
        Q(dal__lte=al, al__gte=dal)
        | Q(al__isnull=True, dal__range=(dal, al))
        | Q(dal__isnull=True, al__range=(dal, al))
    )


class PeriodoQuerySet(models.QuerySet):
    """Rows with the period in which they are planned."""

    def previste_fra(self, dal: date, al: date) -> "PeriodoQuerySet":
        """Rows whose period has a day from `dal` to `al`, both included."""
        return self.filter(_meets(dal, al))

    def senza_date(self) -> "PeriodoQuerySet":
        """Rows of which neither the beginning nor the end is known."""
        return self.filter(dal__isnull=True, al__isnull=True)

    def con_periodo(self) -> "PeriodoQuerySet":
        """Rows of which both the beginning and the end are known."""
        return self.filter(dal__isnull=False, al__isnull=False)

    def estremi(self) -> tuple[date, date] | None:
        """The first and the last day known of any row; None when no day is."""
        noti = self.aggregate(a=Min("dal"), b=Min("al"), c=Max("dal"), d=Max("al"))
        giorni = [giorno for giorno in noti.values() if giorno]
        return (min(giorni), max(giorni)) if giorni else None

    def per_mese(self, mesi: Iterable[Mese]) -> list[tuple[Mese, int]]:
        """How many rows each month meets."""
        scelti = list(mesi)
        conti = self.aggregate(
            **{
                f"mese_{i}": Count("pk", filter=_meets(mese.dal, mese.al))
                for i, mese in enumerate(scelti)
            }
        )
        return [(mese, conti[f"mese_{i}"]) for i, mese in enumerate(scelti)]


class PubblicoQuerySet(models.QuerySet):
    """Publics of communication."""

    def con_numeri(self) -> "PubblicoQuerySet":
        """Each public with `n_righe`, how many rows of the actions address it."""
        # Asked of the relation alone, by its index: joined, every row of it would be read.
        legami = self.model.righe.through.objects.filter(pubblico=OuterRef("pk")).order_by()
        conto = legami.annotate(conto=Func("pk", function="COUNT")).values("conto")
        return self.annotate(n_righe=Subquery(conto, output_field=models.IntegerField()))


class IniziativaQuerySet(PeriodoQuerySet):
    """Training initiatives."""

    def n_edizioni(self) -> int:
        """How many editions are planned, all together."""
        return self.aggregate(somma=Sum("edizioni", default=0))["somma"]
