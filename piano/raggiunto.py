"""What the indicators of the Piano have reached, by measure: computed once for every surface."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from conciliazione.cifre import ErroreCifra, Lettura, Origine, Valore
from conciliazione.numeri import format_decimal, format_percent
from conciliazione.periodi import today
from piano.enums import ModoMisura
from piano.incremento import Addendo, add_up, increment, start_of
from piano.models import IndicatorePiano, MisuraIndicatore, Piano
from progetti.misure import Avanzamento, standings
from progetti.models import Indicatore

PROGETTO = "risultato__obiettivo__progetto"
ORDINE = (f"{PROGETTO}__lettera", "risultato__obiettivo__numero", "risultato__ordine", "ordine")
SENZA_INDICATORI = "Non è ancora scelto alcun indicatore dei progetti da sommare."
NON_MISURATI = "Nessuno degli indicatori che si sommano ha ancora un valore verificato."
NON_LETTA = "La cifra da cui si legge non è ancora nota."
SENZA_PARTENZA = "Il valore di partenza non è indicato: la percentuale non si calcola."
PARTENZA_ZERO = "Si parte da zero: la percentuale non si calcola."
SENZA_CIFRA = "Nessuna cifra del portale ne calcola l’incremento."


@dataclass(frozen=True)
class Raggiunto:
    """A measure on a day: the number, the increment per cent where it is asked, or why not.

    `addendi` are the indicators of the projects that are added up.
    """

    misura: MisuraIndicatore
    al: date
    valore: Valore | None = None
    incremento: Decimal | None = None
    perche: str = ""
    perche_incremento: str = ""
    addendi: tuple[Avanzamento, ...] = ()

    @property
    def partenza(self) -> Decimal | None:
        """Where one started: what is written, else what the indicators that are added up say."""
        return start_of([as_addend(a) for a in self.addendi], self.misura.base)

    @property
    def riferimento(self) -> str:
        """The figure that reads it again."""
        return f"piano.misura:{self.misura.numero}"

    @property
    def misurati(self) -> int:
        """How many of the indicators that are added up have a verified value."""
        return sum(a.valore is not None for a in self.addendi)

    @property
    def testo(self) -> str:
        """`8`, `8 (12,5 %)`; empty while there is no number."""
        if self.valore is None:
            return ""
        numero = format_decimal(self.valore)
        if self.incremento is None:
            return numero
        return f"{numero} ({format_percent(self.incremento)})"


def as_addend(letto: Avanzamento) -> Addendo:
    """An indicator of a project as the rule of the sum reads it."""
    return Addendo(letto.valore, letto.indicatore.base)


def indicators_of(piano: Piano) -> QuerySet[Indicatore]:
    """The indicators of the projects that may be added up: those that add up over time."""
    righe = Indicatore.objects.filter(cumulativo=True, **{f"{PROGETTO}__ciclo": piano.ciclo_id})
    return righe.select_related(PROGETTO).order_by(*ORDINE)


def measures_of(piano: Piano) -> list[MisuraIndicatore]:
    """The measures of the indicators of a Piano, in order, with what is added up for each."""
    indicatori = Indicatore.objects.select_related(PROGETTO).order_by(*ORDINE)
    misure = MisuraIndicatore.objects.prefetch_related(Prefetch("indicatori", indicatori))
    righe: QuerySet[IndicatorePiano] = piano.indicatori.select_related("piano__ciclo")
    righe = righe.prefetch_related(Prefetch("misure", misure))
    return [misura for riga in righe for misura in riga.misure.all()]


def reached(misure: Iterable[MisuraIndicatore], lettura: Lettura) -> list[Raggiunto]:
    """Each measure of `measures_of` on the day of the reading; of the projects, two queries."""
    misure = list(misure)
    somme = [m for m in misure if m.modo == ModoMisura.SOMMA]
    chiesti = {i.pk: i for m in somme for i in m.indicatori.all()}
    letti = standings(chiesti.values(), solo_verificato=True, pubblico=True, on=lettura.on)
    per_indicatore = {letto.indicatore.pk: letto for letto in letti}
    return [_reach(misura, lettura, per_indicatore) for misura in misure]


def _reach(misura: MisuraIndicatore, lettura: Lettura, letti: dict[int, Avanzamento]) -> Raggiunto:
    if misura.modo == ModoMisura.SOMMA:
        return _added_up(misura, lettura, [letti[i.pk] for i in misura.indicatori.all()])
    if misura.modo == ModoMisura.CIFRA:
        return _from_figure(misura, lettura)
    return Raggiunto(misura, lettura.on, perche=misura.perche)


def _added_up(
    misura: MisuraIndicatore, lettura: Lettura, letti: Sequence[Avanzamento]
) -> Raggiunto:
    addendi = [as_addend(letto) for letto in letti]
    valore, di_piu = add_up(addendi), increment(addendi, misura.base)
    perche = perche_incremento = ""
    if valore is None:
        perche = NON_MISURATI if letti else SENZA_INDICATORI
    elif misura.con_incremento and di_piu is None:
        ignota = start_of(addendi, misura.base) is None
        perche_incremento = SENZA_PARTENZA if ignota else PARTENZA_ZERO
    di_piu = di_piu if misura.con_incremento else None
    return Raggiunto(misura, lettura.on, valore, di_piu, perche, perche_incremento, tuple(letti))


def _from_figure(misura: MisuraIndicatore, lettura: Lettura) -> Raggiunto:
    try:
        letta = lettura.read(misura.cifra)
        di_piu = lettura.value(misura.cifra_incremento) if misura.cifra_incremento else None
    except ErroreCifra as errore:
        return Raggiunto(misura, lettura.on, perche=f"Non si può leggere: {errore}.")
    if letta.valore is None:
        return Raggiunto(misura, letta.al, perche=NON_LETTA)
    perche = ""
    if misura.con_incremento and di_piu is None:
        perche = SENZA_PARTENZA if misura.cifra_incremento else SENZA_CIFRA
    return Raggiunto(misura, letta.al, letta.valore, di_piu, perche_incremento=perche)


def rows_behind(raggiunto: Raggiunto, lettura: Lettura) -> Sequence[Origine]:
    """The rows behind the number of a measure: those of its figure, or the indicators added up,
    each leading to its own."""
    if raggiunto.misura.modo == ModoMisura.CIFRA and raggiunto.valore is not None:
        return lettura.origins(raggiunto.misura.cifra)
    return [_row(letto, lettura.on) for letto in raggiunto.addendi]


def _row(letto: Avanzamento, on: date) -> Origine:
    indicatore = letto.indicatore
    progetto = indicatore.risultato.obiettivo.progetto
    indirizzo = reverse("rete:cifra", args=[f"progetti.verificato:{indicatore.riferimento}"])
    giorno = "" if on == today() else f"?al={on.isoformat()}"
    return Origine(
        f"{progetto}: {indicatore} ({indicatore.unita})", letto.valore, indirizzo + giorno
    )
