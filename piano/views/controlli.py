"""What the checks find in the Piano, for who works on it: findings, waivers, revocations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.date import format_day
from conciliazione.periodi import today
from conciliazione.transizioni import StaleState
from piano import permissions
from piano.dati import day_of_data
from piano.deroghe import Riscontro, by_check, review
from piano.enums import LivelloRilievo
from piano.forms import FindingsForm, RevokeForm, WaiverForm
from piano.models import Capitolo, Deroga, Piano
from piano.transitions import AlreadyWaived, revoke_waiver, waive
from piano.views.accesso import checked_plan
from rete.attuale import acting_as
from rete.enums import RuoloDelega

TITOLI = {LivelloRilievo.ERRORE: "Errori senza deroga", LivelloRilievo.AVVERTENZA: "Avvertenze"}


@require_safe
def controlli(request: HttpRequest) -> HttpResponse:
    """The findings, errors first, under the check that made them; then the waived ones."""
    piano = checked_plan(request)
    giorno = day_of_data(piano, today())
    quadro = review(piano, giorno)
    capitoli = list(piano.capitoli.all())
    modulo = FindingsForm(capitoli, request.GET)
    scelti = modulo.choose(quadro.riscontri)
    contesto = {
        "piano": piano,
        "giorno": giorno,
        "quadro": quadro,
        "filterset": {"form": modulo},
        "filtrato": modulo.is_filtering,
        "mostrati": len(scelti),
        "parti": _parts([r for r in scelti if not r.deroga], modulo.is_filtering),
        "derogati": [r for r in scelti if r.deroga],
        "indirizzi": _addresses(piano, capitoli),
        "puo_derogare": permissions.can_waive(request.user, piano),
    }
    return render(request, "piano/controlli.html", contesto)


def _parts(aperti: list[Riscontro], filtrati: bool) -> list[dict[str, object]]:
    """The findings to look at, errors then warnings, which are closed until they are asked for."""
    gruppi = by_check(aperti)
    return [
        {
            "livello": livello.value,
            "titolo": titolo,
            "quanti": sum(r.rilievo.livello == livello for r in aperti),
            "gruppi": [gruppo for gruppo in gruppi if gruppo.livello == livello],
            "aperta": filtrati or livello == LivelloRilievo.ERRORE,
        }
        for livello, titolo in TITOLI.items()
    ]


def _addresses(piano: Piano, capitoli: list[Capitolo]) -> dict[int, str]:
    """Where each chapter is read: in the last version, of which staff see the drafts too."""
    codice = piano.versioni.order_by("-numero").values_list("codice", flat=True).first()
    if codice is None:
        return {}
    return {c.numero: reverse("piano:capitolo_versione", args=[codice, c.slug]) for c in capitoli}


@require_http_methods(["GET", "HEAD", "POST"])
def waive_finding(request: HttpRequest) -> HttpResponse:
    """Let a finding stand, with a reason; the finding is the one named in the address."""
    piano = _waivable_plan(request)
    chiave = request.GET.get("chiave", "")
    quadro = review(piano, day_of_data(piano, today()), (chiave.partition(":")[0],))
    riscontro = quadro.find(chiave)
    if riscontro is None:
        messages.info(
            request, "Questo rilievo non c’è più: i dati a cui si riferiva sono cambiati."
        )
        return redirect("piano:controlli")
    if riscontro.deroga:
        return _already_waived(request, riscontro.deroga)
    modulo = WaiverForm(riscontro.rilievo, request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        return _waive(request, piano, riscontro, modulo.cleaned_data["motivo"])
    return render(
        request, "piano/deroga.html", {"piano": piano, "riscontro": riscontro, "form": modulo}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, codice: str) -> HttpResponse:
    """End a waiver, with a reason."""
    piano = _waivable_plan(request)
    deroga = get_object_or_404(piano.deroghe.select_related("concessa_da", "piano"), codice=codice)
    modulo = RevokeForm(request.POST if request.method == "POST" else None)
    if deroga.revocata_il or (modulo.is_bound and modulo.is_valid()):
        return _revoke(request, deroga, modulo)
    return render(request, "piano/revoca.html", {"piano": piano, "deroga": deroga, "form": modulo})


def _waivable_plan(request: HttpRequest) -> Piano:
    """The Piano whose findings the person may waive; else a 404, or a 403 for who reads them."""
    piano = checked_plan(request)
    if not permissions.can_waive(request.user, piano):
        raise PermissionDenied
    return piano


def _capacity(request: HttpRequest) -> str:
    """In which of their roles the person decides of a waiver."""
    return acting_as(request, RuoloDelega.RESPONSABILE, RuoloDelega.DIREZIONE)


def _waive(
    request: HttpRequest, piano: Piano, riscontro: Riscontro, motivo: str
) -> HttpResponseRedirect:
    veste = _capacity(request)
    try:
        deroga = waive(piano, riscontro.rilievo, request.user, motivo=motivo, in_veste_di=veste)
    except AlreadyWaived as gia:
        return _already_waived(request, gia.deroga)
    messages.success(request, f"{deroga} concessa: resta nell’allegato del Piano con il motivo.")
    return redirect(_place_of(deroga))


def _already_waived(request: HttpRequest, deroga: Deroga) -> HttpResponseRedirect:
    """Show the waiver that is there: to who pressed twice it is the one they gave."""
    quando = format_day(timezone.localdate(deroga.concessa_il))
    chi = deroga.concessa_da or deroga.in_veste_di
    messages.info(
        request,
        f"Il rilievo ha la deroga n. {deroga.numero}, concessa il {quando} da {chi}:"
        " non ne è stata registrata un’altra.",
    )
    return redirect(_place_of(deroga))


def _revoke(request: HttpRequest, deroga: Deroga, modulo: RevokeForm) -> HttpResponseRedirect:
    try:
        if deroga.revocata_il:
            raise StaleState
        motivo = modulo.cleaned_data["motivo"]
        revoke_waiver(deroga, request.user, motivo=motivo, in_veste_di=_capacity(request))
    except StaleState:
        messages.info(request, f"La deroga n. {deroga.numero} era già stata revocata.")
    else:
        messages.success(request, f"{deroga} revocata: il rilievo conta di nuovo.")
    return redirect("piano:controlli")


def _place_of(deroga: Deroga) -> str:
    return f"{reverse('piano:controlli')}#deroga-{deroga.numero}"
