"""What the portal does by itself about the results of the projects, as days go by: it writes to who
runs them, and closes what has had its time.

Run again and again: each mail has a key of its own, each delivery its state.
"""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Now

from conciliazione.orologio import from_now
from conciliazione.transizioni import NotAllowed, StaleState, perform
from progetti.enums import StatoConsegna
from progetti.lettere_monitoraggio import tell_late, tell_near, tell_opened
from progetti.models import Consegna, FinestraMonitoraggio

GIORNO = timedelta(days=1).total_seconds()
# A worker that was down for longer tells no more of what is over: the Scrivania does.
DETTA_PER_GIORNI = 30


def close_over() -> int:
    """Freeze the deliveries whose time to be verified is over; how many.

    Each by itself: one that cannot be closed now does not keep the others open.
    """
    finite = Consegna.objects.to_close().select_related("finestra").order_by("chiude_il", "pk")
    return sum(_close(consegna) for consegna in list(finite))


def _close(consegna: Consegna) -> bool:
    """Whether it was done now: the responsabile, or another worker, may have been quicker."""
    try:
        perform(consegna, "close", None)
    except (StaleState, NotAllowed, ValidationError):
        return False
    return True


def remind() -> None:
    """Tell who runs each project what it still owes: that its window is open, that the term is
    near, that it went by; once each."""
    aperte = FinestraMonitoraggio.objects.filter(
        apre_il__lte=Now(), consegne__stato=StatoConsegna.ATTESA
    )
    for finestra in aperte.distinct().order_by("pk"):
        attese = Consegna.objects.with_indicators().filter(
            finestra=finestra, stato=StatoConsegna.ATTESA
        )
        in_tempo = attese.filter(scade_il__gte=Now())
        preavviso = from_now(finestra.giorni_preavviso * GIORNO)
        _tell(in_tempo, tell_opened)
        # Where the whole window is shorter than the notice, that it opened says it already.
        if finestra.scade_il - finestra.apre_il > timedelta(days=finestra.giorni_preavviso):
            _tell(in_tempo.filter(scade_il__lte=preavviso), tell_near)
        _tell(attese.late().filter(scade_il__gte=from_now(-DETTA_PER_GIORNI * GIORNO)), tell_late)


def _tell(consegne: QuerySet[Consegna], tell: Callable[[Consegna], None]) -> None:
    legate = consegne.select_related(
        "finestra", "progetto__alleanza", "progetto__promotore", "progetto__ciclo__capofila"
    )
    for consegna in legate.order_by("pk"):
        tell(consegna)
