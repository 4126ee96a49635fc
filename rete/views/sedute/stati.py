"""The steps of a meeting that ask for little: a reason, a day, the meeting that approved."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from conciliazione.transizioni import available, transitions_of
from rete import permissions
from rete.convocazioni import invited
from rete.forms.sedute import ApprovazioneForm, CambioForm, ConfermaForm, MotivoForm, RinvioForm
from rete.models import Seduta
from rete.presenze import count_attendance
from rete.transitions.sedute import approving_meetings
from rete.verbali import say_quorum
from rete.views.non_piu import too_late
from rete.views.sedute.accesso import moved, page_of, visible_meeting

# The words in the address of each step, in the order of their buttons.
PAROLE = {
    "tieni": "hold",
    "deserta": "desert",
    "cambia-luogo": "amend",
    "rinvia": "postpone",
    "annulla": "cancel",
    "chiudi-il-verbale": "write_minutes",
    "correggi-il-verbale": "correct_minutes",
    "approva-il-verbale": "approve_minutes",
    "pubblica-il-verbale": "publish_minutes",
}
FATTO = {
    "hold": "La seduta è tenuta: si possono registrare le decisioni e scrivere il verbale.",
    "desert": "La seduta è segnata come deserta.",
    "amend": "Il cambio è registrato: chi era convocato è stato avvisato.",
    "postpone": "La seduta è rinviata: chi era convocato riceve la disdetta e il nuovo invito.",
    "cancel": "La seduta è annullata.",
    "write_minutes": "Il verbale è chiuso: il suo PDF è pronto fra poco.",
    "correct_minutes": "Il verbale è di nuovo aperto.",
    "approve_minutes": "L’approvazione del verbale è registrata.",
    "publish_minutes": "Il verbale è pubblicato.",
}
# Steps of which those who were called are told.
AVVISATI = {"amend", "postpone", "cancel"}


@require_http_methods(["GET", "HEAD", "POST"])
def stato(request: HttpRequest, codice: str, parole: str) -> HttpResponse:
    """Make a meeting take a step, with what it asks for."""
    seduta = visible_meeting(request, codice)
    verbo = PAROLE.get(parole)
    if verbo is None:
        raise Http404
    transition = available(seduta, request.user).get(verbo)
    if transition is None:
        return _not_now(request, seduta, verbo)
    modulo = _form(verbo, seduta)(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        dati = {n: v for n, v in modulo.cleaned_data.items() if n != "motivo"}
        if risposta := moved(request, seduta, verbo, modulo, FATTO[verbo], **dati):
            return risposta
    avvisati = verbo in AVVISATI and seduta.convocata_il
    contesto = {
        "seduta": seduta,
        "transizione": transition,
        "verbo": verbo,
        "form": modulo,
        "quanti": len(invited(seduta).destinatari) if avvisati else 0,
        "conto": say_quorum(count_attendance(seduta)) if verbo in ("hold", "desert") else "",
    }
    return render(request, "rete/sedute/stato.html", contesto)


def _not_now(request: HttpRequest, seduta: Seduta, verbo: str) -> HttpResponse:
    """Who never may gets a 403; who may, but not in this state, goes back to see how it is now."""
    if not permissions.can_write_minutes(request.user, seduta):
        raise PermissionDenied
    modulo = _form(verbo, seduta)(request.POST if request.method == "POST" else None)
    perche = f"La seduta ora è «{seduta.get_stato_display()}»: non si può più fare."
    return too_late(request, modulo, perche, *page_of(seduta))


def _form(verbo: str, seduta: Seduta) -> Callable[..., forms.Form]:
    """The form of a step, ready to take what was typed."""
    if verbo == "postpone":
        return lambda dati: RinvioForm(dati, initial={"luogo": seduta.luogo})
    if verbo == "amend":
        colonne = {n: getattr(seduta, n) for n in ("luogo", "collegamento", "fine_prevista")}
        return lambda dati: CambioForm(dati, initial=colonne)
    if verbo == "approve_minutes":
        sedute = approving_meetings(seduta)
        return lambda dati: ApprovazioneForm(dati, sedute=sedute)
    return MotivoForm if transitions_of(seduta)[verbo].needs_reason else ConfermaForm
