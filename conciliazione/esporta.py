"""Tables as files that people open in a spreadsheet: CSV and XLSX, from the same columns.

Numbers and dates are for machines (ISO dates, decimal point); a text that a spreadsheet would
take for a formula is made harmless.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from conciliazione.enums import TipoDocumento

_FORMULE = frozenset("=+-@|")
_INVISIBILI = frozenset({"Cc", "Cf"})


@dataclass(frozen=True)
class Column:
    """A column: its heading in snake_case, and how its value is read from a row."""

    nome: str
    valore: Callable[[object], object]


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, its columns, the rows that they read."""

    nome: str
    colonne: Sequence[Column]
    righe: Iterable[object]


def neutralise(testo: str) -> str:
    """`testo`, with an apostrophe before it if a spreadsheet would run it.

    What counts is how it begins after compatibility forms are folded (`＝` is `=`) and spaces
    are cut; a control or invisible character at its head is suspect by itself.
    """
    piegato = unicodedata.normalize("NFKC", testo)
    teste = {piegato[:1], piegato.strip()[:1]} - {""}
    sospetto = any(c in _FORMULE or unicodedata.category(c) in _INVISIBILI for c in teste)
    return f"'{testo}" if sospetto else testo


def csv_lines(colonne: Sequence[Column], righe: Iterable[object]) -> Iterator[str]:
    """The lines of a CSV file, heading first: UTF-8, comma, ISO dates, decimal point."""
    memoria = io.StringIO()
    scrittore = csv.writer(memoria)
    yield _line(scrittore, memoria, [colonna.nome for colonna in colonne])
    for riga in righe:
        yield _line(scrittore, memoria, [_as_text(c.valore(riga)) for c in colonne])


def csv_response(
    nome: str, colonne: Sequence[Column], righe: Iterable[object]
) -> StreamingHttpResponse:
    """A CSV file to download, written while it is sent."""
    return StreamingHttpResponse(
        csv_lines(colonne, righe),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nome}.csv"'},
    )


def xlsx_bytes(titolo: str, colonne: Sequence[Column], righe: Iterable[object]) -> bytes:
    """An XLSX file of one sheet, with real numbers and dates."""
    return workbook_bytes([Sheet(titolo, colonne, righe)])


def workbook_bytes(fogli: Iterable[Sheet]) -> bytes:
    """An XLSX file of some sheets, with real numbers and dates."""
    memoria = io.BytesIO()
    opzioni = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(memoria, opzioni) as cartella:
        for foglio in fogli:
            _write_sheet(cartella, foglio)
    return memoria.getvalue()


def _write_sheet(cartella: xlsxwriter.Workbook, dati: Sheet) -> None:
    foglio = cartella.add_worksheet(dati.nome[:31])
    foglio.freeze_panes(1, 0)
    foglio.write_row(0, 0, [c.nome for c in dati.colonne], cartella.add_format({"bold": True}))
    scrivi = _cell_writer(cartella, foglio)
    for numero, riga in enumerate(dati.righe, start=1):
        for posto, colonna in enumerate(dati.colonne):
            scrivi(numero, posto, colonna.valore(riga))


def xlsx_response(nome: str, colonne: Sequence[Column], righe: Iterable[object]) -> HttpResponse:
    """An XLSX file to download."""
    return workbook_response(nome, [Sheet(nome, colonne, righe)])


def workbook_response(nome: str, fogli: Iterable[Sheet]) -> HttpResponse:
    """An XLSX file of some sheets, to download."""
    return HttpResponse(
        workbook_bytes(fogli),
        content_type=TipoDocumento.XLSX.value,
        headers={"Content-Disposition": f'attachment; filename="{nome}.xlsx"'},
    )


def _line(scrittore: object, memoria: io.StringIO, riga: Sequence[str]) -> str:
    scrittore.writerow(riga)
    scritto = memoria.getvalue()
    memoria.seek(0)
    memoria.truncate()
    return scritto


def _joined(valori: Iterable[object]) -> str:
    """A list in one cell."""
    return neutralise("; ".join(str(valore) for valore in valori))


def _as_text(valore: object) -> str:
    match valore:
        case None:
            return ""
        case bool():
            return "true" if valore else "false"
        case int() | Decimal():
            return f"{valore:f}" if isinstance(valore, Decimal) else str(valore)
        case date():  # also a datetime
            return valore.isoformat()
        case list() | tuple():
            return _joined(valore)
    return neutralise(str(valore))


def _cell_writer(
    cartella: xlsxwriter.Workbook, foglio: object
) -> Callable[[int, int, object], None]:
    giorno = cartella.add_format({"num_format": "yyyy-mm-dd"})
    istante = cartella.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def scrivi(riga: int, posto: int, valore: object) -> None:
        match valore:
            case None:
                foglio.write_blank(riga, posto, None)
            case bool():
                foglio.write_boolean(riga, posto, valore)
            case int() | Decimal():
                foglio.write_number(riga, posto, valore)
            case datetime():
                foglio.write_datetime(riga, posto, timezone.make_naive(valore), istante)
            case date():
                foglio.write_datetime(riga, posto, valore, giorno)
            case list() | tuple():
                foglio.write_string(riga, posto, _joined(valore))
            case _:
                foglio.write_string(riga, posto, neutralise(str(valore)))

    return scrivi
