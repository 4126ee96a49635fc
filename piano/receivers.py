"""What follows, in this room, from rows that others write: rows only, in the same transaction."""

from piano.relazioni.compilazione import ask_at_closing, ask_whole_at_closing
from progetti.models import Consegna, FinestraMonitoraggio


def report_what_closed(sender: object, consegna: Consegna, **altro: object) -> None:
    """A window was closed for a project: its report is compiled, and that of the whole Piano when
    it was the last.

    Two that close at the same moment pass here one at a time: the second finds the first closed.
    """
    ask_at_closing(consegna)
    _hold(consegna.finestra)
    if not Consegna.objects.not_closed().filter(finestra=consegna.finestra_id).exists():
        ask_whole_at_closing(consegna.finestra)


def _hold(finestra: FinestraMonitoraggio) -> None:
    """Keep who else closes in the same window; not who only refers to it."""
    righe = FinestraMonitoraggio.objects.select_for_update(no_key=True).filter(pk=finestra.pk)
    list(righe.order_by().values_list("pk"))
