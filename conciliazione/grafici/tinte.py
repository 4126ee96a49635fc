"""Fills that stay apart without colour: by lightness, by hatching, by a white gap.

Every plain fill contrasts at least 3:1 with the white of the page.
"""

from dataclasses import dataclass

from conciliazione.grafici.segni import BIANCO, Percorso, Rettangolo, Segno

PASSO_TRATTI = 6
NERO = "#0B1A28"


@dataclass(frozen=True)
class Tinta:
    """A colour, whether it is spread in diagonal lines, and the ink that is read on it."""

    colore: str
    testo: str = BIANCO
    tratti: bool = False


TINTE = (
    Tinta("#003B75"),
    Tinta("#4F90D0", testo=NERO),
    Tinta("#003B75", testo=NERO, tratti=True),
    Tinta("#8A5300"),
    Tinta("#8A5300", testo=NERO, tratti=True),
    Tinta("#17324D"),
)


def tint(posizione: int) -> Tinta:
    """The fill of the series at `posizione`; they start again after the last."""
    return TINTE[posizione % len(TINTE)]


def paint(x: float, y: float, larghezza: float, altezza: float, tinta: Tinta) -> list[Segno]:
    """A rectangle filled with `tinta`."""
    if not tinta.tratti:
        return [Rettangolo(x, y, larghezza, altezza, tinta.colore)]
    # The outline is drawn inside the rectangle, so that all bars end where their value says.
    return [
        Rettangolo(x + 0.5, y + 0.5, max(larghezza - 1, 0), altezza - 1, BIANCO, tinta.colore),
        Percorso(hatch(x, y, larghezza, altezza), bordo=tinta.colore, spessore=1.4),
    ]


def hatch(x: float, y: float, larghezza: float, altezza: float) -> str:
    """Path data of the lines at 45° that cover a rectangle, rising to the right."""
    tratti = []
    quanti = int((larghezza + altezza) / PASSO_TRATTI)
    for distanza in (PASSO_TRATTI * (i + 0.5) for i in range(quanti + 1)):
        da, a = max(0.0, distanza - altezza), min(distanza, larghezza)
        if da < a:
            sotto, sopra = y + distanza - da, y + distanza - a
            tratti.append(f"M{x + da:.1f} {sotto:.1f}L{x + a:.1f} {sopra:.1f}")
    return "".join(tratti) or f"M{x:.1f} {y:.1f}"
