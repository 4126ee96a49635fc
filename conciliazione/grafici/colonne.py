"""Columns for years or classes, paired when there are more series."""

from dataclasses import replace
from decimal import Decimal

from conciliazione.grafici.assi import CORPO_ASSE, Quadro, labels_fit, lay_frame, numbers_fit
from conciliazione.grafici.barre import draw_barre
from conciliazione.grafici.legenda import lay_legend
from conciliazione.grafici.lettura import NON_DISPONIBILE, Dati, fill_missing_years
from conciliazione.grafici.parole import describe, empty_figure
from conciliazione.grafici.scala import nice_ticks
from conciliazione.grafici.segni import INCHIOSTRO_TENUE, Figura, Segno, Testo
from conciliazione.grafici.tinte import paint, tint

QUOTA_COLONNE = 0.72
LARGHEZZA_MASSIMA = 56
GENERE = "Grafico a colonne"


def draw_colonne(dati: Dati, larghezza: float) -> Figura:
    """Draw `dati`; the axis starts at zero, a missing year keeps its place and says so.

    Where the labels would not fit below the columns the same values become horizontal bars.
    """
    if not dati.presenti:
        return empty_figure(dati.titolo, larghezza)
    dati = replace(dati, voci=fill_missing_years(dati.voci))
    zero = Decimal(0)
    tacche = nice_ticks(min(*dati.presenti, zero), max(*dati.presenti, zero))
    if not labels_fit(dati, tacche, larghezza):
        return draw_barre(dati, larghezza)
    segni, y = lay_legend(dati.serie, larghezza)
    quadro = lay_frame(dati, tacche, larghezza, y)
    segni += quadro.segni
    for i, voce in enumerate(dati.voci):
        segni += _group(dati, quadro, i, voce.valori)
    return Figura(larghezza, quadro.fine, describe(GENERE, dati), tuple(segni))


def _group(
    dati: Dati, quadro: Quadro, posizione: int, valori: tuple[Decimal | None, ...]
) -> list[Segno]:
    """The columns of one label, side by side in the middle of its slot."""
    largo = min(quadro.passo * QUOTA_COLONNE / len(valori), LARGHEZZA_MASSIMA)
    x = quadro.centre(posizione) - largo * len(valori) / 2
    numbered = numbers_fit(dati, quadro.passo if len(valori) == 1 else largo)
    segni: list[Segno] = []
    for i, valore in enumerate(valori):
        segni += _column(dati, quadro, i, valore, (x + i * largo, largo))
        if numbered or valore is None:
            segni.append(_number(dati, quadro, valore, x + (i + 0.5) * largo))
    return segni


def _column(
    dati: Dati, quadro: Quadro, serie: int, valore: Decimal | None, posto: tuple[float, float]
) -> list[Segno]:
    if not valore:
        return []
    x, largo = posto
    zero, punta = quadro.scala.place(Decimal(0)), quadro.scala.place(valore)
    return paint(x + 0.75, min(zero, punta), largo - 1.5, abs(zero - punta), tint(serie))


def _number(dati: Dati, quadro: Quadro, valore: Decimal | None, x: float) -> Testo:
    """The value beyond the end of its column; where there is none, the words for it."""
    if valore is None:
        y, testo = quadro.scala.place(Decimal(0)) - 5, NON_DISPONIBILE
        return Testo(x, y, testo, corpo=CORPO_ASSE, ancora="middle", colore=INCHIOSTRO_TENUE)
    punta = quadro.scala.place(valore)
    y = punta + CORPO_ASSE + 1 if valore < 0 else punta - 4
    return Testo(x, y, dati.write_bare(valore), corpo=CORPO_ASSE, ancora="middle")
