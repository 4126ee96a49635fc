"""During a meeting: who came, what was decided."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.elenchi import read_page
from conciliazione.ricevute import once
from conciliazione.transizioni import StaleState
from rete import permissions
from rete.enums import StatoSeduta
from rete.forms.sedute import DecisioneForm, NuovaDecisioneForm, PresenzeForm
from rete.models import Decisione, Seduta
from rete.presenze import count_attendance, count_lines, lines, record, saved, search
from rete.views.non_piu import too_late
from rete.views.sedute.accesso import managed_meeting, page_of

RIGHE_PER_PAGINA = 50
CERCA_AL_PIU = 100
CAMBIATA = (
    "Nel frattempo un’altra persona ha salvato: accanto a ogni riga si legge che cosa è salvato"
    " ora; le scelte di questa pagina non sono ancora scritte. Controllarle e salvare di nuovo."
)
NON_CONVOCATA = "Le presenze si segnano finché la seduta è convocata."
TOLTA = "Nel frattempo questa decisione è stata tolta."
NON_TENUTA = "Le decisioni si registrano quando la seduta è tenuta, finché il verbale è aperto."


# --- Attendance ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def presenze(request: HttpRequest, codice: str) -> HttpResponse:
    """Mark who came: a line for each seat, or for each soggetto of the network with a search."""
    seduta = managed_meeting(request, codice)
    cerca = request.GET.get("cerca", "")[:CERCA_AL_PIU].replace("\x00", "")
    righe = lines(seduta)
    pagina = read_page(request, Paginator(search(righe, cerca), RIGHE_PER_PAGINA))
    modulo = PresenzeForm(request.POST or None, righe=pagina.object_list)
    if seduta.stato != StatoSeduta.CONVOCATA:
        return too_late(request, modulo, NON_CONVOCATA, *page_of(seduta))
    if modulo.is_bound and modulo.is_valid() and _recorded(request, seduta, modulo):
        return redirect(request.get_full_path())
    contesto = {
        "seduta": seduta,
        "form": modulo,
        "page_obj": pagina,
        "cerca": cerca,
        "conto": count_lines(seduta, righe),
        "e_il_giorno": timezone.localdate(seduta.inizio) <= timezone.localdate(),
    }
    return render(request, "rete/sedute/presenze.html", contesto)


def _recorded(request: HttpRequest, seduta: Seduta, modulo: PresenzeForm) -> bool:
    """Write what was chosen, if nobody saved meanwhile; else the choices stay on the page."""
    letta = request.POST.get("versione") == str(seduta.versione)
    if letta and record(seduta, modulo.righe, modulo.cleaned_data):
        messages.success(request, "Le presenze sono salvate.")
        return True
    seduta.refresh_from_db(fields=["versione", "stato"])
    modulo.show_saved(saved(seduta))
    messages.error(request, CAMBIATA)
    return False


# --- Decisions ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def decisioni(request: HttpRequest, codice: str) -> HttpResponse:
    """What was decided, and one more decision; a double click writes it once."""
    seduta = managed_meeting(request, codice, permissions.can_write_minutes)
    conto = count_attendance(seduta)
    dati = request.POST if request.method == "POST" else None
    modulo = NuovaDecisioneForm(dati, seduta=seduta, presenti=conto.presenti)
    if seduta.stato != StatoSeduta.TENUTA:
        return _closed(request, seduta, modulo)
    if modulo.is_bound and modulo.is_valid():
        return _decided(request, seduta, modulo)
    trovate = list(seduta.decisioni.select_related("punto"))
    contesto = {"seduta": seduta, "form": modulo, "decisioni": trovate, "conto": conto}
    return render(request, "rete/sedute/decisioni.html", contesto)


def _decided(request: HttpRequest, seduta: Seduta, modulo: NuovaDecisioneForm) -> HttpResponse:
    gettone = modulo.cleaned_data["gettone"]
    try:
        numero, _ = once(
            request.user, f"decisione:{seduta.codice}", gettone, lambda: _write(seduta, modulo)
        )
    except StaleState:
        return _closed(request, seduta, modulo)
    messages.success(request, f"La decisione {numero} è registrata.")
    return redirect("rete:decisions", seduta.codice)


def _write(seduta: Seduta, modulo: NuovaDecisioneForm) -> int:
    """Write a decision; numbers follow one another.

    Raises:
        StaleState: the minutes of the meeting closed meanwhile.
    """
    if not _hold_open(seduta):
        raise StaleState
    decisione = modulo.save(commit=False)
    ultimo = seduta.decisioni.aggregate(ultimo=Max("numero"))["ultimo"]
    decisione.seduta, decisione.numero = seduta, (ultimo or 0) + 1
    decisione.save(force_insert=True)
    return decisione.numero


@require_http_methods(["GET", "HEAD", "POST"])
def decisione(request: HttpRequest, codice: str, numero: int) -> HttpResponse:
    """Correct a decision; of two who correct it at once nobody's text is lost."""
    seduta = managed_meeting(request, codice, permissions.can_write_minutes)
    trovata = seduta.decisioni.select_related("punto").filter(numero=numero).first()
    conto = count_attendance(seduta)
    dati = request.POST if request.method == "POST" else None
    da_correggere = trovata or Decisione(seduta=seduta)
    modulo = DecisioneForm(dati, seduta=seduta, presenti=conto.presenti, instance=da_correggere)
    if seduta.stato != StatoSeduta.TENUTA:
        return _closed(request, seduta, modulo)
    if trovata is None:
        return _gone(request, seduta, modulo)
    try:
        if modulo.is_bound and modulo.is_valid() and _corrected(seduta, modulo):
            messages.success(request, f"La decisione {numero} è corretta.")
            return redirect("rete:decisions", codice)
    except StaleState:
        return _closed(request, seduta, modulo)
    contesto = {"seduta": seduta, "form": modulo, "numero": numero, "conto": conto}
    return render(request, "rete/sedute/decisioni.html", contesto)


