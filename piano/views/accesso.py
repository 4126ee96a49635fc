"""What a person may reach of the Piano: each page fetches through these."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from piano import permissions
from piano.models import Piano, Versione
from rete.models import Ciclo


def visible_version(request: HttpRequest, codice: str) -> Versione:
    """A version that the person may read; else a 404, as if it were not there."""
    versioni = permissions.versions_visible_to(request.user)
    versioni = versioni.select_related("piano__ciclo", "documento", "atto", "elaborazione")
    return get_object_or_404(versioni, codice=codice)


def workable_plan(request: HttpRequest) -> Piano | None:
    """The Piano of the current ciclo, if the person may enter its workbench."""
    piani = Piano.objects.filter(ciclo=Ciclo.objects.current())
    trovato = piani.select_related("ciclo", "atto", "parere__organo").first()
    may = trovato and permissions.can_work_on(request.user, trovato)
    return trovato if may else None


def current_plan(request: HttpRequest) -> Piano:
    """As `workable_plan`; else a 404."""
    trovato = workable_plan(request)
    if trovato is None:
        raise Http404
    return trovato
