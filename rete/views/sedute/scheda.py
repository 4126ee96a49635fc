"""The page of a meeting, for everybody what everybody may know, and its appointment."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conciliazione import riquadri
from conciliazione.copie import copies_of
from conciliazione.models import Elaborazione, Passaggio
from conciliazione.transizioni import available
from rete import permissions
from rete.appuntamenti import Metodo, write_appointment
from rete.convocazioni import appointment
from rete.enums import StatoSeduta
from rete.models import Seduta
from rete.models.sedute import TENUTE
from rete.ordine_del_giorno import is_open
from rete.pareri import with_history
from rete.presenze import count_lines, lines
from rete.verbali import GENERE, render_minutes, say_quorum
from rete.views.sedute.accesso import visible_meeting
from rete.views.sedute.stati import PAROLE

TIPO = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def seduta(request: HttpRequest, codice: str) -> HttpResponse:
    """A meeting: day, place, agenda and state; the rest for who takes part and who runs it."""
    trovata = visible_meeting(request, codice)
    partecipa = permissions.can_take_part(request.user, trovata)
    contesto = {
        "seduta": trovata,
        "punti": list(trovata.punti.all()),
        "pareri": with_history(trovata.pareri.all()),
        "partecipa": partecipa,
        "gestisce": permissions.can_manage_meeting(request.user, trovata),
        "scrive": permissions.can_write_minutes(request.user, trovata),
        **(_for_members(trovata) if partecipa else {}),
        **_minutes(request, trovata),
        **(_history(trovata) if permissions.can_manage_meeting(request.user, trovata) else {}),
        "argomenti_aperti": is_open(trovata),
        "azioni": _actions(request, trovata),
        "riquadri": riquadri.panels("seduta", request.user, trovata),
    }
    return render(request, "rete/sedute/seduta.html", contesto)


def _for_members(seduta: Seduta) -> dict[str, object]:
    """What is for who takes part: files, who came, what was decided."""
    tenuta = seduta.stato in TENUTE or seduta.stato == StatoSeduta.DESERTA
    righe = lines(seduta) if tenuta else []
    return {
        "documenti": list(seduta.documenti.select_related("documento")),
        "righe": righe,
        "numero_legale": say_quorum(count_lines(seduta, righe), seduta.numero_legale)
        if tenuta
        else "",
        "decisioni": list(seduta.decisioni.select_related("punto")),
    }


def _minutes(request: HttpRequest, seduta: Seduta) -> dict[str, object]:
    """The minutes, for who may read them, as they are sealed; and how far their PDF is."""
    if seduta.verbalizzata_il is None or not permissions.can_read_minutes(request.user, seduta):
        return {}
    copie = list(copies_of(seduta).reverse()) if seduta.approvata_il else []
    testo = copie[0].dati["verbale"] if copie else seduta.verbale
    lavori = Elaborazione.objects.filter(genere=GENERE, argomenti__seduta=seduta.pk)
    return {
        "verbale": render_minutes(testo, livello=3),
        "copie": copie,
        "stampa": lavori.order_by("-pk").first() if request.user.is_authenticated else None,
        "decisioni": list(seduta.decisioni.select_related("punto")),
    }


def _history(seduta: Seduta) -> dict[str, object]:
    passaggi = Passaggio.objects.about(seduta).select_related("autore")
    return {"passaggi": [(p, StatoSeduta(p.da).label, StatoSeduta(p.a).label) for p in passaggi]}


def _actions(request: HttpRequest, seduta: Seduta) -> list[tuple[str, str]]:
    """The words in the address and on the button of each step that may be taken now."""
    possibili = available(seduta, request.user)
    if seduta.inizio > timezone.now():
        possibili = {v: t for v, t in possibili.items() if v not in ("hold", "desert")}
    if not seduta.verbale:
        possibili.pop("write_minutes", None)
    return [(parole, possibili[v].label) for parole, v in PAROLE.items() if v in possibili]


@login_not_required
@require_safe
def calendario(request: HttpRequest, codice: str) -> HttpResponse:
    """The meeting for other people's calendars; one cancelled goes away from them."""
    trovata = visible_meeting(request, codice)
    via = trovata.stato in (StatoSeduta.ANNULLATA, StatoSeduta.RINVIATA)
    metodo = Metodo.DISDETTA if via else Metodo.PUBBLICO
    partecipa = permissions.can_take_part(request.user, trovata)
    testo = write_appointment(appointment(trovata, con_collegamento=partecipa), metodo)
    response = HttpResponse(testo, content_type=TIPO)
    response["Content-Disposition"] = f'attachment; filename="seduta-{trovata.codice}.ics"'
    return response
