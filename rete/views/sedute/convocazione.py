"""The convocation: who is called, with which words, and when it is too late for a full notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rete.convocazioni import draft_letter, invited
from rete.enums import StatoSeduta
from rete.forms.sedute import LetteraForm
from rete.lettere import Lettera
from rete.models import Seduta
from rete.transitions.sedute import days_of_notice, is_short_notice
from rete.views.non_piu import too_late
from rete.views.sedute.accesso import managed_meeting, moved, page_of


@require_http_methods(["GET", "HEAD", "POST"])
def convoca(request: HttpRequest, codice: str) -> HttpResponse:
    """Show the mail and who receives it; a POST sends it, once."""
    seduta = managed_meeting(request, codice)
    modulo = _form(request, seduta)
    if seduta.stato != StatoSeduta.PROGRAMMATA:
        perche = f"La seduta è già «{seduta.get_stato_display()}»."
        return too_late(request, modulo, perche, *page_of(seduta))
    if modulo.is_bound and modulo.is_valid():
        lettera = Lettera(modulo.cleaned_data["oggetto"], modulo.cleaned_data["testo"])
        fatto = "La seduta è convocata: le e-mail partono adesso, con l’appuntamento allegato."
        if risposta := moved(request, seduta, "convene", modulo, fatto, lettera=lettera):
            return risposta
    contesto = {
        "seduta": seduta,
        "form": modulo,
        "invitati": invited(seduta),
        "punti": list(seduta.punti.all()),
        "breve": is_short_notice(seduta),
        "giorni": days_of_notice(seduta),
    }
    return render(request, "rete/sedute/convoca.html", contesto)


def _form(request: HttpRequest, seduta: Seduta) -> LetteraForm:
    breve = is_short_notice(seduta)
    if request.method == "POST":
        return LetteraForm(request.POST, breve=breve)
    lettera = draft_letter(seduta)
    return LetteraForm(initial={"oggetto": lettera.oggetto, "testo": lettera.testo}, breve=breve)
