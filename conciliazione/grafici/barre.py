"""Horizontal bars: a row for each label, a bar for each series, the value written at its end."""

from decimal import Decimal

from conciliazione.grafici.legenda import lay_legend
from conciliazione.grafici.lettura import NON_DISPONIBILE, Dati
from conciliazione.grafici.parole import describe, empty_figure
from conciliazione.grafici.righe import Impianto, lay_rows
from conciliazione.grafici.scala import Scala
from conciliazione.grafici.segni import (
    CORPO,
    INCHIOSTRO_TENUE,
    Figura,
    Linea,
    Segno,
    Testo,
)
from conciliazione.grafici.testo import text_width
from conciliazione.grafici.tinte import paint, tint

SPESSORE = 18
DISTACCO = 6
GENERE = "Grafico a barre orizzontali"


def draw_barre(dati: Dati, larghezza: float) -> Figura:
    """Draw `dati`; bars start at zero, the negative ones go left of it."""
    if not dati.presenti:
        return empty_figure(dati.titolo, larghezza)
    segni, y = lay_legend(dati.serie, larghezza)
    spessore = SPESSORE * len(dati.serie)
    impianto = lay_rows([voce.etichetta for voce in dati.voci], larghezza, spessore, y)
    scala = _scale(dati, impianto.sinistra, larghezza)
    for voce, riga in zip(dati.voci, impianto.righe, strict=True):
        segni += riga.scritte
        for i, valore in enumerate(voce.valori):
            segni += _bar(dati, scala, i, valore, riga.alto + i * SPESSORE)
    segni += _zero_line(impianto, scala.place(Decimal(0)), spessore)
    return Figura(larghezza, impianto.fine + 4, describe(GENERE, dati), tuple(segni))


def _zero_line(impianto: Impianto, x: float, spessore: float) -> list[Segno]:
    """One line beside the labels; a piece for each row where the labels stand above the bars."""
    tratti = [(riga.alto - 2, riga.alto + spessore + 2) for riga in impianto.righe]
    if impianto.sinistra:
        tratti = [(tratti[0][0], tratti[-1][1])]
    return [Linea(x, da, x, a, INCHIOSTRO_TENUE) for da, a in tratti]


def _scale(dati: Dati, sinistra: float, larghezza: float) -> Scala:
    """From the values to the field that the widest labels leave free on both sides."""
    negativi = [valore for valore in dati.presenti if valore < 0]
    altri = [valore for valore in dati.presenti if valore >= 0]
    ampiezza = max((text_width(dati.write(valore), CORPO) for valore in altri), default=0)
    a_sinistra = max((text_width(dati.write(valore), CORPO) for valore in negativi), default=0)
    minimo, massimo = min([*negativi, Decimal(0)]), max([*altri, Decimal(0)])
    if minimo == massimo:
        massimo = Decimal(1)
    inizio = sinistra + (a_sinistra + 2 * DISTACCO if negativi else 1)
    return Scala(minimo, massimo, inizio, larghezza - ampiezza - DISTACCO)


def _bar(dati: Dati, scala: Scala, serie: int, valore: Decimal | None, alto: float) -> list[Segno]:
    zero, base = scala.place(Decimal(0)), alto + SPESSORE / 2 + CORPO * 0.35
    if valore is None:
        return [Testo(zero + DISTACCO, base, NON_DISPONIBILE, colore=INCHIOSTRO_TENUE)]
    punta = scala.place(valore)
    verso = -1 if valore < 0 else 1
    scritta = Testo(
        punta + verso * DISTACCO, base, dati.write(valore), ancora="end" if verso < 0 else "start"
    )
    if punta == zero:
        return [scritta]
    barra = paint(min(zero, punta), alto + 1, abs(punta - zero), SPESSORE - 2, tint(serie))
    return [*barra, scritta]
