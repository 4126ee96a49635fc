"""The names of the series, each after a sample of how it is drawn."""

from collections.abc import Callable, Sequence

from conciliazione.grafici.segni import CORPO, INTERLINEA, Segno, write_lines
from conciliazione.grafici.testo import text_width, wrap
from conciliazione.grafici.tinte import paint, tint

CAMPIONE = 14
DISTACCO = 6
TRA_VOCI = 20
SOTTO = 10


def fill_sample(serie: int, x: float, y: float) -> list[Segno]:
    """A small square with the fill of a series."""
    return paint(x, y, CAMPIONE, CAMPIONE, tint(serie))


def lay_legend(
    nomi: Sequence[str],
    larghezza: float,
    draw_sample: Callable[[int, float, float], list[Segno]] = fill_sample,
    campione: float = CAMPIONE,
) -> tuple[list[Segno], float]:
    """The legend on as many lines as it needs, and its height; none for a single series.

    `draw_sample` draws the sample of a series, as wide as `campione`, at a top left corner.
    """
    if len(nomi) < 2:
        return [], 0
    rientro = campione + DISTACCO
    segni, x, y, righe = [], 0.0, 0.0, 1
    for i, nome in enumerate(nomi):
        linee = wrap(nome, larghezza - rientro, CORPO)
        lungo = rientro + max(text_width(linea, CORPO) for linea in linee)
        if x and x + lungo > larghezza:
            x, y, righe = 0.0, y + righe * INTERLINEA + 4, 1
        segni += [*draw_sample(i, x, y), *write_lines(linee, x + rientro, y + CORPO - 1)]
        x, righe = x + lungo + TRA_VOCI, max(righe, len(linee))
    return segni, y + righe * INTERLINEA + SOTTO
