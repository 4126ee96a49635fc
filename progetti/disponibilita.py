"""What a project may spend in calls of its own: what it is granted, what its calls promise.

The money is of a room above, which registers who reads it.
"""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import Sum

from progetti.enums import StatoAvviso
from progetti.models import Avviso, Progetto

Lettore = Callable[[Progetto], Decimal | None]
_lettori: list[Lettore] = []


def register(lettore: Lettore) -> None:
    """Let a room say how much a project is granted, in euro; None where it knows nothing."""
    if lettore not in _lettori:
        _lettori.append(lettore)


def granted(progetto: Progetto) -> Decimal | None:
    """What the project has in money, in euro; None when nobody recorded it."""
    detti = [detto for leggi in _lettori if (detto := leggi(progetto)) is not None]
    return sum(detti, Decimal(0)) if detti else None


def promised(progetto: Progetto, tranne: Avviso | None = None) -> Decimal:
    """What the published calls of the project put up, in euro, `tranne` left out.

    What was revoked or had no proposal went back to the project.
    """
    tornate = (StatoAvviso.BOZZA, StatoAvviso.REVOCATO, StatoAvviso.DESERTO)
    avvisi = Avviso.objects.filter(progetto=progetto).exclude(stato__in=tornate)
    if tranne is not None:
        avvisi = avvisi.exclude(pk=tranne.pk)
    return avvisi.aggregate(somma=Sum("dotazione"))["somma"] or Decimal(0)
