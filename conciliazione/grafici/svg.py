"""A figure written as SVG, mark after mark.

In Python and not in a template: a page draws hundreds of marks, and a template took most of the
time of the page for them.
"""

from collections.abc import Callable
from functools import lru_cache
from html import escape

from conciliazione.grafici.segni import (
    Figura,
    Linea,
    Percorso,
    Rettangolo,
    Segno,
    Testo,
    write_number,
)


def write_svg(figura: Figura, titolo_id: str, classe: str = "") -> str:
    """The `<svg>` of a figure, named by its `<title>`; `titolo_id` is unique in the page."""
    larghezza, altezza = write_number(figura.larghezza), write_number(figura.altezza)
    righe = "".join(f"{_SCRITTURE[type(segno)](segno)}\n" for segno in figura.segni)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' aria-labelledby="{escape(titolo_id)}"{_maybe("class", classe)}'
        f' width="{larghezza}" height="{altezza}" viewBox="0 0 {larghezza} {altezza}"'
        ' font-family="Titillium Web">'
        f'<title id="{escape(titolo_id)}">{escape(figura.titolo)}</title>\n{righe}</svg>\n'
    )


def _maybe(nome: str, valore: str) -> str:
    """An attribute, where it has a value."""
    return f' {nome}="{escape(valore)}"' if valore else ""


def _text(segno: Testo) -> str:
    aspetto = _write_look(segno.corpo, segno.peso, segno.ancora, segno.colore, segno.bordo)
    posto = f'x="{write_number(segno.x)}" y="{write_number(segno.y)}"'
    return f"<text {posto} {aspetto}>{escape(segno.testo)}</text>"


# Texts are most of the marks of a figure, and of very few looks.
@lru_cache(maxsize=256)
def _write_look(corpo: float, peso: int, ancora: str, colore: str, bordo: str) -> str:
    grassetto = f' font-weight="{peso}"' if peso != 400 else ""
    posizione = _maybe("text-anchor", ancora if ancora != "start" else "")
    alone = ' stroke-width="3" stroke-linejoin="round"' if bordo else ""
    return (
        f'font-size="{write_number(corpo)}"{grassetto}{posizione} fill="{colore}"'
        f"{_maybe('stroke', bordo)}{alone}"
    )


def _rectangle(segno: Rettangolo) -> str:
    return (
        f'<rect x="{write_number(segno.x)}" y="{write_number(segno.y)}"'
        f' width="{write_number(segno.larghezza)}" height="{write_number(segno.altezza)}"'
        f' fill="{segno.fondo}"{_maybe("stroke", segno.bordo)}/>'
    )


def _line(segno: Linea) -> str:
    da = f"M{write_number(segno.x1)} {write_number(segno.y1)}"
    return (
        f'<path d="{da}L{write_number(segno.x2)} {write_number(segno.y2)}" fill="none"'
        f' stroke="{segno.colore}" stroke-width="{write_number(segno.spessore)}"'
        f"{_maybe('stroke-dasharray', segno.tratteggio)}/>"
    )


def _path(segno: Percorso) -> str:
    spessore = f' stroke-width="{write_number(segno.spessore)}"' if segno.bordo else ""
    angoli = ' stroke-linejoin="round"' if segno.bordo else ""
    return (
        f'<path d="{segno.d}" fill="{segno.fondo}" fill-rule="evenodd"'
        f"{_maybe('stroke', segno.bordo)}{spessore}{angoli}"
        f"{_maybe('stroke-dasharray', segno.tratteggio)}/>"
    )


_SCRITTURE: dict[type[Segno], Callable[..., str]] = {
    Testo: _text,
    Rettangolo: _rectangle,
    Linea: _line,
    Percorso: _path,
}
