"""Charts made of horizontal rows: where each row's label and bars go.

On a wide figure labels stand at the left of the bars, on a narrow one above them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from conciliazione.grafici.segni import (
    CORPO,
    INTERLINEA,
    Testo,
    write_lines,
)
from conciliazione.grafici.testo import text_width, wrap

LARGA_DA = 480
QUOTA_ETICHETTE = 0.36
SPAZIO = 12
DISTACCO = 10


@dataclass(frozen=True)
class Riga:
    """A row: its label, already drawn, and the top of its bars."""

    scritte: tuple[Testo, ...]
    alto: float


@dataclass(frozen=True)
class Impianto:
    """The rows of a chart, where the field of the bars starts, and where the rows end."""

    righe: tuple[Riga, ...]
    sinistra: float
    fine: float


def lay_rows(etichette: Sequence[str], larghezza: float, spessore: float, y: float) -> Impianto:
    """Lay a row for each label from `y` down, with `spessore` for its bars."""
    if larghezza < LARGA_DA:
        return _rows_below_labels(etichette, larghezza, spessore, y)
    naturale = max(text_width(etichetta, CORPO) for etichetta in etichette)
    colonna = min(naturale + 1, larghezza * QUOTA_ETICHETTE)
    righe = []
    for etichetta in etichette:
        linee = wrap(etichetta, colonna, CORPO)
        alto = max(spessore, len(linee) * INTERLINEA)
        base = y + (alto - len(linee) * INTERLINEA) / 2 + CORPO
        scritte = write_lines(linee, colonna, base, ancora="end")
        righe.append(Riga(tuple(scritte), y + (alto - spessore) / 2))
        y += alto + SPAZIO
    return Impianto(tuple(righe), colonna + DISTACCO, y - SPAZIO)


def _rows_below_labels(
    etichette: Sequence[str], larghezza: float, spessore: float, y: float
) -> Impianto:
    righe = []
    for etichetta in etichette:
        linee = wrap(etichetta, larghezza, CORPO)
        alto = y + len(linee) * INTERLINEA + 2
        righe.append(Riga(tuple(write_lines(linee, 0, y + CORPO)), alto))
        y = alto + spessore + SPAZIO
    return Impianto(tuple(righe), 0, y - SPAZIO)
