"""From where a call is scored: what is due from a member, how far the others are for the staff."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.transizioni import available
from progetti import permissions
from progetti.chi_valuta import ChiValuta
from progetti.enums import StatoValutazione
from progetti.models import Avviso, Proposta, Valutazione
from progetti.models.valutazioni import CONSEGNATE
from progetti.schede import own_sheets
from progetti.views.valutazioni.accesso import scored_call
from progetti.views.valutazioni.fasi import PAROLE
from rete.permissions import Persona


@require_safe
def avviso(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a call for who scores it, and for who follows the procedure."""
    trovato = scored_call(request, slug)
    siede = permissions.sits_on(request.user, trovato)
    possibili = available(trovato, request.user)
    contesto = {
        "avviso": trovato,
        "siede": siede,
        "dichiarato": siede and permissions.has_declared(request.user, trovato),
        "schede": own_sheets(request.user, trovato) if siede else [],
        "escluse": _forbidden(request.user, trovato) if siede else [],
        "rivelato": permissions.can_read_revealed(request.user, trovato),
        "azioni": [(p, possibili[v].label) for p, v in PAROLE.items() if v in possibili],
        "scelte": list(trovato.scelte.select_related("atto", "organo")),
        **_progress(request.user, trovato),
    }
    return render(request, "progetti/valutazioni/avviso.html", contesto)


def _forbidden(user: Persona, avviso: Avviso) -> list[tuple[Proposta, tuple[str, ...]]]:
    """The proposals that a member may not score, and why: by who proposes."""
    chi = ChiValuta(avviso)
    suoi = [m for m in chi.quadro.mandati if m.utente_id == user.pk]
    return [
        (p, chi.reasons(m, p))
        for p in chi.quadro.proposte
        for m in suoi
        if chi.quadro.is_forbidden(m, p)
    ]


def _progress(user: Persona, avviso: Avviso) -> dict[str, object]:
    """How many sheets each member has delivered: for who follows the procedure."""
    if not permissions.can_see_progress(user, avviso):
        return {}
    vive = Valutazione.objects.filter(proposta__avviso=avviso).exclude(
        stato=StatoValutazione.ANNULLATA
    )
    vive = vive.exclude(proposta__in=permissions.forbidden_to(user, avviso))
    righe = vive.values("mandato__utente__nome", "mandato__designato_da__denominazione").annotate(
        quante=Count("pk"), consegnate=Count("pk", filter=Q(stato__in=CONSEGNATE))
    )
    return {"avanzamento": list(righe.order_by("mandato__seggio__ordine", "mandato"))}
