"""The few kinds of block that the chapters of the Piano are made of.

Pure: plain values in, JSON out. A block is a dict with its `tipo`:

- `testo`: `html`, already safe
- `titolo`: `livello` (3 or 4), `testo`
- `elenco`: `ordinato`, `voci`
- `tabella`: `chiave`, `titolo`, `colonne`, `righe`, `totale`, `fonte`, `nota`, `misura`
- `scheda`: `righe` of `etichetta` and `cella`, a table of two columns without a number; `misura`
- `grafico`: `chiave`, `titolo` and what `conciliazione.grafici` asks; `richiama` is the key of
  the table with its values
- `nota`: `testo`, said aloud

A cell, and the item of a list, is `{"testo"}` or `{"voci"}`, a list of items that may carry an
`etichetta` (a letter, a number).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from django.utils.text import slugify

T = TypeVar("T")
Blocco = dict[str, object]
Cella = str | Sequence["str | tuple[str, str]"]

ASSENTE = "–"
_SPAZI = re.compile(r"[ \t\r\n]+")
# A table of few lines stays on one page; one of many rows or columns is set small.
LINEE_BREVI, LINEE_SCHEDA_BREVE = 18, 8
RIGHE_FITTE, COLONNE_FITTE = 40, 5


@dataclass(frozen=True)
class Colonna:
    """A column of a table: its title, its part of the width in percent, how it is aligned."""

    titolo: str
    larghezza: float
    numero: bool = False


CONTENUTO = Colonna("", 78)


@dataclass(frozen=True)
class Gruppo:
    """A row that opens a group of rows."""

    titolo: str


def testo(html: str) -> Blocco:
    """Prose, as safe HTML."""
    return {"tipo": "testo", "html": str(html)}


def titolo(parole: str, livello: int = 3) -> Blocco:
    """A heading inside a section."""
    return {"tipo": "titolo", "livello": livello, "testo": one_line(parole)}


def nota(parole: str) -> Blocco:
    """Something that the reader must not miss."""
    return {"tipo": "nota", "testo": one_line(parole)}


def elenco(voci: Iterable["str | tuple[str, str]"], *, ordinato: bool = False) -> Blocco:
    """A list; an item with a label of its own (a letter) is `(label, text)`."""
    return {"tipo": "elenco", "ordinato": ordinato, "voci": [_item(voce) for voce in voci]}


def scheda(righe: Iterable[tuple[str, Cella]]) -> Blocco:
    """Labels with what belongs to each; rows with nothing in them are left out."""
    piene = [(etichetta, cella) for etichetta, cella in righe if cella]
    fatte = [{"etichetta": e, "cella": _cell(cella)} for e, cella in piene]
    linee = sum(_lines({"celle": [riga["cella"]]}, [CONTENUTO]) for riga in fatte)
    return {
        "tipo": "scheda",
        "righe": fatte,
        "misura": "breve" if linee <= LINEE_SCHEDA_BREVE else "",
    }


def tabella(
    parole: str,
    colonne: Sequence[Colonna],
    righe: Iterable[Sequence[Cella] | Gruppo],
    *,
    chiave: str = "",
    totale: Sequence[Cella] = (),
    fonte: str = "",
    nota: str = "",
) -> Blocco:
    """A numbered table; the first cell of each row is its heading.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    corpo = [_row(riga, colonne, parole) for riga in righe]
    return {
        "tipo": "tabella",
        "chiave": chiave or slugify(parole),
        "titolo": one_line(parole),
        "colonne": [
            {"titolo": c.titolo, "larghezza": c.larghezza, "numero": c.numero} for c in colonne
        ],
        "righe": corpo,
        "totale": _row(totale, colonne, parole, vuota="")["celle"] if totale else [],
        "misura": _size(corpo, colonne),
        "fonte": one_line(fonte),
        "nota": one_line(nota),
    }


def grafico(
    forma: str, parole: str, *, chiave: str, richiama: str = "", **valori: object
) -> Blocco:
    """A numbered figure; `richiama` is the key of the table that has the same values."""
    return {
        "tipo": "grafico",
        "forma": forma,
        "chiave": chiave,
        "titolo": one_line(parole),
        "richiama": richiama,
        **valori,
    }


def alphabetical(righe: Iterable[T]) -> list[T]:
    """Rows by their name: in Python, because the two database engines sort words differently."""
    return sorted(righe, key=lambda riga: (str(riga).casefold(), str(riga)))


def one_line(parole: object) -> str:
    """The text of a field on one line; spaces that must not break stay."""
    return _SPAZI.sub(" ", str(parole)).strip()


def _row(
    riga: Sequence[Cella] | Gruppo, colonne: Sequence[Colonna], dove: str, vuota: str = ASSENTE
) -> Blocco:
    if isinstance(riga, Gruppo):
        return {"gruppo": one_line(riga.titolo)}
    if len(riga) != len(colonne):
        raise ValueError(
            f"nella tabella «{dove}» la riga «{riga[0] if riga else ''}» ha {len(riga)} celle,"
            f" le colonne sono {len(colonne)}"
        )
    celle = [_cell(cella) if cella else {"testo": vuota} for cella in riga]
    for cella, colonna in zip(celle, colonne, strict=True):
        cella["numero"] = colonna.numero
    return {"celle": celle}


def _size(righe: Sequence[Blocco], colonne: Sequence[Colonna]) -> str:
    """How a table is set: `breve` in one piece, `fitta` in small type, or as usual ("")."""
    if len(righe) > RIGHE_FITTE or len(colonne) > COLONNE_FITTE:
        return "fitta"
    return "breve" if sum(_lines(riga, colonne) for riga in righe) <= LINEE_BREVI else ""


def _lines(riga: Blocco, colonne: Sequence[Colonna]) -> int:
    """About how many lines a row takes on paper: a letter is a hundredth of the width."""
    return max(
        sum(ceil(len(voce["testo"]) / colonna.larghezza) for voce in cella.get("voci", [cella]))
        for cella, colonna in zip(riga.get("celle", [{"testo": ""}]), colonne, strict=False)
    )


def _cell(cella: Cella) -> Blocco:
    if isinstance(cella, str):
        return {"testo": one_line(cella) or ASSENTE}
    if not cella:
        return {"testo": ASSENTE}
    if len(cella) == 1 and isinstance(cella[0], str):
        return _cell(cella[0])
    return {"voci": [_item(voce) for voce in cella]}


def _item(voce: "str | tuple[str, str]") -> Blocco:
    etichetta, parole = voce if isinstance(voce, tuple) else ("", voce)
    return {"etichetta": etichetta, "testo": one_line(parole)}
