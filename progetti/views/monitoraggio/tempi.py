"""The life of a project on one timeline, with its table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from progetti.permissions import projects_followed_by
from progetti.tempi_monitoraggio import block_of, stretches_of


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """When a project runs, what it does, its windows and extensions, for who follows it."""
    progetti = projects_followed_by(request.user).select_related("ciclo")
    progetto = get_object_or_404(progetti, slug=slug)
    tratti = stretches_of(progetto)
    contesto = {"progetto": progetto, "tratti": tratti, "tempi": block_of(progetto, tratti)}
    return render(request, "progetti/monitoraggio/tempi.html", contesto)
