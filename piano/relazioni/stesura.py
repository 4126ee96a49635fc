"""The row of a report: begun once, from the words of the one before."""

from django.db import transaction
from django.db.models import QuerySet

from piano.models import Relazione
from piano.relazioni.dati import TESTI
from progetti.models import FinestraMonitoraggio, Progetto


def begin(finestra: FinestraMonitoraggio, progetto: Progetto | None) -> Relazione:
    """The report of a window, of a project or (None) of the whole Piano: the one there is, or a
    draft that starts from the words of the last one before it.

    Of two at the same moment one makes it, and the other finds it.
    """
    trovata = _of(progetto).filter(finestra=finestra).first()
    if trovata is not None:
        return trovata
    with transaction.atomic():
        Relazione.objects.bulk_create(
            [Relazione(finestra=finestra, progetto=progetto, **_words_before(finestra, progetto))],
            ignore_conflicts=True,
        )
    return _of(progetto).get(finestra=finestra)


def _words_before(finestra: FinestraMonitoraggio, progetto: Progetto | None) -> dict[str, str]:
    prima = previous(finestra, progetto)
    return {nome: getattr(prima, nome) for nome in TESTI} if prima else {}


def previous(finestra: FinestraMonitoraggio, progetto: Progetto | None) -> Relazione | None:
    """The last report of the same thing in a window before that one."""
    prima = _of(progetto).filter(finestra__ciclo=finestra.ciclo_id, finestra__dal__lt=finestra.dal)
    return prima.select_related("finestra").order_by("-finestra__dal").first()


def _of(progetto: Progetto | None) -> QuerySet[Relazione]:
    if progetto is None:
        return Relazione.objects.filter(progetto__isnull=True)
    return Relazione.objects.filter(progetto=progetto)
