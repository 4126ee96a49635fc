"""What a figure is made of: a few kinds of mark, written by `conciliazione.grafici.svg`.

Lengths are in units of the figure: one unit is a pixel on the screen and 1/96 inch on paper when
the figure is not shrunk.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

CORPO = 13
INTERLINEA = 16
INCHIOSTRO = "#17324D"
INCHIOSTRO_TENUE = "#455A6F"
GRIGLIA = "#C9D3DD"
BIANCO = "#FFFFFF"


@dataclass(frozen=True)
class Rettangolo:
    """A filled rectangle."""

    forma: ClassVar[str] = "rettangolo"
    x: float
    y: float
    larghezza: float
    altezza: float
    fondo: str
    bordo: str = ""


@dataclass(frozen=True)
class Linea:
    """A straight line; `tratteggio` is an SVG dash array."""

    forma: ClassVar[str] = "linea"
    x1: float
    y1: float
    x2: float
    y2: float
    colore: str = GRIGLIA
    spessore: float = 1
    tratteggio: str = ""


@dataclass(frozen=True)
class Percorso:
    """An SVG path: an area when it has `fondo`, an outline when it has `bordo`."""

    forma: ClassVar[str] = "percorso"
    d: str
    fondo: str = "none"
    bordo: str = ""
    spessore: float = 1
    tratteggio: str = ""


@dataclass(frozen=True)
class Testo:
    """One line of text on the baseline `y`; `bordo` is the colour of a line around its letters."""

    forma: ClassVar[str] = "testo"
    x: float
    y: float
    testo: str
    corpo: float = CORPO
    ancora: str = "start"
    peso: int = 400
    colore: str = INCHIOSTRO
    bordo: str = ""


Segno = Rettangolo | Linea | Percorso | Testo


@dataclass(frozen=True)
class Figura:
    """One SVG: its size, the whole message in words, the marks in painting order."""

    larghezza: float
    altezza: float
    titolo: str
    segni: tuple[Segno, ...]


def write_lines(righe: list[str], x: float, y: float, **aspetto: object) -> list[Testo]:
    """Text on several lines, the first on the baseline `y`."""
    return [Testo(x, y + i * INTERLINEA, riga, **aspetto) for i, riga in enumerate(righe)]


def detach(testi: Iterable[Testo]) -> list[Testo]:
    """The same text with a white halo, to be read over lines and fills."""
    tutti = list(testi)
    return [replace(testo, colore=BIANCO, bordo=BIANCO) for testo in tutti] + tutti


def draw_polyline(punti: list[tuple[float, float]], closed: bool = False) -> str:
    """Path data through `punti`, in steps from point to point rounded to a tenth of a unit.

    The points are rounded, not the steps, so that the errors don't add up along the line.
    """
    decimi = [(round(x * 10), round(y * 10)) for x, y in punti]
    passi = [
        (x - x0, y - y0) for (x0, y0), (x, y) in itertools.pairwise(decimi) if (x, y) != (x0, y0)
    ]
    tratti = " ".join(f"{_tenths(dx)} {_tenths(dy)}" for dx, dy in passi)
    inizio = f"M{_tenths(decimi[0][0])} {_tenths(decimi[0][1])}"
    return f"{inizio}l{tratti}{'z' if closed else ''}"


# The marks of a figure stand in rows and columns: the same lengths come back again and again.
@lru_cache(maxsize=4096)
def write_number(valore: float) -> str:
    """A length for an attribute: one decimal at most, with the point whatever the locale."""
    return _tenths(round(valore * 10))


def _tenths(decimi: int) -> str:
    intero, resto = divmod(abs(decimi), 10)
    segno = "-" if decimi < 0 else ""
    return f"{segno}{intero}.{resto}" if resto else f"{segno}{intero}"
