"""The sheet of the results of a proposal: the cells of a file, and the empty one to fill."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.base import File

from conciliazione import recinto
from conciliazione.esporta import Column, xlsx_bytes
from progetti.importa_risultati import COLONNE, RIGHE_AL_PIU, Cella

COLONNE_AL_PIU = 30
ILLEGGIBILE = (
    "Il foglio non si riesce a leggere: salvarlo di nuovo come XLSX, oppure copiarne le celle e"
    " incollarle qui sotto."
)
_SECONDI, _MEMORIA_MB = 20, 1024


def read_cells(file: File) -> list[list[Cella]]:
    """The cells of the first sheet of an XLSX: what formulas gave when it was last saved.

    Raises:
        ValidationError: it cannot be read.
    """
    file.seek(0)
    # One row more than the table may have, so that too many are seen.
    quante = {"righe": RIGHE_AL_PIU + 2, "colonne": COLONNE_AL_PIU}
    try:
        lette = recinto.run(
            "conciliazione.allegati.celle:read_cells", file.read(), quante, _SECONDI, _MEMORIA_MB
        )
    except recinto.Stopped as errore:
        raise ValidationError(ILLEGGIBILE, code="illeggibile") from errore
    return [[_cell(valore) for valore in riga] for riga in lette["celle"]]


def _cell(valore: object) -> Cella:
    return Decimal(valore["numero"]) if isinstance(valore, dict) else valore


def empty_sheet() -> bytes:
    """An XLSX with the columns of the import and a line to show how they are filled."""
    colonne = [
        Column(colonna.titolo, lambda _, esempio=colonna.esempio: esempio) for colonna in COLONNE
    ]
    return xlsx_bytes("Risultati", colonne, [None])
