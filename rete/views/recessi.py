"""The end of a membership, recorded or taken back, and who takes the place of a soggetto."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conciliazione.date import format_day
from conciliazione.models import Passaggio
from conciliazione.transizioni import StaleState
from rete import permissions
from rete.attuale import acting_as
from rete.forms.membri import AnnullaRecessoForm, RecessoForm, SuccessioneForm
from rete.models import Adesione, Soggetto
from rete.recessi import (
    AlreadyLeft,
    Recesso,
    last_membership,
    leave,
    open_membership,
    successor_of,
    take_back,
)
from rete.successioni import Subentro, succeed
from rete.views.non_piu import too_late, typed, why_stale
from rete.views.schede import subject_where


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: HttpRequest, slug: str) -> HttpResponse:
    """The recesso, typed once; the second time the page says which day was written."""
    trovato = subject_where(request, slug, permissions.can_end_membership)
    adesione = open_membership(trovato)
    anche_passato = permissions.can_end_membership_in_the_past(request.user, trovato)
    modulo = RecessoForm(request.POST or None, adesione=adesione, anche_passato=anche_passato)
    if adesione is None:
        return _left(request, trovato, modulo)
    if modulo.is_bound and modulo.is_valid():
        try:
            recesso = Recesso(**modulo.cleaned_data)
            leave(adesione, recesso, request.user, acting_as=acting_as(request))
        except AlreadyLeft:
            return _left(request, trovato, modulo)
        messages.success(request, f"Recesso registrato: {format_day(adesione.al)}.")
        return redirect("rete:soggetto", slug)
    contesto = {
        "soggetto": trovato,
        "adesione": adesione,
        "form": modulo,
        "passaggi": _history(adesione),
    }
    return render(request, "rete/schede/recesso.html", contesto)


def _left(request: HttpRequest, soggetto: Soggetto, modulo: RecessoForm) -> HttpResponse:
    """The end that is written, if there is one, with what was typed for another; who may take it
    back is told where."""
    finita, scritti = last_membership(soggetto), typed(modulo)
    annulla = finita is not None and permissions.can_take_back_membership_end(
        request.user, soggetto
    )
    contesto = {
        "soggetto": soggetto,
        "finita": finita,
        "annulla": annulla and successor_of(finita) is None,
        "passaggi": _history(finita),
        "scritti": scritti,
    }
    stato = 409 if scritti else 200
    return render(request, "rete/schede/recesso.html", contesto, status=stato)


def _history(adesione: Adesione | None) -> list[Passaggio]:
    if adesione is None:
        return []
    return list(Passaggio.objects.about(adesione).select_related("autore"))


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back a recesso recorded by mistake: the soggetto is in the network as before."""
    trovato = subject_where(request, slug, permissions.can_take_back_membership_end)
    finita, torna = last_membership(trovato), reverse("rete:membership_end", args=[slug])
    modulo = AnnullaRecessoForm(request.POST if request.method == "POST" else None)
    if finita is None or open_membership(trovato) is not None:
        return too_late(request, modulo, "Non c’è un recesso da annullare.", torna, "al recesso")
    try:
        if modulo.is_bound and modulo.is_valid() and _taken_back(request, finita, modulo):
            return redirect("rete:soggetto", slug)
    except StaleState as errore:
        return too_late(request, modulo, why_stale(errore), torna, "al recesso")
    contesto = {"soggetto": trovato, "finita": finita, "form": modulo}
    return render(request, "rete/schede/recesso_annulla.html", contesto)


def _taken_back(request: HttpRequest, finita: Adesione, modulo: AnnullaRecessoForm) -> bool:
    """Whether the recesso is no more there; else the form says why.

    Raises:
        StaleState: somebody changed the adhesion meanwhile.
    """
    motivo, veste = modulo.cleaned_data["motivo"], acting_as(request)
    try:
        take_back(finita, request.user, motivo, acting_as=veste)
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return False
    messages.success(request, "Il recesso è annullato: l’adesione continua come prima.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def succession_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Another soggetto takes the place of this one; its history stays where it is."""
    trovato = subject_where(request, slug, permissions.can_record_succession)
    modulo = SuccessioneForm(request.POST or None, da=trovato, adesione=open_membership(trovato))
    if modulo.is_bound and modulo.is_valid() and _succeed(request, trovato, modulo):
        messages.success(request, "La successione è registrata: si legge nelle due schede.")
        return redirect("rete:soggetto", slug)
    return render(request, "rete/schede/successione.html", {"soggetto": trovato, "form": modulo})


def _succeed(request: HttpRequest, da: Soggetto, modulo: SuccessioneForm) -> bool:
    nomi = ("a", "dal", "nota", "passa", "tipo")
    scelti = {nome: modulo.cleaned_data[nome] for nome in nomi if nome in modulo.cleaned_data}
    try:
        with transaction.atomic():
            subentro = Subentro(da=da, atto=modulo.record_act(), **scelti)
            succeed(subentro, request.user, acting_as=acting_as(request))
    except (ValidationError, AlreadyLeft) as errore:
        modulo.add_error(None, _said(errore))
        return False
    return True


def _said(errore: ValidationError | AlreadyLeft) -> list[str]:
    if isinstance(errore, ValidationError):
        return errore.messages
    return ["Nel frattempo l’adesione è finita: riaprire la pagina."]
