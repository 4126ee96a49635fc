"""What everybody reads of the Piano: its chapters and its versions."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.documenti import serve
from conciliazione.transizioni import available
from piano.deroghe import obstacle_to_publish
from piano.models import Versione
from piano.parti import neighbours, parts
from piano.views.accesso import (
    comparable_versions,
    visible_version,
    with_previous,
    workable_plan,
)


@login_not_required
@require_safe
def piano(request: HttpRequest) -> HttpResponse:
    """The Piano as last published: its contents and its versions; or that there is none yet."""
    pubblicata = _published().first()
    contesto = {
        "versione": pubblicata,
        "parti": parts(pubblicata.dati) if pubblicata else [],
        "versioni": with_previous(_published().defer("dati")),
        "lavora": workable_plan(request),
    }
    return render(request, "piano/piano.html", contesto)


@login_not_required
@require_safe
def capitolo(request: HttpRequest, slug: str) -> HttpResponse:
    """A chapter or an annex of the published Piano."""
    versione = _published().first()
    if versione is None:
        raise Http404
    return _show_part(request, versione, slug)


@login_not_required
@require_safe
def intero(request: HttpRequest) -> HttpResponse:
    """The whole published Piano in one page, to search or print it."""
    versione = _published().first()
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
        "altre": comparable_versions(request, scelta),
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


def _published():
    """The published versions, those of the newest ciclo first."""
    pubblicate = Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")
    return pubblicate.select_related("piano__ciclo", "documento", "atto")


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
