"""The sheet of a member: written beside the proposal, delivered, then amended or confirmed.

The page saves by itself while one writes, and with its button where there is no script. What
reaches us after the session has ended waits in the new session until its author enters again.
"""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from conciliazione.tentativi import is_too_often
from progetti import permissions
from progetti.carta_proposta import as_sent
from progetti.enums import StatoValutazione
from progetti.forms.valutazioni import TESTO_AL_PIU, CambioForm, SchedaForm
from progetti.models import Criterio, Valutazione
from progetti.schede import Riga, lines_of, own_sheets, sheet_data, total_of
from progetti.transitions.schede import reveal_if_complete
from progetti.views.valutazioni.accesso import visible_sheet
from rete.views.sedute.accesso import moved

# Where the session keeps what was typed by who had to enter again.
SOSPESO = "scheda_sospesa"
AL_PIU, IN_SECONDI = 60, 60 * 60
CAMPI_AL_PIU = 100
CHIUSA = (
    "Questa scheda non si scrive più: ciò che si è scritto qui non è salvato. Copiarlo, se serve,"
    " prima di lasciare la pagina."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def scheda(request: HttpRequest, codice: str) -> HttpResponse:
    """A sheet, beside the text of its proposal: to write while it is open, else to read."""
    if request.user.is_anonymous:
        return _wait_for_login(request, codice)
    trovata = visible_sheet(request, codice)
    scrive = _is_open(trovata) and permissions.can_score(request.user, trovata)
    if request.method == "POST":
        return _save(request, trovata, scrive=scrive)
    if not scrive:
        return _page(request, trovata, None)
    return _page(request, trovata, _form(request, trovata))


def _is_open(scheda: Valutazione) -> bool:
    return scheda.stato == StatoValutazione.IN_CORSO


def _form(request: HttpRequest, scheda: Valutazione) -> SchedaForm:
    """The form to write in: with what was typed before entering again, else what is saved."""
    modulo = SchedaForm(instance=scheda)
    sospeso = request.session.get(SOSPESO, {})
    if sospeso.get("scheda") == scheda.codice:
        scritti = {n: v for n, v in sospeso["campi"].items() if n in modulo.fields}
        modulo.initial.update(scritti)
        messages.warning(
            request,
            "La sessione era finita: qui c’è ciò che era scritto fino a quel momento. Non è ancora"
            " salvato.",
        )
    return modulo


def _save(request: HttpRequest, scheda: Valutazione, *, scrive: bool) -> HttpResponse:
    modulo = SchedaForm(request.POST, instance=scheda)
    if not scrive:
        modulo.add_error(None, CHIUSA)
        return _answer(request, scheda, modulo)
    if not modulo.save_valid():
        return _answer(request, scheda, modulo)
    request.session.pop(SOSPESO, None)
    if request.htmx:
        fresca = Valutazione.objects.select_related("proposta__avviso").get(pk=scheda.pk)
        return _answer(request, scheda, SchedaForm(instance=fresca))
    if "consegna" not in request.POST:
        messages.success(request, "La scheda è salvata.")
        return redirect(scheda)
    if not modulo.check_complete():
        modulo.take_saved_version()
        return _answer(request, scheda, modulo)
    return redirect("valutazioni:deliver", scheda.codice)


def _answer(request: HttpRequest, scheda: Valutazione, modulo: SchedaForm) -> HttpResponse:
    """The page; to the saving that goes on by itself, only whether it worked."""
    if not request.htmx:
        return _page(request, scheda, modulo)
    contesto = {"form": modulo, "ora": timezone.localtime()}
    return render(request, "progetti/valutazioni/_salvataggio.html", contesto)


def _page(request: HttpRequest, scheda: Valutazione, modulo: SchedaForm | None) -> HttpResponse:
    proposta = scheda.proposta
    proprie = own_sheets(request.user, proposta.avviso)
    contesto = {
        **as_sent(proposta),
        "scheda": scheda,
        "proposta": proposta,
        "avviso": proposta.avviso,
        "form": modulo,
        "aperta": _is_open(scheda),
        "consegnati": list(scheda.consegnati.select_related("consegnato_da")),
        "altre": [p for p in proprie if p.valutazione.pk != scheda.pk],
        "cambia": permissions.can_amend(request.user, scheda),
    }
    return render(request, "progetti/valutazioni/scheda.html", contesto)


def _wait_for_login(request: HttpRequest, codice: str) -> HttpResponse:
    """Send to the entrance who is not, or no longer, in; what they typed waits in the session."""
    pagina = reverse("valutazioni:scheda", args=[codice])
    if request.method == "POST" and not is_too_often(request, "scheda", AL_PIU, IN_SECONDI):
        scritti = list(request.POST.items())[:CAMPI_AL_PIU]
        campi = {n[:40]: v[:TESTO_AL_PIU] for n, v in scritti if n != "csrfmiddlewaretoken"}
        request.session[SOSPESO] = {"scheda": codice, "campi": campi}
    if request.htmx:
        contesto = {"finita": True, "pagina": pagina}
        return render(request, "progetti/valutazioni/_salvataggio.html", contesto)
    return redirect_to_login(pagina)


@require_http_methods(["GET", "HEAD", "POST"])
def consegna(request: HttpRequest, codice: str) -> HttpResponse:
    """Read the sheet once more, then deliver it: from then on it is sealed."""
    trovata = _own_sheet(request, codice)
    if not (_is_open(trovata) and permissions.can_score(request.user, trovata)):
        return _already(request, trovata)
    righe = lines_of(trovata)
    if not all(riga.completa for riga in righe):
        messages.warning(request, "La scheda non è ancora completa.")
        return redirect(trovata)
    modulo = forms.Form(request.POST if request.method == "POST" else None)
    if modulo.is_valid():
        torna = reverse("valutazioni:avviso", args=[trovata.proposta.avviso.slug])
        fatto = "La scheda è consegnata: non si cambia più."
        risposta = moved(request, trovata, "deliver", modulo, fatto, (torna, "alla valutazione"))
        if risposta is not None:
            reveal_if_complete(trovata.proposta.avviso)
            return risposta
    contesto = {
        "scheda": trovata,
        "avviso": trovata.proposta.avviso,
        "righe": righe,
        "totale": total_of(sheet_data(righe)),
        "form": modulo,
    }
    return render(request, "progetti/valutazioni/consegna.html", contesto)


def _own_sheet(request: HttpRequest, codice: str) -> Valutazione:
    """The sheet with that code, for the member whose sheet it is.

    Raises:
        Http404: it is not there for this person.
        PermissionDenied: the person may only read it.
    """
    trovata = visible_sheet(request, codice)
    if trovata.mandato.utente_id != request.user.pk:
        raise PermissionDenied
    return trovata


def _already(request: HttpRequest, scheda: Valutazione) -> HttpResponse:
    """Say that it was delivered before, or that it is not to be delivered by who asks."""
    if scheda.consegnata_il is None:
        messages.warning(request, "Questa scheda non si consegna.")
    else:
        quando = timezone.localtime(scheda.consegnata_il)
        messages.warning(
            request,
            f"Questa scheda era già stata consegnata il {quando:%d/%m/%Y} alle {quando:%H:%M}: vale"
            " la prima consegna, che si legge qui.",
        )
    return redirect(scheda)


@require_http_methods(["GET", "HEAD", "POST"])
def cambia(request: HttpRequest, codice: str) -> HttpResponse:
    """Change what was delivered, after the reveal: a new version, with its reason."""
    trovata = _own_sheet(request, codice)
    if not permissions.can_amend(request.user, trovata):
        return _already(request, trovata)
    modulo = CambioForm(request.POST or None, righe=_delivered(trovata))
    if modulo.is_valid():
        dati = sheet_data(modulo.typed())
        fatto = "Il punteggio è cambiato: la versione di prima resta leggibile."
        torna = trovata.get_absolute_url(), "alla scheda"
        if risposta := moved(request, trovata, "amend", modulo, fatto, torna, dati=dati):
            return risposta
    contesto = {"scheda": trovata, "avviso": trovata.proposta.avviso, "form": modulo}
    return render(request, "progetti/valutazioni/cambio.html", contesto)


def _delivered(scheda: Valutazione) -> list[Riga]:
    """The lines of the version that counts."""
    ultimo = scheda.consegnati.order_by("-numero").first()
    per_ordine = {c["criterio"]: c for c in ultimo.dati["criteri"]}
    return [
        Riga(c, Decimal(per_ordine[c.ordine]["punti"]), per_ordine[c.ordine]["motivazione"])
        for c in Criterio.objects.filter(avviso=scheda.proposta.avviso_id)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def conferma(request: HttpRequest, codice: str) -> HttpResponse:
    """Confirm the sheet after the discussion: from then on it is what it is."""
    trovata = _own_sheet(request, codice)
    if not permissions.can_amend(request.user, trovata):
        return _already(request, trovata)
    modulo = forms.Form(request.POST if request.method == "POST" else None)
    if modulo.is_valid():
        torna = reverse("valutazioni:matrix", args=[trovata.proposta.avviso.slug]), "ai punteggi"
        fatto = "La scheda è confermata."
        if risposta := moved(request, trovata, "confirm", modulo, fatto, torna):
            return risposta
    contesto = {"scheda": trovata, "avviso": trovata.proposta.avviso, "form": modulo}
    return render(request, "progetti/valutazioni/conferma.html", contesto)
