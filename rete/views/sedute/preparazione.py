"""Before a meeting: its plan, and the files for who takes part."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.ricevute import once
from rete import permissions
from rete.attuale import current_ciclo
from rete.enums import LivelloOrgano, StatoRichiesta, StatoSeduta
from rete.forms.sedute import DocumentoForm, NuovaSedutaForm, SedutaForm, SegretarioForm
from rete.models import DocumentoSeduta, PuntoOrdineDelGiorno, RichiestaConvocazione, Seduta
from rete.views.sedute.accesso import managed_meeting

SENZA_CICLO = "Non c’è ancora un ciclo di programmazione: senza, non si programma una seduta."


@require_http_methods(["GET", "HEAD", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; from a request of convocation, its topic is the first point."""
    if not permissions.can_plan_meetings(request.user):
        raise PermissionDenied
    richiesta = _request_asked(request)
    organi = permissions.organi_managed_by(request.user).exclude(livello=LivelloOrgano.ESTERNO)
    iniziali = _initial(request, richiesta)
    modulo = NuovaSedutaForm(request.POST or None, organi=organi, initial=iniziali)
    if modulo.is_bound and modulo.is_valid():
        ciclo = current_ciclo(request)
        if ciclo is not None:
            gettone = modulo.cleaned_data["gettone"]
            codice, _ = once(
                request.user, "seduta", gettone, lambda: _plan(modulo, ciclo, richiesta)
            )
            return _next_page(codice, richiesta)
        modulo.add_error(None, SENZA_CICLO)
    contesto = {"form": modulo, "richiesta": richiesta}
    return render(request, "rete/sedute/nuova.html", contesto)


def _next_page(codice: str, richiesta: RichiestaConvocazione | None) -> HttpResponse:
    """The agenda; a meeting planned for a request goes back to it, to be the answer."""
    if richiesta is None or richiesta.stato != StatoRichiesta.APERTA:
        return redirect("rete:agenda", codice)
    pagina = reverse("rete:convocation_request", args=[richiesta.codice])
    return redirect(f"{pagina}?seduta={codice}")


def _request_asked(request: HttpRequest) -> RichiestaConvocazione | None:
    codice = request.GET.get("richiesta", "")[:10].replace("\x00", "")
    richieste = permissions.requests_visible_to(request.user).select_related("organo")
    return richieste.filter(codice=codice).first() if codice else None


def _initial(request: HttpRequest, richiesta: RichiestaConvocazione | None) -> dict[str, str]:
    organo = richiesta.organo.slug if richiesta else request.GET.get("organo", "")
    return {"organo": organo}


def _plan(modulo: NuovaSedutaForm, ciclo: object, richiesta: RichiestaConvocazione | None) -> str:
    seduta = modulo.save(commit=False)
    seduta.ciclo = ciclo
    seduta.save(force_insert=True)
    if richiesta is not None and richiesta.organo == seduta.organo:
        PuntoOrdineDelGiorno.objects.create(
            seduta=seduta, ordine=1, titolo=richiesta.argomento, testo=richiesta.testo
        )
    return seduta.codice


@require_http_methods(["GET", "HEAD", "POST"])
def modifica(request: HttpRequest, codice: str) -> HttpResponse:
    """Change the plan of a meeting; once convened, only who writes its minutes."""
    seduta = managed_meeting(request, codice)
    classe = SedutaForm if seduta.stato == StatoSeduta.PROGRAMMATA else SegretarioForm
    modulo = classe(request.POST or None, instance=seduta)
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "La seduta è aggiornata.")
        if getattr(modulo, "is_on_holiday", False):
            messages.warning(request, "Attenzione: il giorno scelto è festivo.")
        return redirect(seduta)
    return render(request, "rete/sedute/modifica.html", {"seduta": seduta, "form": modulo})


# --- Files --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def documenti(request: HttpRequest, codice: str) -> HttpResponse:
    """The files for who takes part: those that are there, and one more."""
    seduta = managed_meeting(request, codice)
    dati = (request.POST, request.FILES) if request.method == "POST" else ()
    modulo = DocumentoForm(*dati)
    if modulo.is_bound and modulo.is_valid():
        _keep(request, seduta, modulo)
        messages.success(request, "Il documento è fra quelli della seduta.")
        return redirect("rete:meeting_files", seduta.codice)
    contesto = {
        "seduta": seduta,
        "form": modulo,
        "documenti": list(seduta.documenti.select_related("documento")),
    }
    return render(request, "rete/sedute/documenti.html", contesto)


@transaction.atomic
def _keep(request: HttpRequest, seduta: Seduta, modulo: DocumentoForm) -> None:
    file = modulo.cleaned_data["file"]
    documento = store(file, file.name, Riservatezza.INTERNO, request.user)
    DocumentoSeduta.objects.create(
        seduta=seduta, titolo=modulo.cleaned_data["titolo"], documento=documento
    )


@require_POST
def togli_documento(request: HttpRequest, codice: str, documento: str) -> HttpResponse:
    """Take a file away, while the meeting is still to be held."""
    seduta = managed_meeting(request, codice)
    trovato = get_object_or_404(
        seduta.documenti.select_related("documento"), documento__codice=documento
    )
    if seduta.stato not in (StatoSeduta.PROGRAMMATA, StatoSeduta.CONVOCATA):
        messages.error(request, "La seduta si è tenuta: i suoi documenti restano.")
        return redirect("rete:meeting_files", seduta.codice)
    file = trovato.documento
    with transaction.atomic():
        trovato.delete()
        file.delete()
        transaction.on_commit(lambda: file.file.delete(save=False), robust=True)
    messages.success(request, "Il documento è tolto.")
    return redirect("rete:meeting_files", seduta.codice)
