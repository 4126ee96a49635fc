"""What changed from a version of the Piano to another."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from piano.confronti import compare
from piano.views.accesso import visible_versions


@login_not_required
@require_safe
def confronto(request: HttpRequest, codice: str, altro: str) -> HttpResponse:
    """The differences between two versions, in whichever order they are asked, oldest first."""
    prima, dopo = visible_versions(request, codice, altro)
    contesto = {"prima": prima, "dopo": dopo, "confronto": compare(prima.dati, dopo.dati)}
    return render(request, "piano/confronto.html", contesto)
