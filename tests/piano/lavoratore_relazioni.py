"""Projects whose windows close, for the tests of real workers, and what a page would do of them:
`python -m tests.piano.lavoratore_relazioni close`."""

import os
import sys
from collections.abc import Callable
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - after setup()

from conciliazione.celery import app  # noqa: E402
from conciliazione.lavori import publish  # noqa: E402
from conciliazione.models import Elaborazione  # noqa: E402
from conciliazione.transizioni import perform  # noqa: E402
from piano.models import Relazione  # noqa: E402
from piano.relazioni.compilazione import BOZZA, CONSEGNATA  # noqa: E402
from progetti.models import Consegna, Indicatore  # noqa: E402
from rete.models import Utente  # noqa: E402
from tests.cast import make_cast  # noqa: E402
from tests.factories import make_progetto  # noqa: E402
from tests.factories.monitoraggio import (  # noqa: E402
    make_consegna,
    make_finestra,
    make_indicator_of,
    make_rilevazione,
)

__all__ = ["app"]

# So many that a worker can be killed in the middle of each.
PROGETTI, INDICATORI = 8, 40


def prepare() -> None:
    """Eight projects of the lead body, in a window whose time to verify is over."""
    make_cast()
    ieri = timezone.now() - timedelta(days=1)
    finestra = make_finestra(apre_il=ieri - timedelta(days=40), scade_il=ieri - timedelta(days=30))
    for _ in range(PROGETTI):
        progetto = make_progetto(ciclo=finestra.ciclo, promotore=finestra.ciclo.capofila)
        consegna = make_consegna(progetto=progetto, finestra=finestra, chiude_il=ieri)
        for _ in range(INDICATORI):
            indicatore: Indicatore = make_indicator_of(consegna, target=4)
            make_rilevazione("verificata", ("1",), consegna=consegna, indicatore=indicatore)


def close() -> None:
    """The portal closes what is over; each asks for its report."""
    for consegna in Consegna.objects.to_close():
        perform(consegna, "close", None)


def deliver() -> None:
    """Who runs the projects delivers their reports; each asks for its files."""
    chi = Utente.objects.get(email="operatore@rete.example")
    Relazione.objects.update(svolto="Come previsto.")
    for relazione in Relazione.objects.filter(progetto__isnull=False):
        perform(relazione, "deliver", chi)


def feed_twice() -> None:
    """Every job that is not over comes twice more, as from brokers that are not sure."""
    for lavoro in Elaborazione.objects.active().filter(genere__in=(BOZZA, CONSEGNATA)):
        for _ in range(2):
            publish(lavoro.pk, "pdf")


COMANDI: dict[str, Callable[[], None]] = {
    "prepare": prepare,
    "close": close,
    "deliver": deliver,
    "feed-twice": feed_twice,
}

if __name__ == "__main__":
    COMANDI[sys.argv[1]]()