def _corrected(seduta: Seduta, modulo: DecisioneForm) -> bool:
    """Whether the decision is saved; not if somebody else saved it meanwhile.

    Raises:
        StaleState: the minutes of the meeting closed meanwhile.
    """
    with transaction.atomic():
        if not _hold_open(seduta):
            raise StaleState
        return modulo.save_if_unchanged()


def _closed(request: HttpRequest, seduta: Seduta, modulo: DecisioneForm) -> HttpResponse:
    return too_late(request, modulo, NON_TENUTA, *page_of(seduta))


def _gone(request: HttpRequest, seduta: Seduta, modulo: DecisioneForm) -> HttpResponse:
    """The decision to correct is not there: taken away, for who had it open.

    Raises:
        Http404: for who only asks for it.
    """
    if not modulo.is_bound:
        raise Http404
    elenco = reverse("rete:decisions", args=[seduta.codice])
    return too_late(request, modulo, TOLTA, elenco, "alle decisioni")


def _hold_open(seduta: Seduta) -> bool:
    """Keep the meeting as it is while something of it is written; False if its minutes closed."""
    aperta = Seduta.objects.filter(pk=seduta.pk, stato=StatoSeduta.TENUTA)
    return aperta.update(segretario_id=F("segretario_id")) == 1


@require_POST
def togli_decisione(request: HttpRequest, codice: str, numero: int) -> HttpResponse:
    """Take away a decision written by mistake, while the minutes are open."""
    seduta = managed_meeting(request, codice, permissions.can_write_minutes)
    with transaction.atomic():
        trovata = get_object_or_404(seduta.decisioni, numero=numero)
        if _hold_open(seduta):
            trovata.delete()
            messages.success(request, f"La decisione {numero} è tolta.")
        else:
            messages.error(request, NON_TENUTA)
    return redirect("rete:decisions", codice)
