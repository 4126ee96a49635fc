"""Two tables: title, columns, rows, cells, total, source and note."""

from collections.abc import Iterator
from dataclasses import dataclass

from piano.blocchi import ASSENTE, Blocco
from piano.confronti.allineamento import align
from piano.confronti.parole import likeness
from piano.confronti.voci import Differenza, Genere, added, changed, noted, removed

# Cells that many rows have alike.
INSIGNIFICANTI = frozenset({"", ASSENTE, "0"})


@dataclass(frozen=True)
class _Riga:
    """A row with the group that it is in; a row without cells is the heading of a group."""

    gruppo: str
    celle: tuple[str, ...] = ()

    @property
    def nome(self) -> str:
        testa = self.celle[0] if self.celle else self.gruppo
        return testa if len(testa) <= 80 else f"{testa[:79]}…"

    @property
    def intera(self) -> str:
        return " · ".join(self.celle)


def cell_text(cella: Blocco) -> str:
    """The words of a cell, its items separated by a semicolon."""
    if "voci" not in cella:
        return cella["testo"]
    voci = (f"{voce['etichetta']} {voce['testo']}".strip() for voce in cella["voci"])
    return "; ".join(voci)


def compare_tables(a: Blocco, b: Blocco) -> Iterator[Differenza]:
    """What changed from a table to another."""
    nome = f"Tabella «{b['titolo']}»"
    for campo, parola in (("titolo", "titolo"), ("fonte", "fonte"), ("nota", "nota")):
        yield from changed(Genere.TABELLA, f"{nome}, {parola}", a[campo], b[campo])
    colonne = _columns(a, b)
    yield from _compare_columns(nome, colonne, a, b)
    yield from _compare_rows(nome, colonne, a, b)
    yield from _compare_totals(nome, colonne, a, b)


# --- Columns ----------------------------------------------------------------------------------


def _columns(a: Blocco, b: Blocco) -> list[tuple[int | None, int | None]]:
    """The places of each column in the two tables."""
    trovato = align(
        list(enumerate(c["titolo"] for c in a["colonne"])),
        list(enumerate(c["titolo"] for c in b["colonne"])),
        lambda colonna: colonna[1],
        lambda x, y: max(likeness(x[1], y[1]), 0.5 if x[0] == y[0] else 0.0),
    )
    return [(x[0] if x else None, y[0] if y else None) for x, y in trovato.coppie]


def _compare_columns(
    nome: str, colonne: list[tuple[int | None, int | None]], a: Blocco, b: Blocco
) -> Iterator[Differenza]:
    for i, j in colonne:
        prima = "" if i is None else a["colonne"][i]["titolo"]
        dopo = "" if j is None else b["colonne"][j]["titolo"]
        if j is None:
            yield removed(Genere.TABELLA, f"{nome}, colonna", prima)
        elif i is None:
            yield added(Genere.TABELLA, f"{nome}, colonna", dopo)
        else:
            yield from changed(Genere.TABELLA, f"{nome}, titolo di una colonna", prima, dopo)


# --- Rows -------------------------------------------------------------------------------------


def _compare_rows(
    nome: str, colonne: list[tuple[int | None, int | None]], a: Blocco, b: Blocco
) -> Iterator[Differenza]:
    trovato = align(list(_rows(a)), list(_rows(b)), _row_key, _rows_alike)
    for x, y in trovato.coppie:
        if x is None:
            yield added(Genere.RIGA, f"{nome}, {_name(y)}", y.intera)
        elif y is None:
            yield removed(Genere.RIGA, f"{nome}, {_name(x)}", x.intera)
        elif x.celle:
            yield from _compare_cells(f"{nome}, {_name(y)}", colonne, x.celle, y.celle, b)
        else:
            yield from changed(Genere.RIGA, f"{nome}, gruppo di righe", x.gruppo, y.gruppo)
    if trovato.riordinato:
        yield noted(Genere.RIGA, f"{nome}: cambia l’ordine delle righe")


def _rows(tabella: Blocco) -> Iterator[_Riga]:
    gruppo = ""
    for riga in tabella["righe"]:
        if "gruppo" in riga:
            gruppo = riga["gruppo"]
            yield _Riga(gruppo)
        else:
            yield _Riga(gruppo, tuple(cell_text(cella) for cella in riga["celle"]))


def _row_key(riga: _Riga) -> tuple[str, str, bool]:
    return riga.gruppo, riga.celle[0] if riga.celle else "", bool(riga.celle)


def _rows_alike(x: _Riga, y: _Riga) -> float:
    """By the cells that stayed, zeros and blanks aside, and by the words of the heading."""
    if not x.celle or not y.celle:
        return likeness(x.gruppo, y.gruppo) if x.celle == y.celle else 0.0
    celle = zip(x.celle[1:], y.celle[1:], strict=False)
    uguali = sum(p == q and p not in INSIGNIFICANTI for p, q in celle)
    altre = max(len(x.celle), len(y.celle)) - 1
    return max(uguali / altre if altre else 0.0, likeness(x.celle[0], y.celle[0]))


def _name(riga: _Riga) -> str:
    return f"riga «{riga.nome}»" if riga.celle else f"gruppo «{riga.nome}»"


# --- Cells and totals -------------------------------------------------------------------------


def _compare_cells(
    dove: str,
    colonne: list[tuple[int | None, int | None]],
    prima: tuple[str, ...],
    dopo: tuple[str, ...],
    tabella: Blocco,
) -> Iterator[Differenza]:
    """The cells of the columns that both tables have."""
    for i, j in colonne:
        if i is not None and j is not None:
            colonna = tabella["colonne"][j]["titolo"]
            yield from changed(Genere.CELLA, f"{dove}, colonna «{colonna}»", prima[i], dopo[j])


def _compare_totals(
    nome: str, colonne: list[tuple[int | None, int | None]], a: Blocco, b: Blocco
) -> Iterator[Differenza]:
    prima = tuple(cell_text(cella) for cella in a["totale"])
    dopo = tuple(cell_text(cella) for cella in b["totale"])
    if prima and dopo:
        yield from _compare_cells(f"{nome}, totale", colonne, prima, dopo, b)
    elif prima or dopo:
        scritto = [" · ".join(filter(None, celle)) for celle in (prima, dopo)]
        yield from changed(Genere.CELLA, f"{nome}, totale", *scritto)
