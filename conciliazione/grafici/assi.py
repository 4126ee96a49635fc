"""The frame of charts with a vertical axis: gridlines with their numbers, a slot for each label."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from conciliazione.grafici.lettura import Dati
from conciliazione.grafici.scala import Scala
from conciliazione.grafici.segni import (
    CORPO,
    GRIGLIA,
    INCHIOSTRO_TENUE,
    INTERLINEA,
    Linea,
    Segno,
    Testo,
    write_lines,
)
from conciliazione.grafici.testo import fits_on_lines, text_width, wrap
from conciliazione.numeri import format_decimal

ALTEZZA_CAMPO = 220
RIGHE_ETICHETTA = 2
CORPO_ASSE = 12


@dataclass(frozen=True)
class Quadro:
    """A frame: its marks, the vertical scale, the slots of the labels and the height it takes."""

    segni: tuple[Segno, ...]
    scala: Scala
    sinistra: float
    passo: float
    fine: float

    def centre(self, posizione: int) -> float:
        """The middle of the slot at `posizione`."""
        return self.sinistra + (posizione + 0.5) * self.passo


def lay_frame(dati: Dati, tacche: Sequence[Decimal], larghezza: float, y: float) -> Quadro:
    """Lay the axis of `tacche` (at least two, rising) and the labels of `dati` below it."""
    unita = _unit_lines(dati, larghezza)
    alto = y + (len(unita) * INTERLINEA + 8 if unita else 0) + INTERLINEA
    scala = Scala(tacche[0], tacche[-1], alto + ALTEZZA_CAMPO, alto)
    sinistra = _axis_width(tacche)
    passo = (larghezza - sinistra) / len(dati.voci)
    tenue = {"corpo": CORPO_ASSE, "colore": INCHIOSTRO_TENUE}
    segni: list[Segno] = [*write_lines(unita, 0, y + CORPO, **tenue)]
    for tacca in tacche:
        segni += _gridline(tacca, scala, sinistra, larghezza)
    for i, voce in enumerate(dati.voci):
        centro = sinistra + (i + 0.5) * passo
        linee = wrap(voce.etichetta, passo - 4, CORPO_ASSE)
        base = alto + ALTEZZA_CAMPO + INTERLINEA + 2
        segni += write_lines(linee, centro, base, ancora="middle", corpo=CORPO_ASSE)
    righe = max(len(wrap(voce.etichetta, passo - 4, CORPO_ASSE)) for voce in dati.voci)
    fine = alto + ALTEZZA_CAMPO + righe * INTERLINEA + 8
    return Quadro(tuple(segni), scala, sinistra, passo, fine)


def labels_fit(dati: Dati, tacche: Sequence[Decimal], larghezza: float) -> bool:
    """Whether every label fits in its slot on two lines without cutting a word."""
    posto = (larghezza - _axis_width(tacche)) / len(dati.voci) - 4
    return all(
        fits_on_lines(voce.etichetta, posto, CORPO_ASSE, RIGHE_ETICHETTA) for voce in dati.voci
    )


def numbers_fit(dati: Dati, posto: float) -> bool:
    """Whether every value of `dati`, without unit, fits in `posto`."""
    return all(
        text_width(dati.write_bare(valore), CORPO_ASSE) <= posto - 2 for valore in dati.presenti
    )


def _axis_width(tacche: Sequence[Decimal]) -> float:
    return max(text_width(format_decimal(tacca), CORPO_ASSE) for tacca in tacche) + 10


def _unit_lines(dati: Dati, larghezza: float) -> list[str]:
    unita = {"percento": "Valori percentuali", "euro": "Euro"}.get(dati.unita, dati.unita)
    return wrap(unita, larghezza, CORPO_ASSE) if unita else []


def _gridline(tacca: Decimal, scala: Scala, sinistra: float, larghezza: float) -> list[Segno]:
    y = scala.place(tacca)
    numero = Testo(
        sinistra - 6,
        y + CORPO_ASSE * 0.35,
        format_decimal(tacca),
        corpo=CORPO_ASSE,
        ancora="end",
        colore=INCHIOSTRO_TENUE,
    )
    colore = INCHIOSTRO_TENUE if tacca in (0, scala.da) else GRIGLIA
    return [Linea(sinistra, y, larghezza, y, colore), numero]
