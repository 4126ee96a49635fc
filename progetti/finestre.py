"""Opening a monitoring window: what every project of the ciclo owes in it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from progetti.models import Consegna, FinestraMonitoraggio, Progetto


def open_window(finestra: FinestraMonitoraggio) -> FinestraMonitoraggio:
    """Save a new window, with what each project of its ciclo owes in it.

    Raises:
        IntegrityError: another window of the ciclo observes some of its days.
    """
    with transaction.atomic():
        finestra.save(force_insert=True)
        owe(finestra, Progetto.objects.filter(ciclo=finestra.ciclo_id))
    return finestra


def owe_from_now_on(progetto: Progetto) -> None:
    """A project that begins owes its results in the windows whose term is to come."""
    aperte = FinestraMonitoraggio.objects.filter(ciclo=progetto.ciclo_id, scade_il__gte=Now())
    for finestra in aperte:
        if progetto.dal is None or finestra.al >= progetto.dal:
            owe(finestra, [progetto])


def owe(finestra: FinestraMonitoraggio, progetti: Iterable[Progetto]) -> None:
    """What `progetti` owe in a window, where they do not already."""
    chiude = finestra.scade_il + timedelta(days=finestra.giorni_verifica)
    Consegna.objects.bulk_create(
        (
            Consegna(finestra=finestra, progetto=p, scade_il=finestra.scade_il, chiude_il=chiude)
            for p in progetti
        ),
        ignore_conflicts=True,
    )
