"""The figures of the indicators of the Piano: what each measure has reached, on any day."""

from collections.abc import Sequence
from decimal import Decimal

from conciliazione.cifre import Lettura, Origine, Richiesta, Valore, cifra
from piano.cifre import read_plan
from piano.models import MisuraIndicatore, Piano
from piano.raggiunto import Raggiunto, measures_of, reached, rows_behind
from rete.models import Ciclo

QUALE = {"argomento": "il numero della misura nel capitolo 6 (1, o 3.2)", "nel_tempo": True}


def _measures(ciclo: Ciclo) -> dict[str, MisuraIndicatore]:
    """Each measure of the Piano of the ciclo, by its number."""
    piano = Piano.objects.filter(ciclo=ciclo).first()
    return {misura.numero: misura for misura in measures_of(piano)} if piano else {}


def _reached(richiesta: Richiesta) -> Raggiunto:
    read_plan(richiesta)
    misura = richiesta.pick(richiesta.once(_measures))
    (raggiunto,) = reached([misura], _reading(richiesta))
    return raggiunto


def _reading(richiesta: Richiesta) -> Lettura:
    return Lettura(richiesta.ciclo, richiesta.on)


def _rows(richiesta: Richiesta) -> Sequence[Origine]:
    return rows_behind(_reached(richiesta), _reading(richiesta))


def _compared(richiesta: Richiesta) -> Sequence[Origine]:
    """The rows that the increment compares: those of its figure, or the number and the start."""
    raggiunto = _reached(richiesta)
    if raggiunto.incremento is None:
        return []
    if raggiunto.misura.cifra_incremento:
        return _reading(richiesta).origins(raggiunto.misura.cifra_incremento)
    unita = raggiunto.misura.denominazione
    return [
        Origine("Raggiunto", raggiunto.valore, unita=unita),
        Origine("Partenza", raggiunto.partenza, unita=unita),
    ]


@cifra(
    "piano.misura",
    "Ciò che ha raggiunto una misura degli indicatori del Piano",
    unita="nell’unità della misura",
    origini=_rows,
    **QUALE,
)
def misura(richiesta: Richiesta) -> Valore | None:
    return _reached(richiesta).valore


@cifra(
    "piano.misura_incremento",
    "Incremento di una misura degli indicatori del Piano sulla partenza",
    "percento",
    origini=_compared,
    **QUALE,
)
def misura_incremento(richiesta: Richiesta) -> Decimal | None:
    return _reached(richiesta).incremento
