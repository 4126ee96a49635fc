"""What goes wrong in a project: written by who runs it, read by who follows it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.elenchi import read_page
from conciliazione.periodi import today
from conciliazione.ricevute import once
from conciliazione.transizioni import StaleState, available, perform, transitions_of
from progetti.criticita import issues_of, timeline
from progetti.forms.criticita import ChiudiForm, CriticitaForm, NuovaCriticitaForm
from progetti.models import Criticita, Progetto
from progetti.permissions import (
    can_edit_issue,
    can_report,
    issues_visible_to,
    projects_followed_by,
)
from progetti.views.monitoraggio.accesso import reported_project
from rete.attuale import acting_as
from rete.views.non_piu import too_late, why_stale

PER_PAGINA = 50
# The step, the label of what is typed, what is said when it is done.
PASSI = {
    "chiudi": ("close", "Com’è finita", "È chiusa."),
    "riapri": ("reopen", "Perché si riapre", "È di nuovo aperta."),
}


def visible_issue(request: HttpRequest, codice: str) -> Criticita:
    """A risk or a problem, for who follows its project.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    righe = issues_visible_to(request.user).select_related(
        "progetto__alleanza", "progetto__ciclo", "creata_da"
    )
    return get_object_or_404(righe, codice=codice)


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The risks and the problems of a project, what is open first."""
    progetto = get_object_or_404(projects_followed_by(request.user), slug=slug)
    contesto = {
        "progetto": progetto,
        "page_obj": read_page(request, Paginator(issues_of(progetto), PER_PAGINA)),
        "scrive": can_report(request.user, progetto),
        "oggi": today(),
    }
    return render(request, "progetti/monitoraggio/criticita_elenco.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new one; a double click makes one."""
    progetto = reported_project(request, slug)
    modulo = NuovaCriticitaForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        gettone, scopo = modulo.cleaned_data["gettone"], f"criticita:{progetto.slug}"
        once(request.user, scopo, gettone, lambda: _begin(request, progetto, modulo).codice)
        messages.success(request, "È fra le criticità del progetto.")
        return redirect("monitoraggio:issues", progetto.slug)
    contesto = {"progetto": progetto, "form": modulo}
    return render(request, "progetti/monitoraggio/criticita_modulo.html", contesto)


def _begin(request: HttpRequest, progetto: Progetto, modulo: NuovaCriticitaForm) -> Criticita:
    criticita = modulo.save(commit=False)
    criticita.progetto, criticita.creata_da = progetto, request.user
    criticita.save(force_insert=True)
    return criticita


@require_safe
def issue(request: HttpRequest, codice: str) -> HttpResponse:
    """One of them, with its story."""
    trovata = visible_issue(request, codice)
    azioni = available(trovata, request.user)
    contesto = {
        "criticita": trovata,
        "progetto": trovata.progetto,
        "correggibile": trovata.is_open and can_edit_issue(request.user, trovata),
        "azioni": [(s, azioni[v].label) for s, (v, *_) in PASSI.items() if v in azioni],
        "tardi": trovata.is_open and trovata.entro_il and trovata.entro_il < today(),
        "storia": timeline(trovata),
    }
    return render(request, "progetti/monitoraggio/criticita.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, codice: str) -> HttpResponse:
    """Rewrite it; of two who do at once nobody's text is lost."""
    trovata = visible_issue(request, codice)
    if not can_edit_issue(request.user, trovata):
        raise PermissionDenied
    modulo = CriticitaForm(request.POST if request.method == "POST" else None, instance=trovata)
    if not trovata.is_open:
        perche = "È chiusa e non si riscrive: prima si riapre."
        return too_late(request, modulo, perche, trovata.get_absolute_url(), "alla criticità")
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "È salvata.")
        return redirect(trovata)
    contesto = {"criticita": trovata, "progetto": trovata.progetto, "form": modulo}
    return render(request, "progetti/monitoraggio/criticita_modulo.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, codice: str, passo: str) -> HttpResponse:
    """Close it saying how it ended, or open it again saying why."""
    trovata = visible_issue(request, codice)
    if passo not in PASSI:
        raise Http404
    if not can_edit_issue(request.user, trovata):
        raise PermissionDenied
    verbo, etichetta, fatto = PASSI[passo]
    modulo = ChiudiForm(request.POST if request.method == "POST" else None)
    modulo.fields["motivo"].label = etichetta
    torna = (trovata.get_absolute_url(), "alla criticità")
    if verbo not in available(trovata, request.user):
        perche = f"Adesso la criticità è {trovata.get_stato_display()}."
        return too_late(request, modulo, perche, *torna)
    if modulo.is_bound and modulo.is_valid():
        motivo = modulo.cleaned_data["motivo"]
        try:
            perform(trovata, verbo, request.user, reason=motivo, acting_as=acting_as(request))
        except StaleState as errore:
            return too_late(request, modulo, why_stale(errore), *torna)
        messages.success(request, fatto)
        return redirect(trovata)
    contesto = {"criticita": trovata, "form": modulo, "azione": transitions_of(trovata)[verbo]}
    return render(request, "progetti/monitoraggio/criticita_passo.html", contesto)
