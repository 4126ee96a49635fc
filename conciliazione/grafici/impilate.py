"""Stacked bars: how a total is made up, row by row, with shares that add to 100."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from conciliazione.grafici.legenda import lay_legend
from conciliazione.grafici.lettura import Dati, Voce
from conciliazione.grafici.parole import VALORI_A_PAROLE, describe, empty_figure, refer_to_table
from conciliazione.grafici.righe import DISTACCO, lay_rows
from conciliazione.grafici.scala import Scala
from conciliazione.grafici.segni import BIANCO, CORPO, Figura, Rettangolo, Segno, Testo
from conciliazione.grafici.testo import text_width
from conciliazione.grafici.tinte import Tinta, paint, tint
from conciliazione.numeri import format_percent
from conciliazione.quote import largest_remainder

SPESSORE = 24
FESSURA = 1.5
GENERE = "Grafico a barre impilate"


def draw_impilate(dati: Dati, larghezza: float) -> Figura:
    """Draw `dati`: bars as long as the row's total, which is written at their end.

    A segment carries its share of the row where it fits; what is missing counts as zero.

    Raises:
        ValueError: a value is negative.
    """
    totali = [sum(_amounts(voce), Decimal(0)) for voce in dati.voci]
    if not any(totali) and min(dati.presenti, default=0) >= 0:
        return empty_figure(dati.titolo, larghezza)
    segni, y = lay_legend(dati.serie, larghezza)
    impianto = lay_rows([voce.etichetta for voce in dati.voci], larghezza, SPESSORE, y)
    spazio = max(text_width(dati.write(totale), CORPO, 600) for totale in totali) + DISTACCO
    scala = Scala(Decimal(0), max(totali), impianto.sinistra, larghezza - spazio)
    for voce, totale, riga in zip(dati.voci, totali, impianto.righe, strict=True):
        segni += [*riga.scritte, *_segments(_amounts(voce), scala, riga.alto)]
        base = riga.alto + SPESSORE / 2 + CORPO * 0.35
        segni.append(Testo(scala.place(totale) + DISTACCO, base, dati.write(totale), peso=600))
    return Figura(larghezza, impianto.fine + 2, _describe(dati, totali), tuple(segni))


def _describe(dati: Dati, totali: Sequence[Decimal]) -> str:
    """The values in words if they are few, otherwise the totals, by row or by range."""
    if len(dati.voci) * len(dati.serie) <= VALORI_A_PAROLE:
        return describe(GENERE, dati)
    righe = [
        Voce(voce.etichetta, (totale,)) for voce, totale in zip(dati.voci, totali, strict=True)
    ]
    somme = replace(dati, serie=("totale",), voci=tuple(righe))
    if len(righe) > VALORI_A_PAROLE:
        return describe(GENERE, somme)
    return f"{describe(GENERE, somme)} {refer_to_table(dati.tabella, 'Le parti sono')}"


def _amounts(voce: Voce) -> list[Decimal]:
    return [valore or Decimal(0) for valore in voce.valori]


def _segments(importi: Sequence[Decimal], scala: Scala, alto: float) -> list[Segno]:
    segni: list[Segno] = []
    somma = Decimal(0)
    for i, (importo, quota) in enumerate(zip(importi, largest_remainder(importi), strict=True)):
        inizio, fine = scala.place(somma), scala.place(somma + importo)
        somma += importo
        if importo:
            ampiezza = max(fine - inizio - FESSURA, 1)
            segni += paint(inizio, alto, ampiezza, SPESSORE, tint(i))
            segni += _share(format_percent(quota), inizio, ampiezza, alto, tint(i))
    return segni


def _share(quota: str, x: float, ampiezza: float, alto: float, tinta: Tinta) -> list[Segno]:
    """The share written inside its segment, on a white plate where the segment is hatched."""
    largo = text_width(quota, CORPO, 600)
    if ampiezza < largo + 8:
        return []
    base = alto + SPESSORE / 2 + CORPO * 0.35
    centro = x + ampiezza / 2
    scritta = Testo(centro, base, quota, ancora="middle", peso=600, colore=tinta.testo)
    if not tinta.tratti:
        return [scritta]
    targa = Rettangolo(centro - largo / 2 - 3, alto + 4, largo + 6, SPESSORE - 8, BIANCO)
    return [targa, scritta]
