"""The first page of monitoring: what is due, for the projects that one runs or follows."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.elenchi import read_page
from progetti.cruscotto import deliveries_followed, next_dates, reported_by, to_mend, with_numbers
from progetti.models import Consegna
from progetti.permissions import (
    can_view_monitoring,
    can_view_verification,
    can_view_windows,
    projects_reported_by,
)

DATE_AL_PIU = 6
# Of those of others, which may be many, a page; of the windows that are over, the last.
PER_PAGINA = 20
CHIUSE_AL_PIU = 20


@require_safe
def cruscotto(request: HttpRequest) -> HttpResponse:
    """What the projects that one follows owe, what comes next, the windows of before.

    Raises:
        PermissionDenied: the person has no part in it.
    """
    if not can_view_monitoring(request.user):
        raise PermissionDenied
    propri, suoi = projects_reported_by(request.user), reported_by(request.user)
    dovute = deliveries_followed(request.user)
    altrui = read_page(request, Paginator(dovute.exclude(progetto__in=suoi), PER_PAGINA))
    proprie = list(dovute.filter(progetto__in=suoi))
    numeri = with_numbers([*proprie, *altrui.object_list], suoi)
    mali = to_mend(proprie)
    chiuse = Consegna.objects.filter(progetto__in=propri, stato="chiusa")
    contesto = {
        "proprie": [(d, mali[d.consegna.pk]) for d in numeri[: len(proprie)]],
        "altre": numeri[len(proprie) :],
        "page_obj": altrui,
        "date": next_dates(propri)[:DATE_AL_PIU],
        "progetti": propri.select_related("alleanza"),
        "chiuse": chiuse.select_related("finestra", "progetto").order_by("-chiusa_il", "pk")[
            :CHIUSE_AL_PIU
        ],
        "verifica": can_view_verification(request.user),
        "vede_finestre": can_view_windows(request.user),
    }
    return render(request, "progetti/monitoraggio/cruscotto.html", contesto)
