"""The results that the projects promise, added up."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from progetti.models import Progetto, RisultatoAtteso


@dataclass(frozen=True)
class Quadro:
    """How many indicators there are in a selection, and how many say what is expected."""

    indicatori: int
    con_target: int
    risultati: int

    @property
    def senza_target(self) -> int:
        return self.indicatori - self.con_target


def summarise(indicatori: QuerySet) -> Quadro:
    """Add up some indicators and the expected results that they measure, in one query."""
    return Quadro(
        **indicatori.aggregate(
            indicatori=Count("pk"),
            con_target=Count("pk", filter=Q(target__isnull=False)),
            risultati=Count("risultato", distinct=True),
        )
    )


def without_indicator(**condizioni: str) -> QuerySet[Progetto]:
    """Projects with expected results that no indicator measures, and how many (`scoperti`).

    `condizioni` are lookups on the project.
    """
    scoperti = RisultatoAtteso.objects.filter(indicatori__isnull=True)
    conto = Count("obiettivi__risultati", filter=Q(obiettivi__risultati__in=scoperti))
    return (
        Progetto.objects.filter(**condizioni)
        .annotate(scoperti=conto)
        .filter(scoperti__gt=0)
        .order_by("-ciclo__dal", "lettera")
    )
