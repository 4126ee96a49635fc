"""How some cells of a context table are computed from others, and where they are not.

Pure: the JSON of a `TabellaContesto` in, plain values out. A derivation is one of

    {"colonna": "Differenza", "formula": "[Nati] - [Morti]"}       in every row
    {"riga": "Delta", "formula": "[2012] - [2007]"}                in every column
    {"colonna": "Quota", "somma": "100"}                           the whole column adds up to that

with `"tranne": [labels]` for the rows (or the columns) that it leaves out. In a formula `[X]` is
the cell of that column in the same row (or of that row in the same column), `[*/X]` all the cells
of the column, `[*]` all the rows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from conciliazione.numeri import format_decimal, parse_decimal
from piano.celle import write_cell
from piano.enums import Confronto
from piano.formule import (
    TUTTE,
    ErroreFormula,
    Nodo,
    Ordine,
    Termine,
    evaluate,
    parse,
    references,
    spell,
)
from piano.quantita import Accordo, Quantita, as_counted, compare, round_to

_CELLA = re.compile(r"^-?\d{1,15}(\.\d{1,6})?$")
AMMESSE = {"colonna", "riga", "formula", "somma", "tranne"}


@dataclass(frozen=True)
class Tabella:
    """The columns and rows of a table, as its JSON has them."""

    colonne: Sequence[Mapping]
    righe: Sequence[Mapping]

    def column(self, titolo: str) -> int:
        """The place of a column.

        Raises:
            ErroreFormula: there is none.
        """
        return _place([c["titolo"] for c in self.colonne], titolo, "la colonna")

    def row(self, etichetta: str) -> int:
        """The place of a row.

        Raises:
            ErroreFormula: there is none.
        """
        return _place([r["etichetta"] for r in self.righe], etichetta, "la riga")

    def cell(self, riga: int, colonna: int) -> Termine:
        """A cell as a term of a formula.

        Raises:
            ErroreFormula: it holds no number.
        """
        valore, di = self.righe[riga]["valori"][colonna], self.colonne[colonna]
        numero = read_cell(valore)
        nome = f"{self.righe[riga]['etichetta']}, {di['titolo']}"
        if numero is None:
            raise ErroreFormula(f"la cella «{nome}» è vuota")
        quantita = as_counted(numero, step_of(valore), di.get("unita", ""))
        return Termine(nome, quantita, write_cell(valore, di), di.get("unita", ""), di["titolo"])


@dataclass(frozen=True)
class Derivazione:
    """One derivation, read: `asse` is "colonna" or "riga", `di` the one that it fills."""

    asse: str
    di: str
    nodo: Nodo | None
    somma: Decimal | None
    tranne: frozenset[str]


@dataclass(frozen=True)
class Scarto:
    """A cell that is not what its derivation gives."""

    riga: str
    colonna: str
    stampato: str
    calcolato: str
    conto: str


@dataclass(frozen=True)
class SommaErrata:
    """A column whose cells, as printed, do not add up to what they should."""

    colonna: str
    attesa: Decimal
    somma: Decimal


def _place(nomi: list[str], nome: str, cosa: str) -> int:
    if nome not in nomi:
        raise ErroreFormula(f"{cosa} «{nome}» non c'è")
    return nomi.index(nome)


def read_cell(valore: str | None) -> Decimal | None:
    """The number of a cell; None when it is empty or is not one that people write."""
    if not valore or not _CELLA.match(valore):
        return None
    return Decimal(valore)


def step_of(valore: str) -> Decimal:
    """What one unit of the last digit printed in a cell is worth."""
    return Decimal(1).scaleb(min(Decimal(valore).as_tuple().exponent, 0))


# --- Shape ------------------------------------------------------------------------------------


def read_derivations(derivazioni: object, tabella: Tabella) -> list[Derivazione]:
    """The derivations of a table.

    Raises:
        ErroreFormula: one has another shape, or speaks of rows and columns that are not there.
    """
    if not isinstance(derivazioni, list):
        raise ErroreFormula("le derivazioni sono un elenco")
    return [_read(voce, tabella) for voce in derivazioni]


def _read(voce: object, tabella: Tabella) -> Derivazione:
    _check_shape(voce)
    asse = "colonna" if "colonna" in voce else "riga"
    letta = Derivazione(
        asse,
        voce[asse],
        parse(voce["formula"]) if "formula" in voce else None,
        _read_sum(voce["somma"]) if "somma" in voce else None,
        frozenset(voce.get("tranne", [])),
    )
    _check_names(letta, tabella)
    return letta


def _check_shape(voce: object) -> None:
    if (
        not isinstance(voce, dict)
        or not set(voce) <= AMMESSE
        or ("colonna" in voce) == ("riga" in voce)
        or ("formula" in voce) == ("somma" in voce)
        or ("somma" in voce and "riga" in voce)
    ):
        raise ErroreFormula(
            "una derivazione ha «colonna» o «riga», e «formula»; oppure «colonna» e «somma»"
        )
    testi = [voce[nome] for nome in AMMESSE - {"tranne"} if nome in voce]
    tranne = voce.get("tranne", [])
    if not isinstance(tranne, list) or not all(isinstance(t, str) for t in testi + tranne):
        raise ErroreFormula("le parti di una derivazione sono testi, «tranne» un elenco di testi")


def _read_sum(testo: str) -> Decimal:
    try:
        return parse_decimal(testo)
    except ValueError as errore:
        raise ErroreFormula(f"la somma «{testo}» non è un numero") from errore


def _check_names(letta: Derivazione, tabella: Tabella) -> None:
    """Every row and column that a derivation names is in the table."""
    if isinstance(letta.nodo, Ordine):
        raise ErroreFormula("una derivazione è un conto, non un ordine")
    colonna, riga = tabella.column, tabella.row
    fila, traversa = (colonna, riga) if letta.asse == "colonna" else (riga, colonna)
    fila(letta.di)
    for nome in letta.tranne:
        traversa(nome)
    for nome in references(letta.nodo) if letta.nodo else []:
        if nome != TUTTE:
            fila(nome.removeprefix(f"{TUTTE}/"))


# --- Verifying --------------------------------------------------------------------------------


def wrong_cells(tabella: Tabella, derivazioni: Sequence[Derivazione]) -> list[Scarto]:
    """The cells that are not what their derivation gives, row by row of each derivation.

    Raises:
        ErroreFormula: a formula divides by zero, or rests on an empty cell.
    """
    return [
        scarto
        for derivazione in derivazioni
        if derivazione.nodo
        for riga, colonna in _filled(tabella, derivazione)
        if (scarto := _verify(tabella, derivazione, riga, colonna))
    ]


def _filled(tabella: Tabella, derivazione: Derivazione) -> Iterator[tuple[int, int]]:
    """The places of the cells that a derivation fills; an empty one is not a wrong one."""
    if derivazione.asse == "colonna":
        colonna = tabella.column(derivazione.di)
        tutte = [(i, colonna) for i, r in enumerate(tabella.righe) if _kept(derivazione, r)]
    else:
        riga = tabella.row(derivazione.di)
        tutte = [(riga, i) for i, c in enumerate(tabella.colonne) if _kept(derivazione, c)]
    for riga, colonna in tutte:
        if read_cell(tabella.righe[riga]["valori"][colonna]) is not None:
            yield riga, colonna


def _kept(derivazione: Derivazione, linea: Mapping) -> bool:
    return linea.get("etichetta", linea.get("titolo")) not in derivazione.tranne


def _verify(tabella: Tabella, derivazione: Derivazione, riga: int, colonna: int) -> Scarto | None:
    cella = tabella.cell(riga, colonna)
    leggi = _Lettura(tabella, derivazione, riga, colonna)
    passo = step_of(tabella.righe[riga]["valori"][colonna])
    esito = evaluate(derivazione.nodo, leggi)
    if compare(cella.quantita.valore, passo, Confronto.UGUALE, esito) == Accordo.TORNA:
        return None
    return Scarto(
        tabella.righe[riga]["etichetta"],
        tabella.colonne[colonna]["titolo"],
        cella.scritto,
        _like(esito, passo),
        spell(derivazione.nodo, leggi),
    )


def _like(esito: Quantita, passo: Decimal) -> str:
    return format_decimal(round_to(esito.valore, passo))


@dataclass(frozen=True)
class _Lettura:
    """Reads the references of a derivation for one of the cells that it fills."""

    tabella: Tabella
    derivazione: Derivazione
    riga: int
    colonna: int

    def __call__(self, nome: str) -> list[Termine]:
        if self.derivazione.asse == "riga":
            return self._in_column(nome)
        if nome.startswith(f"{TUTTE}/"):
            colonna = self.tabella.column(nome.removeprefix(f"{TUTTE}/"))
            righe = enumerate(self.tabella.righe)
            return [self.tabella.cell(i, colonna) for i, r in righe if _kept(self.derivazione, r)]
        return [self.tabella.cell(self.riga, self.tabella.column(nome))]

    def _in_column(self, nome: str) -> list[Termine]:
        if nome != TUTTE:
            return [self.tabella.cell(self.tabella.row(nome), self.colonna)]
        altre = [i for i in range(len(self.tabella.righe)) if i != self.riga]
        return [self.tabella.cell(i, self.colonna) for i in altre]


def wrong_sums(tabella: Tabella, derivazioni: Sequence[Derivazione]) -> list[SommaErrata]:
    """The columns that do not add up, as printed, to what they should.

    The sum is read at the coarsest digit printed in the column.
    """
    return [
        SommaErrata(derivazione.di, derivazione.somma, somma)
        for derivazione in derivazioni
        if derivazione.somma is not None
        and (somma := _printed_sum(tabella, derivazione)) != derivazione.somma
    ]


def _printed_sum(tabella: Tabella, derivazione: Derivazione) -> Decimal:
    celle = [tabella.righe[r]["valori"][c] for r, c in _filled(tabella, derivazione)]
    passo = max(map(step_of, celle), default=Decimal(1))
    return round_to(sum(map(Decimal, celle), Decimal(0)), passo)


# --- Mending ----------------------------------------------------------------------------------


def one_cell_mends(
    tabella: Tabella, derivazioni: Sequence[Derivazione], riga: str
) -> tuple[str, str, str] | None:
    """The cell of a row that alone explains several wrong ones: column, printed, would-be value.

    It is the only cell of the row that, with one other value, makes all its derivations compute;
    None when fewer than two fail, or when no cell or more than one would do.
    """
    colonne = [d for d in derivazioni if d.asse == "colonna" and d.nodo]
    rotte = [d for d in colonne for s in wrong_cells(tabella, [d]) if s.riga == riga]
    if len(rotte) < 2:
        return None
    posto = tabella.row(riga)
    comuni = set.intersection(*({*references(d.nodo)} for d in rotte))
    trovate = [
        (nome, tabella.cell(posto, tabella.column(nome)).scritto, nuova)
        for nome in sorted(comuni)
        if TUTTE not in nome and (nuova := _would_be(tabella, colonne, rotte[0], posto, nome))
    ]
    return trovate[0] if len(trovate) == 1 else None


def _would_be(
    tabella: Tabella, tutte: list[Derivazione], rotta: Derivazione, riga: int, nome: str
) -> str | None:
    """The value of the cell with which every derivation of its row computes, if there is one."""
    colonna = tabella.column(nome)
    stampata = tabella.cell(riga, colonna).quantita.valore
    passo = step_of(tabella.righe[riga]["valori"][colonna])
    voluto = tabella.cell(riga, tabella.column(rotta.di)).quantita.valore

    def outcome(valore: Decimal) -> Decimal:
        prova = _with(tabella, riga, colonna, valore)
        return evaluate(rotta.nodo, _Lettura(prova, rotta, riga, colonna)).valore

    pendenza = (outcome(stampata + passo) - outcome(stampata)) / passo
    if not pendenza:
        return None
    nuova = round_to(stampata + (voluto - outcome(stampata)) / pendenza, passo)
    prova = _with(tabella, riga, colonna, nuova)
    etichetta = tabella.righe[riga]["etichetta"]
    if any(scarto.riga == etichetta for scarto in wrong_cells(prova, tutte)):
        return None
    return prova.cell(riga, colonna).scritto


def _with(tabella: Tabella, riga: int, colonna: int, valore: Decimal) -> Tabella:
    """The same table, with another value in one cell."""
    valori = list(tabella.righe[riga]["valori"])
    valori[colonna] = f"{valore:f}"
    righe = list(tabella.righe)
    righe[riga] = {**righe[riga], "valori": valori}
    return Tabella(tabella.colonne, righe)
