"""The risks and the problems of a project, and the story of each."""

from django.db.models import QuerySet

from conciliazione.models import Passaggio
from progetti.models import Criticita, Progetto
from rete.tappe import Tappa, who_did

FATTI = {"close": "Chiusa", "reopen": "Riaperta"}


def issues_of(progetto: Progetto) -> QuerySet[Criticita]:
    """What goes wrong in a project: what is open first, by its day."""
    return Criticita.objects.filter(progetto=progetto)


def timeline(criticita: Criticita) -> list[Tappa]:
    """What was done with a risk or a problem, the latest first."""
    righe = Passaggio.objects.about(criticita).select_related("autore").order_by("-quando", "-pk")
    return [Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p) for p in righe]
