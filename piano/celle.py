"""How the values of a context table are written and drawn.

Pure: the JSON of a `TabellaContesto` in, plain values out. A column is `{titolo, unita,
decimali}`, a row `{etichetta, valori}`; either may carry `grafico: false`, which keeps a sum, a
difference or another unit out of the chart.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from conciliazione.numeri import format_decimal, format_percent

NON_DISPONIBILE = "n.d."
PERCENTO = "%"


def write_cell(valore: str | None, colonna: Mapping) -> str:
    """A value as it stands under its column, which tells its unit."""
    if valore is None:
        return NON_DISPONIBILE
    return format_decimal(Decimal(valore), colonna.get("decimali"))


def cite_cell(valore: str | None, colonna: Mapping) -> str:
    """A value as it stands in a sentence: percentages carry their sign."""
    if valore is not None and colonna.get("unita") == PERCENTO:
        return format_percent(Decimal(valore), colonna.get("decimali"))
    return write_cell(valore, colonna)


def head_column(colonna: Mapping) -> str:
    """The title of a column, with its unit where the title does not say it."""
    titolo, unita = colonna["titolo"], colonna.get("unita", "")
    if not unita or unita.lower() in titolo.lower():
        return titolo
    return f"{titolo} ({unita})"


def chart_values(colonne: Sequence[Mapping], righe: Sequence[Mapping]) -> dict[str, object]:
    """Series and rows of the chart of a table, as `conciliazione.grafici` reads them."""
    posti = [i for i, colonna in enumerate(colonne) if colonna.get("grafico", True)]
    disegnate = [riga for riga in righe if riga.get("grafico", True)]
    unita = {colonne[i].get("unita", "") for i in posti}
    comune = unita.pop() if len(unita) == 1 else ""
    blocco: dict[str, object] = {
        "unita": "percento" if comune == PERCENTO else comune,
        "decimali": max((colonne[i].get("decimali") or 0 for i in posti), default=0),
        "voci": [
            {"etichetta": riga["etichetta"], "valori": [riga["valori"][i] for i in posti]}
            for riga in disegnate
        ],
    }
    if len(posti) > 1:
        blocco["serie"] = [colonne[i]["titolo"] for i in posti]
    return blocco
