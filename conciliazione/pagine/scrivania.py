"""The first page after the login: what is due from this person, and what happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione import cronaca, riquadri
from conciliazione.periodi import today
from conciliazione.scrivania import AZIONI, CHI, DOVUTE, NOTIZIE, group_by_term, reader_of

FATTI_AL_PIU = 10


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is due, by date; what there is to know; what one can do; the recent history."""
    chi, oggi = reader_of(request), today()
    cose = riquadri.panels("scrivania", chi, request)
    contesto = {
        "oggi": oggi,
        "gruppi": group_by_term((c for c in cose if c.parte in DOVUTE), oggi),
        "notizie": [c for c in cose if c.parte == NOTIZIE],
        "azioni": [c for c in cose if c.parte == AZIONI],
        "ruoli": [c for c in cose if c.parte == CHI],
        "storia": cronaca.recent(chi, FATTI_AL_PIU),
    }
    return render(request, "pagine/scrivania.html", contesto)
