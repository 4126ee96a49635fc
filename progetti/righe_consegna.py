"""The lines of what a project owes in a window: each indicator, what it has, what it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from conciliazione.periodi import today
from progetti.enums import StatoRilevazione
from progetti.misure import Avanzamento, standings
from progetti.models import (
    Consegna,
    Indicatore,
    NotaConsegna,
    ObiettivoSpecifico,
    Progetto,
    QuotaProva,
    Rilevazione,
)


@dataclass(frozen=True)
class Riga:
    """An indicator in a window: what may still change, what was verified, why, its proofs."""

    avanzamento: Avanzamento
    aperta: Rilevazione | None
    correzioni: tuple[Rilevazione, ...]
    verificate: tuple[Rilevazione, ...]
    nota: NotaConsegna | None

    @property
    def indicatore(self) -> Indicatore:
        return self.avanzamento.indicatore

    @property
    def chiave(self) -> str:
        return key_of(self.indicatore)

    @property
    def posto(self) -> tuple[int, int, int]:
        return place_of(self.indicatore)

    @property
    def rilevazioni(self) -> tuple[Rilevazione, ...]:
        """All that was reported in the window."""
        suoi = (self.aperta,) if self.aperta else ()
        return (*self.verificate, *self.correzioni, *suoi)

    @property
    def is_reported(self) -> bool:
        """Whether something was said of it in this window."""
        return bool(self.rilevazioni)

    @property
    def is_returned(self) -> bool:
        return any(r.stato == StatoRilevazione.RESTITUITA for r in self.rilevazioni)

    @property
    def lacks_proof(self) -> bool:
        """Whether a value that was declared, or is being prepared, does not rest on its proofs."""
        return any(not is_proved(r) for r in self.rilevazioni if r.is_open)

    @property
    def quote(self) -> list[QuotaProva]:
        """What its proofs count for in this window."""
        return [q for r in self.rilevazioni for q in r.quote_prova.all()]


@dataclass(frozen=True)
class Gruppo:
    """The lines of an objective."""

    obiettivo: ObiettivoSpecifico
    righe: tuple[Riga, ...]


def key_of(indicatore: Indicatore) -> str:
    """What tells an indicator from the others of its project: `1-2-1`."""
    return "-".join(map(str, place_of(indicatore)))


def place_of(indicatore: Indicatore) -> tuple[int, int, int]:
    """The numbers of objective, result and indicator."""
    risultato = indicatore.risultato
    return risultato.obiettivo.numero, risultato.ordine, indicatore.ordine


def indicators_of(progetto: Progetto) -> QuerySet[Indicatore]:
    """The indicators of a project, in the order of its document."""
    righe = Indicatore.objects.filter(risultato__obiettivo__progetto=progetto)
    righe = righe.select_related("risultato__obiettivo__progetto").prefetch_related("prove")
    return righe.order_by("risultato__obiettivo__numero", "risultato__ordine", "ordine")


def lines(consegna: Consegna) -> list[Riga]:
    """The lines of a delivery, one for each indicator; the queries are the same however many."""
    indicatori = list(indicators_of(consegna.progetto))
    rilevate = _reported(consegna)
    note = {n.indicatore_id: n for n in NotaConsegna.objects.filter(consegna=consegna)}
    giorno = min(consegna.finestra.al, today())
    return [
        _line(a, rilevate.get(a.indicatore.pk, []), note.get(a.indicatore.pk))
        for a in standings(indicatori, solo_verificato=False, on=giorno)
    ]


def _reported(consegna: Consegna) -> dict[int, list[Rilevazione]]:
    quote = QuotaProva.objects.select_related("prova__tipo").order_by("prova__data", "pk")
    righe = (
        Rilevazione.objects.filter(consegna=consegna)
        .select_related("indicatore")
        .prefetch_related("indicatore__prove", Prefetch("quote_prova", quote))
        .order_by("data", "pk")
    )
    trovate: dict[int, list[Rilevazione]] = {}
    for riga in righe:
        trovate.setdefault(riga.indicatore_id, []).append(riga)
    return trovate


def _line(avanzamento: Avanzamento, righe: list[Rilevazione], nota: NotaConsegna | None) -> Riga:
    aperte = [r for r in righe if r.is_open]
    return Riga(
        avanzamento,
        next((r for r in aperte if r.corregge_id is None), None),
        tuple(r for r in aperte if r.corregge_id is not None),
        tuple(r for r in righe if not r.is_open),
        nota,
    )


def by_objective(righe: Iterable[Riga]) -> list[Gruppo]:
    """The lines under their objectives, in order."""
    gruppi: dict[int, list[Riga]] = {}
    for riga in righe:
        gruppi.setdefault(riga.indicatore.risultato.obiettivo_id, []).append(riga)
    return [Gruppo(g[0].indicatore.risultato.obiettivo, tuple(g)) for g in gruppi.values()]


def is_proved(riga: Rilevazione) -> bool:
    """Whether a reported value, read with its proofs, rests on enough of them to be verified.

    Where no kind of proof is asked any value does. Less than nothing, and zero, want none; of a
    reading any proof is enough.
    """
    if not riga.indicatore.prove.all():
        return True
    quote = [q.quantita for q in riga.quote_prova.all()]
    if not riga.indicatore.cumulativo:
        return bool(quote)
    return riga.valore <= max(sum(quote, Decimal(0)), Decimal(0))
