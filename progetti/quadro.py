"""The results that the projects promise, added up."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

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
    """Add up some indicators and the expected results that they measure, in two queries: one that
    counted both would gather the results in a table of its own."""
    senza_ordine = indicatori.order_by()
    conti = senza_ordine.aggregate(indicatori=Count("pk"), con_target=Count("target"))
    return Quadro(**conti, risultati=senza_ordine.values("risultato").distinct().count())


def count_parts(progetto: Progetto) -> dict[str, int]:
    """What `ProgettoQuerySet.con_numeri` counts, from the parts of a project already read."""
    obiettivi = list(progetto.obiettivi.all())
    risultati = [r for obiettivo in obiettivi for r in obiettivo.risultati.all()]
    indicatori = [i for risultato in risultati for i in risultato.indicatori.all()]
    return {
        "n_obiettivi": len(obiettivi),
        "n_risultati": len(risultati),
        "n_indicatori": len(indicatori),
        "n_target": sum(i.target is not None for i in indicatori),
    }


def uncovered(quadro: Quadro, **condizioni: str) -> int:
    """How many results of the projects no indicator measures, besides those of `quadro`, which
    has all the indicators of those projects; `condizioni` are lookups on the project."""
    scelti = {f"obiettivo__progetto__{nome}": valore for nome, valore in condizioni.items()}
    return RisultatoAtteso.objects.filter(**scelti).count() - quadro.risultati
