"""How to use the public API: the page for who writes programs."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.api.documento import RADICE
from conciliazione.api.richieste import PER_PAGINA_AL_PIU, PER_PAGINA_PREDEFINITE
from conciliazione.dati_aperti import all_datasets, whole


@login_not_required
@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """What the API has, where, and how it is asked."""
    contesto = {
        "radice": whole(RADICE),
        "insiemi": list(all_datasets()),
        "limite": settings.API_LIMITE_RICHIESTE,
        "secondi": settings.API_LIMITE_SECONDI,
        "per_pagina": PER_PAGINA_PREDEFINITE,
        "al_piu": PER_PAGINA_AL_PIU,
    }
    return render(request, "pagine/api.html", contesto)
