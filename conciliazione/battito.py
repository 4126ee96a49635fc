"""The heartbeat of beat, broker and workers, seen end to end, wherever they run.

It is the lease of one `Elaborazione` that never ends: beat asks for it, the broker carries the
message, a worker renews it.
"""

from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError
from django.db.models.functions import Now

from conciliazione.enums import StatoElaborazione
from conciliazione.models import Elaborazione
from conciliazione.orologio import from_now

GENERE = "conciliazione.battito"
GIRI_MANCATI = 4


def beat() -> None:
    """Renew the lease of the heartbeat; the first time, begin it."""
    fino_a = from_now(settings.RICONCILIA_OGNI_SECONDI * GIRI_MANCATI)
    battito = Elaborazione.objects.filter(chiave=GENERE, stato=StatoElaborazione.IN_CORSO)
    if battito.update(presa_fino_a=fino_a):
        return
    try:
        Elaborazione.objects.create(
            genere=GENERE,
            chiave=GENERE,
            stato=StatoElaborazione.IN_CORSO,
            preso_da=uuid4(),
            presa_fino_a=fino_a,
            iniziata_il=Now(),
        )
    except IntegrityError:
        return  # another worker began it at the same moment


def is_beating() -> bool:
    """Whether a worker renewed the lease in the last rounds."""
    return Elaborazione.objects.filter(
        chiave=GENERE, stato=StatoElaborazione.IN_CORSO, presa_fino_a__gt=Now()
    ).exists()
