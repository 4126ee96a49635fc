"""From where a call is scored: what is due from a member, how far the others are for the staff."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.transizioni import available
from progetti import permissions
from progetti.chi_valuta import ChiValuta, needs_remedy
from progetti.enums import StatoValutazione
from progetti.models import Avviso, Proposta, Valutazione
from progetti.models.valutazioni import CONSEGNATE
from progetti.schede import own_sheets
from progetti.views.valutazioni.accesso import scored_call
from progetti.views.valutazioni.fasi import PAROLE
from rete.permissions import Persona

# Of the sheets not delivered yet, how many are listed one by one.
IN_CORSO_AL_PIU = 50


@require_safe
def avviso(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a call for who scores it, and for who follows the procedure."""
    trovato = scored_call(request, slug)
    siede = permissions.sits_on(request.user, trovato)
    contesto = {
        "avviso": trovato,
        "siede": siede,
        "dichiarato": siede and permissions.has_declared(request.user, trovato),
        "schede": own_sheets(request.user, trovato) if siede else [],
        "escluse": _forbidden(request.user, trovato) if siede else [],
        "rivelato": permissions.can_read_revealed(request.user, trovato),
        "azioni": _steps(request.user, trovato),
        "scelte": list(trovato.scelte.select_related("atto", "organo")),
        **_progress(request.user, trovato),
    }
    return render(request, "progetti/valutazioni/avviso.html", contesto)


def _steps(user: Persona, avviso: Avviso) -> list[tuple[str, str]]:
    """The steps that `user` may make the scoring take: the words of the address, of the button."""
    possibili = available(avviso, user)
    if "choose_remedy" in possibili and not needs_remedy(avviso):
        del possibili["choose_remedy"]
    return [(p, possibili[v].label) for p, v in PAROLE.items() if v in possibili]


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
    return {
        "avanzamento": list(righe.order_by("mandato__seggio__ordine", "mandato")),
        "in_corso": _to_void(vive) if permissions.can_void_in(user, avviso) else [],
    }


def _to_void(vive: QuerySet[Valutazione]) -> list[Valutazione]:
    """The sheets not delivered yet, by member: the first ones."""
    in_corso = vive.filter(stato=StatoValutazione.IN_CORSO)
    in_corso = in_corso.select_related("mandato__utente", "proposta__proponente")
    return list(
        in_corso.order_by("mandato__seggio__ordine", "mandato", "proposta")[:IN_CORSO_AL_PIU]
    )
