"""What a person may reach of the Piano: each page fetches through these."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from piano import permissions
from piano.models import Piano, Versione
from rete.models import Ciclo


def visible_version(request: HttpRequest, codice: str) -> Versione:
    """A version that the person may read; else a 404, as if it were not there."""
    return get_object_or_404(_readable(request), codice=codice)


def visible_versions(request: HttpRequest, *codici: str) -> list[Versione]:
    """As `visible_version`, of each of these, the oldest first; a 404 if one is missing."""
    trovate = _readable(request).filter(codice__in=codici)
    per_codice = {versione.codice: versione for versione in trovate}
    if set(per_codice) != set(codici):
        raise Http404
    scelte = [per_codice[codice] for codice in codici]
    return sorted(scelte, key=lambda v: (v.piano.ciclo.dal, v.piano_id, v.numero))


def _readable(request: HttpRequest) -> QuerySet[Versione]:
    versioni = permissions.versions_visible_to(request.user)
    return versioni.select_related("piano__ciclo", "documento", "atto", "elaborazione")


def comparable_versions(request: HttpRequest, versione: Versione) -> QuerySet[Versione]:
    """The other versions of the same Piano that the person may read, the newest first."""
    versioni = permissions.versions_visible_to(request.user).filter(piano=versione.piano)
    return versioni.exclude(pk=versione.pk).defer("dati").order_by("-numero")


def with_previous(versioni: Iterable[Versione]) -> list[tuple[Versione, Versione | None]]:
    """Each version with the one of the same Piano that comes after it in a list, newest first."""
    lista = list(versioni)
    return [
        (v, next((p for p in lista[i + 1 :] if p.piano_id == v.piano_id), None))
        for i, v in enumerate(lista)
    ]


def workable_plan(request: HttpRequest) -> Piano | None:
    """The Piano of the current ciclo, if the person may enter its workbench: nobody without an
    account does, and nothing is read for them."""
    if not request.user.is_authenticated:
        return None
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


def checked_plan(request: HttpRequest) -> Piano:
    """As `current_plan`; to who may not read what the checks find, a 403."""
    trovato = current_plan(request)
    if not permissions.can_view_findings(request.user, trovato):
        raise PermissionDenied
    return trovato
