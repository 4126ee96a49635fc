"""Who opens the pages of monitoring: to all others they are not there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from progetti.models import Consegna, Indicatore, Progetto, Prova, RichiestaPartner
from progetti.permissions import (
    can_report,
    projects_followed_by,
    proofs_visible_to,
    requests_visible_to,
)
from progetti.righe_consegna import indicators_of


def followed_delivery(request: HttpRequest, codice: str) -> Consegna:
    """What a project owes in a window, for who follows it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = Consegna.objects.filter(progetto__in=projects_followed_by(request.user))
    righe = righe.select_related("finestra", "progetto__alleanza", "progetto__ciclo")
    return get_object_or_404(righe, codice=codice)


def reported_delivery(request: HttpRequest, codice: str) -> Consegna:
    """The same, for who reports its results.

    Raises:
        Http404: as above.
        PermissionDenied: the person only follows it.
    """
    consegna = followed_delivery(request, codice)
    if not can_report(request.user, consegna.progetto):
        raise PermissionDenied
    return consegna


def indicator_at(progetto: Progetto, posto: tuple[int, int, int]) -> Indicatore:
    """The indicator at that place of a project: objective, result, indicator.

    Raises:
        Http404: there is none.
    """
    obiettivo, risultato, ordine = posto
    trovato = (
        indicators_of(progetto)
        .filter(risultato__obiettivo__numero=obiettivo, risultato__ordine=risultato, ordine=ordine)
        .first()
    )
    if trovato is None:
        raise Http404
    return trovato


def reported_project(request: HttpRequest, slug: str) -> Progetto:
    """The project, for who reports its results.

    Raises:
        Http404: there is none.
        PermissionDenied: the person does not report it.
    """
    progetto = get_object_or_404(Progetto.objects.select_related("alleanza", "ciclo"), slug=slug)
    if not can_report(request.user, progetto):
        raise PermissionDenied
    return progetto


def visible_proof(request: HttpRequest, codice: str) -> Prova:
    """The proof, for who reads it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = proofs_visible_to(request.user).select_related(
        "progetto__alleanza", "progetto__ciclo", "tipo", "registrata_da", "convenzione"
    )
    return get_object_or_404(righe, codice=codice)


def reported_proof(request: HttpRequest, codice: str) -> Prova:
    """The same, for who reports its project.

    Raises:
        Http404: as above.
        PermissionDenied: the person only reads it.
    """
    prova = visible_proof(request, codice)
    if not can_report(request.user, prova.progetto):
        raise PermissionDenied
    return prova


def visible_request(request: HttpRequest, codice: str) -> RichiestaPartner:
    """What was asked of a partner, for who asks.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = requests_visible_to(request.user).select_related(
        "progetto__alleanza", "progetto__ciclo", "soggetto", "tipo", "indicatore", "prova"
    )
    return get_object_or_404(righe, codice=codice)
