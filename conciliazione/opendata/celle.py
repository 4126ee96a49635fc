"""The rows of a dataset as the cells of a file or of a page, and its dictionary."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from conciliazione.api.scrittura import write_value
from conciliazione.date import format_day
from conciliazione.dati_aperti import Campo, Dataset, Tipo
from conciliazione.esporta import Column, Sheet
from conciliazione.numeri import format_decimal, format_euro

Cella = str | int | bool | Decimal | date | list | None
LUNGO = 60
CENTESIMO = Decimal("0.01")

TIPI = {
    Tipo.TESTO: "testo",
    Tipo.INTERO: "numero intero",
    Tipo.DECIMALE: "numero",
    Tipo.EURO: "importo in euro",
    Tipo.DATA: "data",
    Tipo.ISTANTE: "data e ora",
    Tipo.BOOLEANO: "vero o falso",
    Tipo.INDIRIZZO: "indirizzo web",
    Tipo.ELENCO: "elenco di testi",
}


# --- Files ----------------------------------------------------------------------------------------


def as_cell(valore: object, tipo: Tipo) -> Cella:
    """A value as a cell of a file: what the API says of it, but numbers and days as such."""
    if valore is None or valore == "":
        return None
    match tipo:
        case Tipo.EURO:
            return Decimal(valore).quantize(CENTESIMO)
        case Tipo.DATA | Tipo.ISTANTE:
            return valore
        case Tipo.DECIMALE:
            return _plain(Decimal(valore))
    return write_value(valore, tipo)


def _plain(valore: Decimal) -> int | Decimal:
    """Without the zeros that the database adds after the point."""
    return int(valore) if valore == valore.to_integral_value() else valore.normalize()


def _reader(campo: Campo) -> Callable[[object], Cella]:
    return lambda riga: as_cell(campo.valore(riga), campo.tipo)


def columns_of(dataset: Dataset) -> list[Column]:
    """The columns of the files of a dataset."""
    return [Column(campo.nome, _reader(campo)) for campo in dataset.campi]


def _codes(campo: Campo) -> str:
    return "; ".join(f"{codice}: {parole}" for codice, parole in campo.valori)


DIZIONARIO = (
    Column("campo", lambda campo: campo.nome),
    Column("tipo", lambda campo: TIPI[campo.tipo]),
    Column("unita", lambda campo: campo.unita),
    Column("significato", lambda campo: campo.descrizione),
    Column("facoltativo", lambda campo: campo.facoltativo),
    Column("valori", _codes),
)


def sheets_of(dataset: Dataset, righe: Sequence[object]) -> list[Sheet]:
    """The two sheets of the XLSX file: the rows, and what each column means."""
    return [
        Sheet("Dati", columns_of(dataset), righe),
        Sheet("Dizionario", DIZIONARIO, dataset.campi),
    ]


# --- Pages ----------------------------------------------------------------------------------------


def count_rows(dataset: Dataset) -> int:
    """How many rows a dataset has today."""
    righe = dataset.righe()
    return righe.count() if isinstance(righe, QuerySet) else len(righe)


def count_cheaply(dataset: Dataset) -> int | None:
    """The same; None for rows that are computed, which cost as much to count as to read."""
    return None if dataset.calcolato else count_rows(dataset)


def read_preview(dataset: Dataset, quante: int) -> list[list[str]]:
    """The first rows of a dataset, as the pages of the portal write them."""
    return [
        [_shown(campo.valore(riga), campo.tipo) for campo in dataset.campi]
        for riga in dataset.lette(list(dataset.righe()[:quante]))
    ]


def _shown(valore: object, tipo: Tipo) -> str:
    cella = as_cell(valore, tipo)
    match cella:
        case None:
            return ""
        case bool():
            return "sì" if cella else "no"
        case Decimal() if tipo == Tipo.EURO:
            return format_euro(cella)
        case Decimal() | int():
            return format_decimal(cella)
        case datetime():
            return format_day(timezone.localdate(cella))
        case date():
            return format_day(cella)
        case list():
            return _shortened("; ".join(cella))
    return _shortened(str(cella))


def _shortened(testo: str) -> str:
    return testo if len(testo) <= LUNGO else f"{testo[:LUNGO].rstrip()}…"
