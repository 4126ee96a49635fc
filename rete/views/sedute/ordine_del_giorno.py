"""The agenda: until the meeting is convened every button saves; then only that which tells it.

Who was invited knows the agenda: a change reaches them by mail, once, with its reason. The other
buttons of a meeting already convened arrange the page, and save nothing.
"""

from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conciliazione.transizioni import StaleState, perform
from rete.attuale import acting_as
from rete.convocazioni import invited
from rete.enums import StatoSeduta
from rete.forms.sedute import PUNTI_AL_PIU, CambioOrdineForm, PuntoForm
from rete.models import Seduta
from rete.ordine_del_giorno import Voce, entries, is_open, move, remove, rewrite
from rete.views.sedute.accesso import explain, managed_meeting

# Of the largest number that a column holds.
CIFRE = 10
CHIUSO = "La seduta ora è «{}»: il suo ordine del giorno non cambia più."
TROPPI = f"Un ordine del giorno ha al più {PUNTI_AL_PIU} punti: toglierne uno, poi aggiungere."
CHIUSO_DOPO = f"{CHIUSO} Ciò che si è scritto qui non è salvato."


def _one_more() -> PuntoForm:
    """The form of a point that may also stay empty."""
    modulo = PuntoForm(prefix="nuovo")
    modulo.fields["titolo"].required = False
    return modulo


@dataclass
class Scritto:
    """What the page has in it: the points, one more, and the version of the meeting they are of."""

    moduli: list[PuntoForm]
    versione: int
    nuovo: PuntoForm = field(default_factory=_one_more)
    motivo: CambioOrdineForm = field(default_factory=CambioOrdineForm)
    azione: str = ""
    posto: int = 0
    stato: str = ""

    @property
    def da_leggere(self) -> list[PuntoForm]:
        """The forms in which something is typed."""
        return [m for m in (*self.moduli, self.nuovo) if m.is_bound]

    def is_valid(self) -> bool:
        """All are asked, so that each shows what is wrong in it: but not the one that goes away."""
        tolto = self.posto if self.azione == "togli" else None
        giusti = [m.is_valid() for n, m in enumerate(self.da_leggere) if n != tolto]
        if len(self.da_leggere) > PUNTI_AL_PIU:
            self.nuovo.add_error("titolo", TROPPI)
        return all(giusti) and not self.nuovo.errors

    def voci(self) -> list[Voce]:
        """The points as the button that was pressed leaves them."""
        voci = [_entry(modulo) for modulo in self.da_leggere]
        if self.posto >= len(self.moduli):
            return voci
        if self.azione == "togli":
            return remove(voci, self.posto)
        return move(voci, self.posto, {"su": -1, "giu": 1}.get(self.azione, 0))


