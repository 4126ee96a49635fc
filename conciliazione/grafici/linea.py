"""Lines over the years, a mark of its own for each series and the values written at the points."""

from dataclasses import replace
from decimal import Decimal

from conciliazione.grafici.assi import CORPO_ASSE, Quadro, labels_fit, lay_frame, numbers_fit
from conciliazione.grafici.barre import draw_barre
from conciliazione.grafici.legenda import lay_legend
from conciliazione.grafici.lettura import NON_DISPONIBILE, Dati, fill_missing_years
from conciliazione.grafici.parole import describe, empty_figure
from conciliazione.grafici.scala import nice_ticks, starts_at_zero
from conciliazione.grafici.segni import (
    BIANCO,
    CORPO,
    INCHIOSTRO,
    INCHIOSTRO_TENUE,
    INTERLINEA,
    Figura,
    Percorso,
    Segno,
    Testo,
    detach,
    draw_polyline,
)

GENERE = "Grafico a linea"
AVVISO_ASSE = "L'asse verticale non parte da zero."
COLORI = ("#003B75", "#8A5300", "#4F90D0")
TRATTEGGI = ("", "7 4", "2 3")
RAGGIO = 4
CAMPIONE = 36

Punto = tuple[float, float]


def draw_linea(dati: Dati, larghezza: float) -> Figura:
    """Draw `dati`, up to three series; says so when the axis does not start at zero.

    A missing value breaks the line. Where the labels would not fit below the axis the same values
    become horizontal bars.

    Raises:
        ValueError: there are more than three series.
    """
    if len(dati.serie) > len(COLORI):
        raise ValueError(f"Un grafico a linea ha al massimo {len(COLORI)} serie.")
    if not dati.presenti:
        return empty_figure(dati.titolo, larghezza)
    dati = replace(dati, voci=fill_missing_years(dati.voci))
    tacche = _ticks(dati)
    if not labels_fit(dati, tacche, larghezza):
        return draw_barre(dati, larghezza)
    segni, y = lay_legend(dati.serie, larghezza, _line_sample, CAMPIONE)
    quadro = lay_frame(dati, tacche, larghezza, y)
    segni += quadro.segni
    for i in range(len(dati.serie)):
        segni += _series(dati, quadro, i)
    for i in range(len(dati.voci)):
        segni += _numbers(dati, quadro, i)
    return _finish(dati, quadro, segni, larghezza, said=tacche[0] <= 0 <= tacche[-1])


def _ticks(dati: Dati) -> list[Decimal]:
    """The axis from zero, or from a little below the lowest value, where its number has room."""
    minimo, massimo = min(dati.presenti), max(dati.presenti)
    if starts_at_zero(dati.presenti):
        return nice_ticks(min(minimo, Decimal(0)), max(massimo, Decimal(0)))
    return nice_ticks(max(minimo - (massimo - minimo) / 8, Decimal(0)), massimo)


def _finish(dati: Dati, quadro: Quadro, segni: list[Segno], larghezza: float, said: bool) -> Figura:
    """The figure, with the warning about its axis unless zero is `said` on it."""
    titolo = describe(GENERE, dati)
    if said:
        return Figura(larghezza, quadro.fine, titolo, tuple(segni))
    avviso = Testo(0, quadro.fine + CORPO, AVVISO_ASSE, CORPO_ASSE, colore=INCHIOSTRO_TENUE)
    altezza = quadro.fine + INTERLINEA + 4
    return Figura(larghezza, altezza, f"{titolo} {AVVISO_ASSE}", (*segni, avviso))


def _line_sample(serie: int, x: float, y: float) -> list[Segno]:
    mezzo = y + 8
    tratto = _stroke([(x, mezzo), (x + CAMPIONE, mezzo)], serie)
    return [*tratto, _point((x + CAMPIONE / 2, mezzo), serie)]


def _series(dati: Dati, quadro: Quadro, serie: int) -> list[Segno]:
    """The line of one series, in pieces where values are missing, with its points on top."""
    pezzi: list[list[Punto]] = [[]]
    for i, voce in enumerate(dati.voci):
        valore = voce.valori[serie]
        if valore is None:
            pezzi.append([])
        else:
            pezzi[-1].append((quadro.centre(i), quadro.scala.place(valore)))
    tratti = [tratto for pezzo in pezzi for tratto in _stroke(pezzo, serie)]
    return tratti + [_point(punto, serie) for pezzo in pezzi for punto in pezzo]


def _stroke(punti: list[Punto], serie: int) -> list[Segno]:
    if len(punti) < 2:
        return []
    d = draw_polyline(punti)
    return [Percorso(d, bordo=COLORI[serie], spessore=2.2, tratteggio=TRATTEGGI[serie])]


def _point(punto: Punto, serie: int) -> Percorso:
    """A disc, a square or a lozenge: series are told apart by shape too."""
    x, y = punto
    r = RAGGIO
    tondo = f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    quadrato = draw_polyline([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], True)
    rombo = draw_polyline([(x - r - 1, y), (x, y - r - 1), (x + r + 1, y), (x, y + r + 1)], True)
    fondo = COLORI[serie] if serie != 1 else BIANCO
    return Percorso((tondo, quadrato, rombo)[serie], fondo, bordo=COLORI[serie], spessore=1.6)


def _numbers(dati: Dati, quadro: Quadro, posizione: int) -> list[Segno]:
    """The values at one label: the highest above its point, the lowest below, if they fit."""
    valori = [valore for valore in dati.voci[posizione].valori if valore is not None]
    x = quadro.centre(posizione)
    if not valori:
        base = quadro.scala.inizio - 5
        return _write(x, base, NON_DISPONIBILE, INCHIOSTRO_TENUE)
    if not numbers_fit(dati, quadro.passo):
        return []
    alto, basso = max(valori), min(valori)
    sotto = _write(x, quadro.scala.place(basso) + RAGGIO + CORPO, dati.write_bare(basso))
    sopra = _write(x, quadro.scala.place(alto) - RAGGIO - 5, dati.write_bare(alto))
    if len(valori) > 1:
        return sopra + sotto
    return sotto if _is_free_below(dati, posizione, alto) else sopra


def _is_free_below(dati: Dati, posizione: int, valore: Decimal) -> bool:
    """Whether the line climbs from the point more steeply than it falls, to either side."""
    intorno = [*dati.voci[max(posizione - 1, 0) : posizione], *dati.voci[posizione + 1 :][:1]]
    salti = [v - valore for voce in intorno for v in voce.valori if v is not None]
    return max(salti, default=0) > -min(salti, default=0)


def _write(x: float, y: float, testo: str, colore: str = INCHIOSTRO) -> list[Testo]:
    return detach([Testo(x, y, testo, CORPO_ASSE, "middle", colore=colore)])
