"""By when the offices do what no law measures: so many days from when it could be done.

The days are rows (`TermineInterno`) that the staff edit; where there is none, there is no day.
"""

from datetime import date

from django.http import HttpRequest

from rete.enums import Incombenza
from rete.models import TermineInterno
from rete.termini import end_of_term

_MEMORIA = "termini_interni_letti"


def due_by(incombenza: Incombenza, dal: date | None, request: HttpRequest | None) -> date | None:
    """The last day for a thing that could be done since `dal`, never a holiday.

    None where nobody knows since when, or the offices gave themselves no term. One query; none
    when the terms were already read for the same `request`.
    """
    giorni = _read_terms(request).get(incombenza)
    return None if dal is None or giorni is None else end_of_term(dal, giorni)


def _read_terms(request: HttpRequest | None) -> dict[str, int]:
    if not hasattr(request, _MEMORIA):
        letti = dict(TermineInterno.objects.order_by().values_list("incombenza", "giorni"))
        if request is None:
            return letti
        setattr(request, _MEMORIA, letti)
    return getattr(request, _MEMORIA)
