"""The public pages of the money."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rete.models import Ciclo
from risorse.prospetto import budget


@login_not_required
@require_safe
def risorse(request: HttpRequest) -> HttpResponse:
    """The budget of the newest cycle: lines by source, totals and shares."""
    ciclo = Ciclo.objects.current()
    prospetto = budget(ciclo) if ciclo else None
    return render(request, "risorse/risorse.html", {"ciclo": ciclo, "prospetto": prospetto})
