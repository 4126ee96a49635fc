"""What everybody reads of the Piano: its chapters and its versions."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.documenti import serve
from conciliazione.transizioni import available
from piano.deroghe import obstacle_to_publish
from piano.models import Piano, Versione
from piano.parti import neighbours, parts
from piano.permissions import can_view_reports
from piano.views.accesso import (
    comparable_versions,
    visible_version,
    with_previous,
    workable_plan,
)

# Of more than these a page shows the last.
VERSIONI_AL_PIU = 20


@login_not_required
@require_safe
def piano(request: HttpRequest) -> HttpResponse:
    """The Piano as last published: its contents and its versions; or that there is none yet."""
    pubblicata = _last_published()
    # One more than are shown: the oldest of them says what changed since it.
    ultime = list(_published().values_list("pk", flat=True)[: VERSIONI_AL_PIU + 1])
    versioni = _with_acts(_published()).filter(pk__in=ultime).defer("dati")
    contesto = {
        "versione": pubblicata,
        "parti": parts(pubblicata.dati) if pubblicata else [],
        "versioni": with_previous(versioni)[:VERSIONI_AL_PIU],
        "altre_versioni": len(ultime) > VERSIONI_AL_PIU,
        "lavora": workable_plan(request),
        "relazioni": can_view_reports(request.user),
    }
    return render(request, "piano/piano.html", contesto)


@login_not_required
@require_safe
def capitolo(request: HttpRequest, slug: str) -> HttpResponse:
    """A chapter or an annex of the published Piano."""
    versione = _last_published()
    if versione is None:
        raise Http404
    return _show_part(request, versione, slug)


@login_not_required
@require_safe
def intero(request: HttpRequest) -> HttpResponse:
    """The whole published Piano in one page, to search or print it."""
    versione = _last_published()
    if versione is None:
        raise Http404
    return render(
        request, "piano/intero.html", {"versione": versione, "parti": parts(versione.dati)}
    )


@login_not_required
@require_safe
def versione(request: HttpRequest, codice: str) -> HttpResponse:
    """One version: its fingerprints and its contents; with what may be done of it."""
    scelta = visible_version(request, codice)
    possibili = available(scelta, request.user)
    contesto = {
        "versione": scelta,
        "parti": parts(scelta.dati),
        "transizioni": possibili,
        "ostacolo": obstacle_to_publish(scelta) if possibili else "",
        "altre": comparable_versions(request, scelta)[:VERSIONI_AL_PIU],
    }
    return render(request, "piano/versione.html", contesto)


@login_not_required
@require_safe
def capitolo_versione(request: HttpRequest, codice: str, slug: str) -> HttpResponse:
    """A chapter or an annex of one version."""
    return _show_part(request, visible_version(request, codice), slug, "piano:capitolo_versione")


@login_not_required
@require_safe
def download(request: HttpRequest, codice: str) -> HttpResponse:
    """The PDF of a version."""
    return serve(visible_version(request, codice).documento, request)


def _published() -> QuerySet[Versione]:
    """The published versions, those of the newest ciclo first."""
    return Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")


def _with_acts(versioni: QuerySet[Versione]) -> QuerySet[Versione]:
    return versioni.select_related("piano__ciclo", "documento", "atto")


def _last_published() -> Versione | None:
    """The last version of the newest ciclo of which one is published."""
    pubblicate = Versione.objects.pubblicate()
    # The Piano first, then its last version: both stand at the end of an index.
    pubblicati = Piano.objects.filter(Exists(pubblicate.filter(piano=OuterRef("pk"))))
    ultimo = pubblicati.order_by("-ciclo__dal").values("pk")[:1]
    return _with_acts(pubblicate.filter(piano=Subquery(ultimo)).order_by("-numero")).first()


def _show_part(
    request: HttpRequest, versione: Versione, slug: str, indirizzo: str = "piano:capitolo"
) -> HttpResponse:
    tutte = parts(versione.dati)
    parte = next((p for p in tutte if p.slug == slug), None)
    if parte is None:
        raise Http404
    prima, dopo = neighbours(tutte, parte)
    contesto = {
        "versione": versione,
        "parti": tutte,
        "parte": parte,
        "prima": prima,
        "dopo": dopo,
        "di_versione": indirizzo != "piano:capitolo",
    }
    return render(request, "piano/capitolo.html", contesto)