def _entry(modulo: PuntoForm) -> Voce:
    dati = getattr(modulo, "cleaned_data", {})
    return Voce(dati.get("titolo", ""), dati.get("testo", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def ordine_del_giorno(request: HttpRequest, codice: str) -> HttpResponse:
    """Write the points of the agenda, and their order."""
    seduta = managed_meeting(request, codice)
    if request.method == "POST":
        return _save(request, seduta)
    if not is_open(seduta):
        messages.warning(request, CHIUSO.format(_how_it_is(seduta)))
        return redirect(seduta)
    return _page(request, seduta, Scritto(_forms(entries(seduta)), seduta.versione))


def _how_it_is(seduta: Seduta) -> str:
    convocata = seduta.stato == StatoSeduta.CONVOCATA
    return "cominciata" if convocata else seduta.get_stato_display()


def _forms(voci: list[Voce]) -> list[PuntoForm]:
    return [PuntoForm(initial=v._asdict(), prefix=f"punto-{n}") for n, v in enumerate(voci)]


def _typed(request: HttpRequest) -> Scritto:
    quanti = _number(request.POST.get("quanti"), PUNTI_AL_PIU)
    azione, _, posto = request.POST.get("azione", "").partition(":")
    uno_in_piu = bool(request.POST.get("nuovo-titolo", "").strip())
    return Scritto(
        moduli=[PuntoForm(request.POST, prefix=f"punto-{n}") for n in range(quanti)],
        versione=_number(request.POST.get("versione"), 2**31 - 1),
        nuovo=PuntoForm(request.POST, prefix="nuovo") if uno_in_piu else _one_more(),
        motivo=CambioOrdineForm(initial={"motivo": request.POST.get("motivo", "")}),
        azione=azione,
        posto=_number(posto, quanti, altrimenti=quanti),
    )


def _number(scritto: str | None, massimo: int, altrimenti: int = 0) -> int:
    """A number of the form's own, at most `massimo`; `altrimenti` when somebody made it up."""
    buono = scritto and scritto.isascii() and scritto.isdecimal() and len(scritto) <= CIFRE
    return min(int(scritto), massimo) if buono else altrimenti


def _save(request: HttpRequest, seduta: Seduta) -> HttpResponse:
    scritto = _typed(request)
    if not is_open(seduta):
        messages.error(request, CHIUSO_DOPO.format(_how_it_is(seduta)))
        return _page(request, seduta, scritto)
    if not scritto.is_valid():
        return _page(request, seduta, scritto)
    if seduta.stato == StatoSeduta.PROGRAMMATA:
        return _write(request, seduta, scritto)
    if scritto.azione == "fine":
        return _announce(request, seduta, scritto)
    preparato = Scritto(_forms(scritto.voci()), scritto.versione, motivo=scritto.motivo)
    return _page(request, seduta, replace(preparato, stato="preparato"))


def _write(request: HttpRequest, seduta: Seduta, scritto: Scritto) -> HttpResponse:
    if not rewrite(seduta, scritto.versione, scritto.voci()):
        return _overtaken(request, seduta, scritto)
    messages.success(request, "L’ordine del giorno è salvato.")
    return redirect("rete:seduta" if scritto.azione == "fine" else "rete:agenda", seduta.codice)


def _announce(request: HttpRequest, seduta: Seduta, scritto: Scritto) -> HttpResponse:
    """Save a change that people are told of, if nobody else made one meanwhile."""
    motivo = CambioOrdineForm(request.POST)
    if not motivo.is_valid():
        return _page(request, seduta, replace(scritto, motivo=motivo))
    seduta.versione = scritto.versione
    detto = {"reason": motivo.cleaned_data["motivo"], "acting_as": acting_as(request)}
    try:
        perform(seduta, "change_agenda", request.user, voci=scritto.voci(), **detto)
    except StaleState:
        return _overtaken(request, seduta, scritto)
    except ValidationError as errore:
        explain(motivo, errore)
        return _page(request, seduta, replace(scritto, motivo=motivo))
    messages.success(request, "L’ordine del giorno è cambiato: chi era invitato è avvisato.")
    return redirect(seduta)


def _overtaken(request: HttpRequest, seduta: Seduta, scritto: Scritto) -> HttpResponse:
    """What is saved now beside what was typed, which the next press of the button may save."""
    attuale = Seduta.objects.select_related("organo", "ciclo").get(pk=seduta.pk)
    superato = replace(scritto, versione=attuale.versione, stato="superato")
    return _page(request, attuale, superato)


def _page(request: HttpRequest, seduta: Seduta, scritto: Scritto) -> HttpResponse:
    convocata = seduta.stato == StatoSeduta.CONVOCATA
    contesto = {
        "seduta": seduta,
        "scritto": scritto,
        "aperto": is_open(seduta),
        "convocata": convocata,
        "quanti": len(invited(seduta).destinatari) if convocata else 0,
        "salvati": entries(seduta) if scritto.stato == "superato" else [],
        "errori": any(modulo.errors for modulo in scritto.da_leggere),
    }
    return render(request, "rete/sedute/agenda.html", contesto)
