"""Who may score what, and why the others may not; what members declare of themselves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from progetti import permissions
from progetti.chi_valuta import ChiValuta, who_competes
from progetti.conflitti_tardivi import examine, explain_late
from progetti.forms.valutazioni import ConflittoForm, DichiarazioneForm, EsameForm
from progetti.models import Avviso, DichiarazioneInteressi, Incompatibilita
from progetti.views.valutazioni.accesso import scored_call
from rete.attuale import acting_as

PER_PAGINA = 20
GIA_DETTA = "La dichiarazione c’era già: vale quella. Un conflitto che emerge dopo si aggiunge qui."


@require_safe
def conflitti(request: HttpRequest, slug: str) -> HttpResponse:
    """Every proposal, by who proposes it, and for every seat whether it may score it."""
    avviso = scored_call(request, slug)
    chi = ChiValuta(avviso)
    pagina = Paginator(chi.quadro.proposte, PER_PAGINA).get_page(request.GET.get("page"))
    contesto = {
        "avviso": avviso,
        "page_obj": pagina,
        "davanti": [chi.explain(proposta) for proposta in pagina],
    }
    return render(request, "progetti/valutazioni/conflitti.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def tardive(request: HttpRequest, slug: str) -> HttpResponse:
    """The conflicts found after the reveal, and what is made of them."""
    avviso = scored_call(request, slug, permissions.can_examine_conflicts)
    trovate = explain_late(avviso)
    modulo = EsameForm(request.POST if request.method == "POST" else None)
    if trovate and modulo.is_valid():
        codici = [scheda.codice for scheda, _ in trovate]
        motivo = modulo.cleaned_data["motivo"]
        examine(avviso, codici, request.user, motivo, acting_as(request))
        messages.success(request, "È scritto nella storia dell’avviso.")
        return redirect("valutazioni:avviso", slug)
    contesto = {
        "avviso": avviso,
        "tardive": trovate,
        "form": modulo,
        "annulla": permissions.can_void_in(request.user, avviso),
    }
    return render(request, "progetti/valutazioni/tardive.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def dichiara(request: HttpRequest, slug: str) -> HttpResponse:
    """A member declares their interests, having seen only who proposes."""
    avviso = scored_call(request, slug, permissions.can_declare_interests)
    if permissions.has_declared(request.user, avviso):
        messages.info(request, GIA_DETTA)
        return redirect("valutazioni:conflict_add", slug)
    modulo = DichiarazioneForm(request.POST or None, concorrenti=who_competes(avviso))
    if modulo.is_valid():
        if _declare(request, avviso, modulo):
            messages.success(request, "La dichiarazione è registrata.")
        else:
            messages.info(request, GIA_DETTA)
        return redirect("valutazioni:avviso", slug)
    contesto = {"avviso": avviso, "form": modulo}
    return render(request, "progetti/valutazioni/dichiarazione.html", contesto)


def _declare(request: HttpRequest, avviso: Avviso, modulo: DichiarazioneForm) -> bool:
    """Write it for each seat of the member; whether it was not there yet."""
    try:
        with transaction.atomic():
            for mandato in permissions.mandates_of(request.user, avviso):
                DichiarazioneInteressi.objects.create(
                    avviso=avviso, mandato=mandato, testo=modulo.cleaned_data["testo"]
                )
            for proposta, motivo in modulo.conflicts():
                _write_conflict(request, avviso, proposta, motivo)
    except IntegrityError:
        return False
    return True


def _write_conflict(request: HttpRequest, avviso: Avviso, proposta: object, motivo: str) -> bool:
    """A personal conflict, for each seat of the member that had none; whether one was written."""
    nuovi = [
        Incompatibilita.objects.get_or_create(
            mandato=mandato,
            proposta=proposta,
            defaults={"motivo": motivo, "dichiarata_da": request.user},
        )[1]
        for mandato in permissions.mandates_of(request.user, avviso)
    ]
    return any(nuovi)


@require_http_methods(["GET", "HEAD", "POST"])
def aggiungi(request: HttpRequest, slug: str) -> HttpResponse:
    """A member adds a conflict that they did not know of: it voids their sheet at once."""
    avviso = scored_call(request, slug, permissions.can_declare_interests)
    modulo = ConflittoForm(request.POST or None, concorrenti=who_competes(avviso))
    if modulo.is_valid():
        dati = modulo.cleaned_data
        with transaction.atomic():
            nuovo = _write_conflict(request, avviso, dati["proposta"], dati["motivo"])
        messages.success(
            request,
            "Il conflitto è registrato: da ora non valuti quella proposta."
            if nuovo
            else "Quel conflitto era già registrato.",
        )
        return redirect("valutazioni:avviso", slug)
    contesto = {"avviso": avviso, "form": modulo}
    return render(request, "progetti/valutazioni/conflitto.html", contesto)
