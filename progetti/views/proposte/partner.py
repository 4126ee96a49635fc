"""Who takes part in a proposal: named by who writes it, asked, and what each answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState, available, perform
from progetti import bozze, inviti_proposta
from progetti.completezza import field_of
from progetti.contenuto import moved
from progetti.enums import StatoPartecipazione
from progetti.forms.partner import RIFIUTA, RispostaPartnerForm
from progetti.forms.quote import AggiungiPartnerForm, ChiForm
from progetti.models import PartecipazioneProposta, Proposta
from progetti.passi_proposta import CHI
from progetti.views.proposte.accesso import NON_C_E, drafting, visible_proposal
from progetti.views.proposte.passi import answer, frame, step_address
from rete.attuale import acting_as
from rete.permissions import soggetti_of

RISPOSTE_AL_PIU, IN_SECONDI = 30, 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def partners(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """Who takes part, what each does, who has confirmed."""
    inviato = request.POST if request.method == "POST" else None
    form = ChiForm(inviato, instance=proposta, by=request.user)
    verbo, _, quale = (inviato or {}).get("azione", "").partition(":")
    aggiungi = AggiungiPartnerForm(inviato if verbo == "aggiungi" else None, proposta=proposta)

    def show() -> HttpResponse:
        return _show_partners(request, proposta, form, aggiungi)

    if verbo not in AZIONI or request.htmx:
        risposta = answer(request, proposta, form, show, step_address(proposta, CHI))
        _say_asked_again(request, form)
        return risposta
    if not form.save_valid() or (verbo == "aggiungi" and not aggiungi.is_valid()):
        return show()
    _say_asked_again(request, form)
    proposta.refresh_from_db()
    _act(request, proposta, verbo, quale, aggiungi)
    return redirect(f"{request.path}#partecipano")


def _show_partners(
    request: HttpRequest, proposta: Proposta, form: ChiForm, aggiungi: AggiungiPartnerForm
) -> HttpResponse:
    righe = [
        (p, [form[nome] for c in ("compito", "email") if (nome := field_of(p, c)) in form.fields])
        for p in proposta.partecipazioni.select_related("soggetto")
    ]
    contesto = {**frame(proposta, CHI), "form": form, "righe": righe, "aggiungi": aggiungi}
    return render(request, "progetti/proposte/chi.html", contesto)


def _say_asked_again(request: HttpRequest, form: ChiForm) -> None:
    if not request.htmx:
        for p in form.richieste:
            messages.warning(
                request, f"Il compito di {p.soggetto} è cambiato: la conferma va chiesta di nuovo."
            )


# --- What the buttons of the page do ----------------------------------------------------------


def _act(
    request: HttpRequest,
    proposta: Proposta,
    verbo: str,
    quale: str,
    aggiungi: AggiungiPartnerForm,
) -> None:
    """Do what a button says; what cannot be done is told in the page."""
    try:
        if verbo == "aggiungi":
            _add(request, proposta, aggiungi)
        elif verbo == "chiedi-tutti":
            _ask_all(request, proposta)
        else:
            righe = proposta.partecipazioni.select_related("soggetto").filter(capofila=False)
            partecipazione = get_object_or_404(righe, codice=quale)
            partecipazione.proposta = proposta
            SU_UNO[verbo](request, partecipazione)
    except StaleState as errore:
        messages.error(request, str(errore))
    except ValidationError as errore:
        messages.error(request, " ".join(errore.messages))


def _add(request: HttpRequest, proposta: Proposta, aggiungi: AggiungiPartnerForm) -> None:
    soggetto = aggiungi.cleaned_data["soggetto"]
    with transaction.atomic():
        bozze.claim(proposta)
        bozze.add_partners(proposta, [soggetto.pk])
    messages.success(request, f"{soggetto} è fra chi partecipa.")


def _ask_all(request: HttpRequest, proposta: Proposta) -> None:
    attese = proposta.partecipazioni.filter(stato=StatoPartecipazione.ATTESA, capofila=False)
    for partecipazione in attese.select_related("soggetto"):
        partecipazione.proposta = proposta
        try:
            _ask(request, partecipazione)
        except ValidationError as errore:
            messages.error(request, " ".join(errore.messages))


def _ask(request: HttpRequest, partecipazione: PartecipazioneProposta) -> None:
    """Ask for a confirmation; of who has answered, another."""
    if partecipazione.stato != StatoPartecipazione.ATTESA:
        perform(partecipazione, "ask_again", request.user, acting_as=acting_as(request))
    chi = inviti_proposta.ask(partecipazione)
    messages.success(request, f"La conferma di {partecipazione.soggetto} è chiesta a {chi}.")


def _remove(request: HttpRequest, partecipazione: PartecipazioneProposta) -> None:
    bozze.remove_partner(partecipazione)
    messages.success(request, f"{partecipazione.soggetto} non è più nella proposta.")


def _up(request: HttpRequest, partecipazione: PartecipazioneProposta) -> None:
    _move(partecipazione, -1)


def _down(request: HttpRequest, partecipazione: PartecipazioneProposta) -> None:
    _move(partecipazione, 1)


def _move(partecipazione: PartecipazioneProposta, di: int) -> None:
    righe = list(partecipazione.proposta.partecipazioni.filter(capofila=False))
    posto = next(n for n, riga in enumerate(righe) if riga.pk == partecipazione.pk)
    with transaction.atomic():
        bozze.claim(partecipazione.proposta)
        for ordine, riga in enumerate(moved(righe, posto, di), start=1):
            riga.ordine = ordine
        PartecipazioneProposta.objects.bulk_update(righe, ["ordine"])


SU_UNO = {
    "chiedi": _ask,
    "togli-partner": _remove,
    "su-partner": _up,
    "giu-partner": _down,
}
AZIONI = {"aggiungi", "chiedi-tutti", *SU_UNO}


# --- What a partner answers -------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def participation(request: HttpRequest, codice: str, partner: str) -> HttpResponse:
    """What is asked of a soggetto for which one speaks: read, and answered."""
    proposta = visible_proposal(request, codice)
    suoi = proposta.partecipazioni.filter(soggetto__in=soggetti_of(request.user), capofila=False)
    partecipazione = suoi.select_related("soggetto").filter(codice=partner).first()
    if partecipazione is None:
        raise Http404(NON_C_E)
    partecipazione.proposta = proposta
    form = RispostaPartnerForm(
        request.POST if request.method == "POST" else None,
        compito=partecipazione.compito,
        chiede_nome=False,
    )
    si_risponde = bool({"confirm", "refuse"} & set(available(partecipazione, request.user)))
    if si_risponde and form.is_bound and form.is_valid():
        return _answer_from_account(request, partecipazione, form)
    contesto = {
        "partecipazione": partecipazione,
        "proposta": proposta,
        "form": form,
        "si_risponde": si_risponde,
    }
    return render(request, "progetti/proposte/partecipazione.html", contesto)


def _answer_from_account(
    request: HttpRequest, partecipazione: PartecipazioneProposta, form: RispostaPartnerForm
) -> HttpResponse:
    proposta = partecipazione.proposta
    try:
        _answer(request, partecipazione, form, str(request.user))
    except StaleState as errore:
        messages.error(request, str(errore))
        return redirect("proposte:participation", proposta.codice, partecipazione.codice)
    if form.cleaned_data["risposta"] == RIFIUTA:
        messages.success(request, "È scritto che il soggetto non partecipa.")
        return redirect("proposte:proposals")
    messages.success(request, f"{partecipazione.soggetto} partecipa alla proposta.")
    return redirect(proposta)


def _answer(
    request: HttpRequest,
    partecipazione: PartecipazioneProposta,
    form: RispostaPartnerForm,
    chi: str,
) -> None:
    """Write down what was answered, and by whom.

    Raises:
        StaleState: it was answered or sent meanwhile, or that is what it said already.
    """
    dati = form.cleaned_data
    chi_e = request.user if request.user.is_authenticated and "nome" not in form.fields else None
    perform(
        partecipazione,
        dati["risposta"],
        chi_e,
        reason=dati["motivo"] if dati["risposta"] == RIFIUTA else "",
        acting_as=acting_as(request) if chi_e else "",
        risposto_da=chi,
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link. Reading it changes nothing: programs that guard mailboxes read them."""
    partecipazione = inviti_proposta.find_by_link(token)
    if partecipazione is None or not inviti_proposta.is_valid(partecipazione):
        stato = 410 if partecipazione else 404
        return render(
            request,
            "progetti/proposte/non_vale.html",
            {"scaduto": bool(partecipazione)},
            status=stato,
        )
    form = RispostaPartnerForm(
        request.POST if request.method == "POST" else None,
        compito=partecipazione.compito,
        chiede_nome=True,
    )
    if form.is_bound and is_too_often(request, "conferma-proposta", RISPOSTE_AL_PIU, IN_SECONDI):
        risposta = render(request, "429.html", status=429)
        risposta["Retry-After"] = str(IN_SECONDI)
        return risposta
    if form.is_bound and form.is_valid():
        return _answer_from_link(request, partecipazione, form)
    contesto = {"partecipazione": partecipazione, "form": form}
    return render(request, "progetti/proposte/collegamento.html", contesto)


def _answer_from_link(
    request: HttpRequest, partecipazione: PartecipazioneProposta, form: RispostaPartnerForm
) -> HttpResponse:
    try:
        _answer(request, partecipazione, form, form.cleaned_data["nome"])
    except StaleState:
        return render(request, "progetti/proposte/non_vale.html", {"scaduto": True}, status=410)
    return redirect("proposte:answered")


@login_not_required
@require_safe
def answered(request: HttpRequest) -> HttpResponse:
    """Said to who answered from a personal link, which is used up."""
    return render(request, "progetti/proposte/risposto.html")
