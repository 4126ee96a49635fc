"""Our own charts: a block of `dati` in, figures to be written as SVG out.

Pure: no table and no template is known here. `{% grafico blocco %}` (in
`conciliazione.templatetags.grafici`) writes the figures; on a page every figure stands beside a
table with the same values, and its `<title>` is its message in words.

A block is JSON. Numbers may be strings (`"186497.19"`), null is a missing value. Always:

- `forma`: one of `FORME`;
- `chiave`: unique in the document, letters, digits and `-` (ids are made from it);
- `titolo`: what is shown, without a full stop;
- `tabella` (optional): where the values are read, for instance `tabella 4`.

`barre`, `barre_impilate`, `colonne`, `linea` have `voci`, a list of `{etichetta, valore}` or, with
`serie` (a list of names), of `{etichetta, valori}`; optional `decimali` and `unita` (`euro`,
`percento`, or words that stand on the vertical axis).

`tempi` has `gruppi`, a list of `{titolo, righe}`; a row is `{etichetta, dal, al}` or
`{etichetta, data}`, days or months (`2014-10-01`, `2014-10`), and has no dates when they are null;
optional `fine_ciclo`.

`mappa` has `comuni`, a list of `{codice_istat, denominazione, ambito, confine}` where `confine` is
the coordinates of a GeoJSON MultiPolygon; optional `classe` (the larger group of the ambito, for
instance its alleanza) and `numero`; optional `attribuzione` of the block.

`mappa_valori` has the same `comuni`, each with a whole number `valore`, and `unita`: what is
counted, of one and of many (`["soggetto", "soggetti"]`).
"""

from collections.abc import Callable, Mapping

from conciliazione.grafici.barre import draw_barre
from conciliazione.grafici.colonne import draw_colonne
from conciliazione.grafici.impilate import draw_impilate
from conciliazione.grafici.lettura import Dati, read_dati, required
from conciliazione.grafici.linea import draw_linea
from conciliazione.grafici.mappa import draw_mappa
from conciliazione.grafici.mappa_valori import draw_mappa_valori
from conciliazione.grafici.segni import Figura
from conciliazione.grafici.tempi import draw_tempi

# As wide as the text of an A4 page with margins of 20 mm, and as a small telephone's screen.
LARGA = 640
STRETTA = 330


def draw(blocco: Mapping, larghezza: float = LARGA) -> list[Figura]:
    """The figures of `blocco`: one, or more when a timeline is too high for a page.

    Raises:
        ValueError: the block is not as this module says; the message tells what is wrong.
    """
    forma = required(blocco, "forma")
    if forma not in FORME:
        raise ValueError(f"Non esiste un grafico di forma «{forma}»: {', '.join(FORME)}.")
    return FORME[forma](blocco, larghezza)


def _with_values(draw_dati: Callable[[Dati, float], Figura]) -> Callable[..., list[Figura]]:
    """A chart of values as a chart of blocks."""

    def draw_blocco(blocco: Mapping, larghezza: float) -> list[Figura]:
        return [draw_dati(read_dati(blocco), larghezza)]

    return draw_blocco


FORME: dict[str, Callable[[Mapping, float], list[Figura]]] = {
    "barre": _with_values(draw_barre),
    "barre_impilate": _with_values(draw_impilate),
    "colonne": _with_values(draw_colonne),
    "linea": _with_values(draw_linea),
    "tempi": draw_tempi,
    "mappa": draw_mappa,
    "mappa_valori": draw_mappa_valori,
}
