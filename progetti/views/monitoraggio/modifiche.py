"""The changes that who runs a project asks for: asked, with the opinion, decided."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.elenchi import read_page
from conciliazione.ricevute import once
from conciliazione.transizioni import available, transitions_of
from progetti.enums import TipoModifica
from progetti.forms.modifiche import (
    AccogliForm,
    DecisioneForm,
    NuovaModificaForm,
    ParereForm,
    RitiroForm,
)
from progetti.lettere_modifiche import tell_asked
from progetti.models import RichiestaModifica
from progetti.modifiche_chieste import changes_of, timeline
from progetti.permissions import can_report, changes_visible_to, projects_followed_by
from progetti.views.monitoraggio.accesso import reported_project
from rete.forms.atti import AttoForm
from rete.views.non_piu import too_late
from rete.views.sedute.accesso import moved

PER_PAGINA = 50
# The words in the address of each step: the step, its form, what is said when it is done.
PASSI: Mapping[str, tuple[str, type[forms.Form], str]] = {
    "parere": ("opine", ParereForm, "Il parere è registrato: ora si decide."),
    "accogli": ("accept", AccogliForm, "La modifica è accolta, con il suo atto."),
    "respingi": ("reject", DecisioneForm, "La modifica è respinta."),
    "ritira": ("withdraw", RitiroForm, "La richiesta è ritirata."),
}


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked of a project, the latest first."""
    progetto = get_object_or_404(projects_followed_by(request.user), slug=slug)
    contesto = {
        "progetto": progetto,
        "page_obj": read_page(request, Paginator(changes_of(progetto), PER_PAGINA)),
        "tipi": TipoModifica.choices if can_report(request.user, progetto) else [],
    }
    return render(request, "progetti/monitoraggio/modifiche.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, tipo: str) -> HttpResponse:
    """Ask for a change; a double click asks once."""
    progetto = reported_project(request, slug)
    if tipo not in TipoModifica.values:
        raise Http404
    dati = request.POST if request.method == "POST" else None
    modulo = NuovaModificaForm(dati, progetto=progetto, tipo=tipo)
    if modulo.is_bound and modulo.is_valid():
        gettone, scopo = modulo.cleaned_data["gettone"], f"modifica:{progetto.slug}"
        codice, _ = once(request.user, scopo, gettone, lambda: _begin(request, modulo).codice)
        messages.success(request, "La richiesta è presentata: ora serve il parere del Comitato.")
        return redirect("monitoraggio:modifica", codice)
    contesto = {"progetto": progetto, "form": modulo, "tipo": TipoModifica(tipo)}
    return render(request, "progetti/monitoraggio/modifica_nuova.html", contesto)


def _begin(request: HttpRequest, modulo: NuovaModificaForm) -> RichiestaModifica:
    modifica = modulo.row()
    modifica.presentata_da = request.user
    with transaction.atomic():
        modifica.save(force_insert=True)
        tell_asked(modifica)
    return modifica


def visible_change(request: HttpRequest, codice: str) -> RichiestaModifica:
    """A change that was asked, for who follows the project.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = changes_visible_to(request.user).select_related(
        *("progetto__alleanza", "progetto__ciclo__capofila", "progetto__promotore"),
        *("indicatore", "seduta__organo", "parere_reso__organo", "atto", "presentata_da"),
    )
    return get_object_or_404(righe, codice=codice)


@require_safe
def change(request: HttpRequest, codice: str) -> HttpResponse:
    """One of them, with its story."""
    modifica = visible_change(request, codice)
    azioni = available(modifica, request.user)
    contesto = {
        "modifica": modifica,
        "progetto": modifica.progetto,
        "azioni": [(s, azioni[v].label) for s, (v, *_) in PASSI.items() if v in azioni],
        "storia": timeline(modifica),
    }
    return render(request, "progetti/monitoraggio/modifica.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, codice: str, passo: str) -> HttpResponse:
    """The opinion, the decision, or the withdrawal of a change."""
    modifica = visible_change(request, codice)
    if passo not in PASSI:
        raise Http404
    verbo, classe, fatto = PASSI[passo]
    transizione = transitions_of(modifica)[verbo]
    if not transizione.who(request.user, modifica):
        raise PermissionDenied
    modulo = classe(request.POST if request.method == "POST" else None)
    torna = (modifica.get_absolute_url(), "alla richiesta")
    if verbo not in available(modifica, request.user):
        return too_late(request, modulo, f"Adesso è «{modifica.get_stato_display()}».", *torna)
    if modulo.is_bound and modulo.is_valid():
        risposta = moved(request, modifica, verbo, modulo, fatto, torna, **_data(modulo))
        if risposta:
            return risposta
    contesto = {"modifica": modifica, "form": modulo, "azione": transizione}
    return render(request, "progetti/monitoraggio/modifica_passo.html", contesto)


def _data(modulo: forms.Form) -> dict[str, object]:
    """What the transition is given of what was typed."""
    if isinstance(modulo, AttoForm):
        return {"record_act": modulo.record_act}
    return modulo.cleaned_data if isinstance(modulo, ParereForm) else {}
