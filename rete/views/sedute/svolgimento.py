"""During a meeting: who came, what was decided, the opinion given."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.codici import new_code
from conciliazione.elenchi import read_page
from rete import permissions
from rete.enums import StatoSeduta
from rete.forms.sedute import DecisioneForm, ParereForm, PresenzeForm
from rete.models import Decisione, Parere, Seduta
from rete.models.sedute import TENUTE
from rete.presenze import count_attendance, count_lines, lines, record, saved, search
from rete.views.sedute.accesso import managed_meeting

RIGHE_PER_PAGINA = 50
CERCA_AL_PIU = 100
CAMBIATA = (
    "Nel frattempo un’altra persona ha salvato: accanto a ogni riga si legge che cosa è salvato"
    " ora; le scelte di questa pagina non sono ancora scritte. Controllarle e salvare di nuovo."
)
NON_TENUTA = "Le decisioni si registrano quando la seduta è tenuta, finché il verbale è aperto."


# --- Attendance ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def presenze(request: HttpRequest, codice: str) -> HttpResponse:
    """Mark who came: a line for each seat, or for each soggetto of the network with a search."""
    seduta = managed_meeting(request, codice)
    if seduta.stato != StatoSeduta.CONVOCATA:
        messages.warning(request, "Le presenze si segnano finché la seduta è convocata.")
        return redirect(seduta)
    cerca = request.GET.get("cerca", "")[:CERCA_AL_PIU].replace("\x00", "")
    righe = lines(seduta)
    pagina = read_page(request, Paginator(search(righe, cerca), RIGHE_PER_PAGINA))
    modulo = PresenzeForm(request.POST or None, righe=pagina.object_list)
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
def decisioni(request: HttpRequest, codice: str, numero: int | None = None) -> HttpResponse:
    """What was decided, and one more decision; or one of them to correct."""
    seduta = managed_meeting(request, codice, permissions.can_write_minutes)
    if seduta.stato != StatoSeduta.TENUTA:
        messages.warning(request, NON_TENUTA)
        return redirect(seduta)
    trovate = seduta.decisioni.select_related("punto")
    instance = get_object_or_404(trovate, numero=numero) if numero else Decisione(seduta=seduta)
    conto = count_attendance(seduta)
    modulo = DecisioneForm(
        request.POST or None, seduta=seduta, presenti=conto.presenti, instance=instance
    )
    if modulo.is_bound and modulo.is_valid() and _decided(request, seduta, modulo):
        return redirect("rete:decisions", seduta.codice)
    contesto = {
        "seduta": seduta,
        "form": modulo,
        "numero": numero,
        "decisioni": list(trovate),
        "conto": conto,
    }
    return render(request, "rete/sedute/decisioni.html", contesto)


def _decided(request: HttpRequest, seduta: Seduta, modulo: DecisioneForm) -> bool:
    """Write a decision while the meeting's minutes are open; numbers follow one another."""
    with transaction.atomic():
        if not _hold_open(seduta):
            messages.error(request, NON_TENUTA)
            return True
        decisione = modulo.save(commit=False)
        if decisione.numero is None:
            ultimo = seduta.decisioni.aggregate(ultimo=Max("numero"))["ultimo"]
            decisione.numero = (ultimo or 0) + 1
        decisione.save()
    messages.success(request, f"La decisione {decisione.numero} è registrata.")
    return True


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


# --- Opinion ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def parere(request: HttpRequest, codice: str) -> HttpResponse:
    """Record the opinion that the organo gave in a meeting that was held."""
    seduta = managed_meeting(request, codice)
    if seduta.stato not in TENUTE:
        messages.warning(request, "Il parere si registra quando la seduta è tenuta.")
        return redirect(seduta)
    modulo = ParereForm(request.POST or None)
    if modulo.is_bound and modulo.is_valid():
        _given(seduta, modulo)
        messages.success(request, "Il parere è registrato, con il collegamento a questa seduta.")
        return redirect(seduta)
    contesto = {"seduta": seduta, "form": modulo, "pareri": list(seduta.pareri.all())}
    return render(request, "rete/sedute/parere.html", contesto)


def _given(seduta: Seduta, modulo: ParereForm) -> Parere:
    parere = modulo.save(commit=False)
    parere.organo, parere.ciclo, parere.seduta = seduta.organo, seduta.ciclo, seduta
    parere.reso_il = timezone.localdate(seduta.inizio)
    parere.slug = f"parere-{parere.reso_il:%Y-%m-%d}-{new_code()}".lower()
    parere.save(force_insert=True)
    return parere
