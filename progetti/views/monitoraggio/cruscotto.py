"""The first page of monitoring: what is due, for the projects that one runs or follows."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from progetti.cruscotto import next_dates, owed
from progetti.models import Consegna
from progetti.permissions import (
    can_view_monitoring,
    can_view_verification,
    can_view_windows,
    projects_reported_by,
)

DATE_AL_PIU = 6


@require_safe
def cruscotto(request: HttpRequest) -> HttpResponse:
    """What the projects that one follows owe, what comes next, the windows of before.

    Raises:
        PermissionDenied: the person has no part in it.
    """
    if not can_view_monitoring(request.user):
        raise PermissionDenied
    propri = projects_reported_by(request.user)
    dovute = owed(request.user)
    chiuse = Consegna.objects.filter(progetto__in=propri, stato="chiusa")
    contesto = {
        "proprie": [d for d in dovute if d.propria],
        "altre": [d for d in dovute if not d.propria],
        "date": next_dates(propri)[:DATE_AL_PIU],
        "progetti": propri.select_related("alleanza"),
        "chiuse": chiuse.select_related("finestra", "progetto").order_by("-chiusa_il"),
        "verifica": can_view_verification(request.user),
        "vede_finestre": can_view_windows(request.user),
    }
    return render(request, "progetti/monitoraggio/cruscotto.html", contesto)
