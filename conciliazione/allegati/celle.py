"""The cells of a spreadsheet: read inside the fence, plain values out."""

import io
from datetime import date

import openpyxl


def read_cells(dati: bytes, righe: int, colonne: int) -> dict[str, object]:
    """The cells of the first sheet of an XLSX, what formulas gave when it was last saved.

    A number is `{"numero": "12.5"}`, anything else its text.
    """
    cartella = openpyxl.load_workbook(
        io.BytesIO(dati), read_only=True, data_only=True, keep_links=False
    )
    foglio = cartella.worksheets[0]
    lette = foglio.iter_rows(max_row=righe, max_col=colonne, values_only=True)
    return {"celle": [[_plain(valore) for valore in riga] for riga in lette]}


def _plain(valore: object) -> object:
    if valore is None:
        return ""
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, int | float):
        return {"numero": repr(valore)}
    return valore.isoformat() if isinstance(valore, date) else str(valore)
