"""The draft of a request to join, a page a step: forms, files, signature, sending."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.campi import FileEsaminato
from conciliazione.tentativi import is_too_often
from conciliazione.testo import render_markdown
from conciliazione.transizioni import StaleState, perform
from rete import bozze, carte
from rete.enums import ModalitaFirma, StatoDomanda, TipoAllegato
from rete.forms.domanda import (
    AllegatoForm,
    BozzaForm,
    FirmaForm,
    ImpegnoForm,
    ModuloFirmatoForm,
    OrganizzazioneForm,
    PersoneForm,
)
from rete.identita import forget_identity, gateway_identity
from rete.models import DomandaAdesione
from rete.passi import ALLEGATI, FIRMA, IMPEGNO, INVIO, PASSI, Passo, after
from rete.views.aderisci import IN_SECONDI, View, applicant, draft, too_often
from rete.views.risposta_scritta import keep_written

# Counted whether the portal takes the file or refuses it: looking into it is what costs.
ALLEGATO, FILE_AL_PIU = "allegato-domanda", 60
PDF_AL_PIU = 30
# Everything of a request but the signed form, which has its own step.
ALTRI_ALLEGATI = (
    TipoAllegato.STATUTO,
    TipoAllegato.IDENTITA,
    TipoAllegato.DELEGA,
    TipoAllegato.ALTRO,
)


# --- The steps that are forms -----------------------------------------------------------------


def step(modulo: type[BozzaForm]) -> View:
    """The page of a step: it saves what is right, and goes on when nothing is wrong."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @draft
    def page(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
        if request.method != "POST":
            return _show_step(request, domanda, modulo(instance=domanda))
        form = modulo(request.POST, instance=domanda)
        salvato = form.save_valid()
        if request.htmx:
            return _saved_meanwhile(request, form)
        if not salvato:
            return _show_step(request, domanda, form)
        return _go_on(request, domanda, modulo.passo)

    return page


organisation = step(OrganizzazioneForm)
people = step(PersoneForm)


@require_http_methods(["GET", "HEAD", "POST"])
@draft
def commitment(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """Interests, what one can bring, and the commitment to accept."""
    vigente = bozze.current_commitment()
    dati = request.POST if request.method == "POST" else None
    form = ImpegnoForm(dati, instance=domanda, vigente=vigente)
    salvato = form.is_bound and _save_commitment(domanda, form)
    if form.is_bound and request.htmx:
        return _saved_meanwhile(request, form)
    if salvato:
        return _go_on(request, domanda, IMPEGNO)
    contesto = {"testo_impegno": render_markdown(vigente.testo) if vigente else ""}
    return _show_step(request, domanda, form, impegno=vigente, **contesto)


def _save_commitment(domanda: DomandaAdesione, form: ImpegnoForm) -> bool:
    """Whether interests and commitment were saved, both."""
    if not form.save_valid():
        return False
    try:
        bozze.accept_commitment(domanda, form.accettato)
    except StaleState as errore:
        form.add_error("accetto", str(errore))
        return False
    return True


def _saved_meanwhile(request: HttpRequest, form: BozzaForm) -> HttpResponse:
    """What the page says when it saves by itself while one writes; the browser stays there."""
    if not form.superato:
        form.take_saved_version()
    contesto = {"form": form, "ora": timezone.now()}
    return render(request, "rete/aderisci/_salvato.html", contesto)


def _show_step(
    request: HttpRequest, domanda: DomandaAdesione, form: BozzaForm, **altro: object
) -> HttpResponse:
    contesto = {**_frame(domanda, form.passo), "form": form, **altro}
    return render(request, f"rete/aderisci/{form.passo.slug}.html", contesto)


def _frame(domanda: DomandaAdesione, passo: Passo) -> dict[str, object]:
    """What every page of the form has: where one is, and which steps lack nothing."""
    mancanti = bozze.missing(domanda)
    incompleti = {m.passo for m in mancanti}
    passi = [{"passo": p, "stato": _state_of(p, p in incompleti), "qui": p == passo} for p in PASSI]
    return {
        "domanda": domanda,
        "passo": passo,
        "passi": passi,
        "numero": PASSI.index(passo) + 1,
        "mancanti": mancanti,
    }


def _state_of(passo: Passo, incompleto: bool) -> str:
    """What the list of the steps says beside one: files are not for everybody."""
    if incompleto:
        return "da completare"
    return "" if passo in (ALLEGATI, INVIO) else "completo"


def _go_on(request: HttpRequest, domanda: DomandaAdesione, passo: Passo) -> HttpResponse:
    """To the next step, or out with the draft saved."""
    if request.POST.get("azione") == "esci":
        messages.success(request, "La bozza è salvata: si riprende da questa pagina.")
        return redirect("aderisci:request", domanda.codice)
    return redirect(f"aderisci:{after(passo).slug}", domanda.codice)


# --- Files ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@draft
def attachments(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """The files of the request but the signed one: each is sent by itself."""
    if request.method == "POST" and is_too_often(request, ALLEGATO, FILE_AL_PIU, IN_SECONDI):
        return too_often(request)
    form = AllegatoForm(*_sent_files(request), tipi=ALTRI_ALLEGATI)
    if form.is_bound and form.is_valid():
        tipo = TipoAllegato(form.cleaned_data["tipo"])
        if risposta := keep_file(request, domanda, form, tipo):
            return risposta
    allegati = domanda.allegati.exclude(tipo=TipoAllegato.MODULO_FIRMATO)
    contesto = {"form": form, "allegati": allegati.select_related("documento")}
    return render(request, "rete/aderisci/allegati.html", {**_frame(domanda, ALLEGATI), **contesto})


def _sent_files(request: HttpRequest) -> tuple[object, object]:
    """Data and files of a form that was sent; none of one that was not."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def keep_file(
    request: HttpRequest, domanda: DomandaAdesione, form: AllegatoForm, tipo: TipoAllegato
) -> HttpResponse | None:
    """Keep the file of a valid form and come back to the page; None when the form says why not."""
    file: FileEsaminato = form.cleaned_data["file"]
    try:
        bozze.attach(domanda, tipo, file)
    except ValidationError as errore:
        form.add_error("file", errore)
        return None
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"«{file.name}» è fra gli allegati.")
    return redirect(request.path)


@require_POST
@applicant
def detach(request: HttpRequest, domanda: DomandaAdesione, file: str) -> HttpResponse:
    """Take a file away from the request; of an answer being written, what is written stays."""
    keep_written(request, domanda)
    allegato = get_object_or_404(domanda.allegati.select_related("documento"), codice=file)
    nome = allegato.documento.nome
    try:
        bozze.detach(domanda, allegato)
    except StaleState as errore:
        messages.error(request, str(errore))
    else:
        messages.success(request, f"«{nome}» è stato tolto.")
    if domanda.stato != StatoDomanda.BOZZA:
        return redirect("aderisci:answer", domanda.codice)
    firmato = allegato.tipo == TipoAllegato.MODULO_FIRMATO
    return redirect(f"aderisci:{(FIRMA if firmato else ALLEGATI).slug}", domanda.codice)


# --- The signature ----------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@draft
def signature(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """How one signs; then the PDF to sign, and the file that comes back."""
    dati = request.POST if request.method == "POST" else None
    inizio = {"modalita_firma": domanda.modalita_firma or None}
    form = FirmaForm(dati, initial=inizio, modi=_ways(request, domanda))
    if form.is_bound and form.is_valid():
        try:
            bozze.choose_signature(domanda, ModalitaFirma(form.cleaned_data["modalita_firma"]))
        except StaleState as errore:
            messages.error(request, str(errore))
        return redirect("aderisci:firma", domanda.codice)
    return _show_signature(request, domanda, form, ModuloFirmatoForm())


def _ways(request: HttpRequest, domanda: DomandaAdesione) -> tuple[ModalitaFirma, ...]:
    """The gateway is a way only for who came through it."""
    if gateway_identity(request, domanda):
        return tuple(ModalitaFirma)
    return tuple(modo for modo in ModalitaFirma if modo != ModalitaFirma.ACCESSO)


def _show_signature(
    request: HttpRequest, domanda: DomandaAdesione, form: FirmaForm, carica: ModuloFirmatoForm
) -> HttpResponse:
    firmato = domanda.allegati.filter(tipo=TipoAllegato.MODULO_FIRMATO)
    prima = [m for m in bozze.missing(domanda) if m.passo not in (ALLEGATI, FIRMA)]
    contesto = {
        "form": form,
        "carica": carica,
        "firmato": firmato.select_related("documento").first(),
        "superata": bozze.is_stale(domanda),
        "prima": prima,
        "modulo": carte.request_pdf(domanda),
        "identita": gateway_identity(request, domanda),
        "gateway": settings.OIDC_NOME if settings.OIDC_SERVER_URL else "",
        "gateway_id": settings.OIDC_ID,
    }
    return render(request, "rete/aderisci/firma.html", {**_frame(domanda, FIRMA), **contesto})


@require_POST
@draft
def prepare(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """Ask for the PDF of the request as it is now."""
    if is_too_often(request, "pdf-domanda", PDF_AL_PIU, IN_SECONDI):
        return too_often(request)
    with transaction.atomic():
        carte.ask_request_pdf(domanda)
    return redirect("aderisci:firma", domanda.codice)


@require_POST
@draft
def upload_signed(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """The request that comes back signed: what the signature says is shown, and never blocks."""
    if is_too_often(request, ALLEGATO, FILE_AL_PIU, IN_SECONDI):
        return too_often(request)
    carica = ModuloFirmatoForm(request.POST, request.FILES)
    if carica.is_valid():
        try:
            bozze.attach(domanda, TipoAllegato.MODULO_FIRMATO, carica.cleaned_data["file"])
        except StaleState as errore:
            messages.error(request, str(errore))
        except ValidationError as errore:
            carica.add_error("file", errore)
    if carica.is_valid():
        return redirect("aderisci:firma", domanda.codice)
    inizio = {"modalita_firma": domanda.modalita_firma or None}
    return _show_signature(
        request, domanda, FirmaForm(initial=inizio, modi=_ways(request, domanda)), carica
    )


# --- Sending ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@applicant
def send(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    """Everything as it will leave, what is missing, and «Invia»; sent already, its receipt."""
    if domanda.stato != StatoDomanda.BOZZA:
        return redirect("aderisci:receipt", domanda.codice)
    if request.method == "POST":
        return _send(request, domanda)
    return _show_summary(request, domanda)


def _send(request: HttpRequest, domanda: DomandaAdesione) -> HttpResponse:
    if bozze.missing(domanda):
        return _show_summary(request, domanda)
    try:
        _sign_by_access(request, domanda)
        perform(domanda, "send", None)
    except StaleState:
        # Pressed twice, or by two people: the page after this says where the request is.
        return redirect("aderisci:invio", domanda.codice)
    except ValidationError as errore:
        return _show_summary(request, domanda, errore.messages)
    forget_identity(request, domanda)
    return redirect("aderisci:receipt", domanda.codice)


def _sign_by_access(request: HttpRequest, domanda: DomandaAdesione) -> None:
    """Who came through the gateway signs by sending: note who it was.

    Raises:
        ValidationError: the session did not come through it.
    """
    if domanda.modalita_firma != ModalitaFirma.ACCESSO:
        return
    identita = gateway_identity(request, domanda)
    if identita is None:
        raise ValidationError(
            "Per inviare senza firma bisogna entrare con l’identità digitale: entrare, oppure"
            " scegliere un altro modo di firmare."
        )
    bozze.touch(domanda, (StatoDomanda.BOZZA.value,), esito_firma={"accesso": identita})


def _show_summary(
    request: HttpRequest, domanda: DomandaAdesione, errori: list[str] | None = None
) -> HttpResponse:
    sezioni = [(passo, carte.lines(domanda, passo.campi)) for passo in PASSI if passo.campi]
    contesto = {
        "sezioni": sezioni,
        "allegati": domanda.allegati.select_related("documento"),
        "errori": errori,
        "doppia": any(map(bozze.is_duplicate, errori or ())),
        "identita": gateway_identity(request, domanda),
    }
    return render(request, "rete/aderisci/invio.html", {**_frame(domanda, INVIO), **contesto})
