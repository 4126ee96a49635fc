"""The map of the comuni: filled by ambito, outlined by classe, with the names beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from math import inf

from conciliazione.grafici.confini import (
    Anello,
    Proiezione,
    Punto,
    best_point,
    box,
    clearance,
    dissolve,
    fit_projection,
    pole,
    signed_distance,
)
from conciliazione.grafici.lettura import required
from conciliazione.grafici.parole import empty_figure, end_with_stop, refer_to_table
from conciliazione.grafici.righe import LARGA_DA
from conciliazione.grafici.segni import (
    CORPO,
    INCHIOSTRO,
    INCHIOSTRO_TENUE,
    INTERLINEA,
    Figura,
    Linea,
    Percorso,
    Rettangolo,
    Segno,
    Testo,
    detach,
    draw_polyline,
    write_lines,
)
from conciliazione.grafici.territorio import Ambito, Comune, choose_tints, read_ambiti
from conciliazione.grafici.testo import text_width, wrap
from conciliazione.numeri import format_decimal

GENERE = "Mappa"
ATTRIBUZIONE = "Confini: ISTAT / openpolis, CC BY 4.0"
ALTEZZA_MAPPA = 520
COLONNE_LEGENDA = 3
MARGINE = 3
AGIO = 0.75  # how much of its height a name keeps from the outline; 0.5 would touch it
LARGHEZZA_NOME = 92
INTERLINEA_NOMI = 14
BARRA = 90
CHILOMETRI = tuple(Decimal(km) for km in ("0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50"))
CORPO_NUMERO = 11
CONFINE_COMUNE = "#5F7388"
CORPO_NOMI = 11.5
FAMIGLIE = (
    ("#C5DCF5", "#93BDEB", "#E3EEFA", "#74A8DE"),
    ("#F7DFB0", "#EBBE74", "#FBF0D9", "#DDA552"),
    ("#CDE8D0", "#97CBA0", "#E8F5E9", "#79B585"),
    ("#E3D5F0", "#BFA3DD", "#F3ECF9", "#A587CB"),
)


@dataclass(frozen=True)
class Zona:
    """An ambito on the map: its colour, its outline and that of each of its comuni."""

    ambito: Ambito
    colore: str
    contorno: list[Anello]
    comuni: list[tuple[Comune, list[Anello]]]


def draw_mappa(blocco: Mapping, larghezza: float) -> list[Figura]:
    """Draw the block of a map; on a narrow figure the comuni are not numbered.

    Raises:
        ValueError: something is missing or a boundary is not one.
    """
    ambiti = read_ambiti(blocco)
    titolo = required(blocco, "titolo")
    if not ambiti:
        return [empty_figure(f"{GENERE}: {titolo}", larghezza)]
    larga = larghezza >= LARGA_DA
    zone, proiezione, alto = place_zones(ambiti, larghezza)
    legenda, fine = _legend(zone, alto + 3 * MARGINE, larghezza, numbered=larga)
    piede = write_foot(blocco, larghezza, fine + CORPO_NUMERO)
    segni = [
        *_areas(zone),
        *draw_outlines(zone),
        *write_names(zone, larghezza, _numbers(zone) if larga else {}),
        *legenda,
        *draw_scale_bar(proiezione, larghezza, fine),
        *piede,
    ]
    return [
        Figura(
            larghezza,
            fine + INTERLINEA * len(piede),
            _describe(titolo, ambiti, blocco),
            tuple(segni),
        )
    ]


def place_zones(ambiti: Sequence[Ambito], larghezza: float) -> tuple[list[Zona], Proiezione, float]:
    """The ambiti drawn in `larghezza`, how they are projected, how high the map is."""
    punti = [punto for ambito in ambiti for anello in ambito.anelli for punto in anello]
    proiezione, alto = fit_projection(
        punti, (MARGINE, MARGINE), larghezza - 2 * MARGINE, ALTEZZA_MAPPA
    )
    return _place(ambiti, proiezione), proiezione, alto


def _place(ambiti: Sequence[Ambito], proiezione: Proiezione) -> list[Zona]:
    """Project the ambiti and colour them: a family for each classe, a tint for each ambito."""
    classi = list(dict.fromkeys(ambito.classe for ambito in ambiti))
    zone = []
    for ambito, tinta in zip(ambiti, choose_tints(ambiti), strict=True):
        comuni = [
            (comune, [[proiezione.place(p) for p in anello] for anello in comune.anelli])
            for comune in ambito.comuni
        ]
        contorno = dissolve(anello for _, anelli in comuni for anello in anelli)
        famiglia = FAMIGLIE[classi.index(ambito.classe) % len(FAMIGLIE)]
        zone.append(Zona(ambito, famiglia[tinta], contorno, comuni))
    return zone


def path_of(anelli: Sequence[Anello]) -> str:
    return "".join(draw_polyline(anello[:-1], closed=True) for anello in anelli)


def _areas(zone: Sequence[Zona]) -> list[Segno]:
    return [
        Percorso(path_of(anelli), fondo=zona.colore, bordo=CONFINE_COMUNE, spessore=0.6)
        for zona in zone
        for _, anelli in zona.comuni
    ]


def draw_outlines(zone: Sequence[Zona]) -> list[Segno]:
    """The outline of every ambito, then a thicker one for every classe of more ambiti."""
    segni: list[Segno] = [
        Percorso(path_of(zona.contorno), bordo=INCHIOSTRO, spessore=1.2) for zona in zone
    ]
    for classe, gruppo in groupby(zone, key=lambda zona: zona.ambito.classe):
        contorno = dissolve(anello for zona in gruppo for anello in zona.contorno)
        if classe:
            segni.append(Percorso(path_of(contorno), bordo=INCHIOSTRO, spessore=2.8))
    return segni


def _numbers(zone: Sequence[Zona]) -> dict[str, str]:
    """The number of every comune, by its ISTAT code."""
    return {comune.codice_istat: str(comune.numero) for zona in zone for comune, _ in zona.comuni}


def write_names(zone: Sequence[Zona], larghezza: float, scritti: Mapping[str, str]) -> list[Segno]:
    """The names of the ambiti and what is `scritti` in a comune, clear of each other.

    `scritti` goes by ISTAT code.
    """
    scritte, targhe, numeri = [], [], []
    for zona in zone:
        numerati = [(c, anelli) for c, anelli in zona.comuni if c.codice_istat in scritti]
        centri = [pole(anelli) for _, anelli in numerati]
        linee = _name_lines(zona.ambito.nome)
        largo = max(text_width(linea, CORPO, 600) for linea in linee)
        alto = len(linee) * INTERLINEA
        x, y = _place_name(tuple(map(tuple, zona.contorno)), tuple(centri), largo, alto)
        x = min(max(x, largo / 2 + MARGINE), larghezza - largo / 2 - MARGINE)
        targhe.append(box((x, y), largo, alto))
        base = y - alto / 2 + INTERLINEA / 2 + CORPO * 0.35
        scritte += detach(write_lines(linee, x, base, ancora="middle", peso=600))
        numeri += zip(numerati, centri, strict=True)
    return [
        _number(scritti[comune.codice_istat], anelli, centro, targhe)
        for (comune, anelli), centro in numeri
    ] + scritte


def _name_lines(nome: str) -> list[str]:
    """The name on short lines, without cutting its longest word."""
    parole = [text_width(parola, CORPO, 600) for parola in nome.replace("/", "/ ").split()]
    return wrap(nome, max(LARGHEZZA_NOME, *parole, 0) + 1, CORPO, 600)


# A search of ten milliseconds, that on a page is made for the same ambiti again and again.
@lru_cache(maxsize=128)
def _place_name(
    contorno: tuple[tuple[Punto, ...], ...], numeri: tuple[Punto, ...], largo: float, alto: float
) -> Punto:
    """Where to centre a name in `contorno` so that it covers neither its sides nor `numeri`.

    Everything is squeezed as much as the name is wider than high: the room that the name needs is
    then the same to every side.
    """
    stretta = alto / max(largo, alto)
    anelli = [[(x * stretta, y) for x, y in anello] for anello in contorno]
    vietati = [
        box((x * stretta, y), (largo + CORPO_NUMERO) * stretta, alto + CORPO_NUMERO / 2)
        for x, y in numeri
    ]

    def room(punto: Punto) -> float:
        ai_numeri = min((-signed_distance(punto, [vietato]) for vietato in vietati), default=inf)
        return min(signed_distance(punto, anelli) - alto * AGIO, ai_numeri)

    x, y = best_point(anelli, room)
    return x / stretta, y


def _number(scritto: str, anelli: list[Anello], centro: Punto, targhe: Sequence[Anello]) -> Testo:
    """What is written in a comune, at `centro` or farther from the names when one is too near."""
    if clearance(centro, anelli, targhe) < CORPO_NUMERO * 0.75:
        centro = pole(anelli, targhe)
    x, y = centro
    return Testo(x, y + CORPO_NUMERO * 0.35, scritto, CORPO_NUMERO, "middle")


def _legend(
    zone: Sequence[Zona], y: float, larghezza: float, numbered: bool
) -> tuple[list[Segno], float]:
    """The ambiti under the name of their classe, each in the column that is shortest so far."""
    colonne = COLONNE_LEGENDA if numbered else 1
    largo = larghezza / colonne
    segni: list[Segno] = []
    for classe, gruppo in groupby(zone, key=lambda zona: zona.ambito.classe):
        for linea in wrap(classe, larghezza, CORPO + 1, 600) if classe else ():
            y += INTERLINEA + 4
            segni.append(Testo(0, y - 5, linea, CORPO + 1, peso=600))
        alti = [y] * colonne
        for zona in gruppo:
            i = alti.index(min(alti))
            voce, alti[i] = _legend_entry(zona, (i * largo, alti[i]), largo - 16, numbered)
            segni += voce
        y = max(alti) + 2
    return segni, y


def _legend_entry(
    zona: Zona, dove: Punto, larghezza: float, numbered: bool
) -> tuple[list[Segno], float]:
    """The sample and the name of an ambito, with its comuni or, not `numbered`, how many."""
    x, y = dove
    nome, nomi = f"{zona.ambito.nome}: {_count(len(zona.comuni), 'comune', 'comuni')}", ""
    if numbered:
        nome = zona.ambito.nome
        nomi = ", ".join(f"{c.numero}\N{NO-BREAK SPACE}{_hold(c)}" for c, _ in zona.comuni)
    segni: list[Segno] = [Rettangolo(x + 0.5, y + 2.5, 12, 12, zona.colore, INCHIOSTRO)]
    for linea in wrap(nome, larghezza - 20, CORPO, 600):
        segni.append(Testo(x + 20, y + CORPO, linea, peso=600 if numbered else 400))
        y += INTERLINEA
    for linea in wrap(nomi, larghezza, CORPO_NOMI) if nomi else ():
        segni.append(Testo(x, y + CORPO_NOMI, linea, CORPO_NOMI))
        y += INTERLINEA_NOMI
    return segni, y + 5


def _hold(comune: Comune) -> str:
    """The name in one piece, so that a line does not break inside it."""
    return comune.denominazione.replace(" ", "\N{NO-BREAK SPACE}")


def write_foot(blocco: Mapping, larghezza: float, y: float) -> list[Testo]:
    """Whose the boundaries are."""
    attribuzione = blocco.get("attribuzione") or ATTRIBUZIONE
    linee = wrap(attribuzione, larghezza - BARRA - 50, CORPO_NUMERO)
    return write_lines(linee, 0, y, corpo=CORPO_NUMERO, colore=INCHIOSTRO_TENUE)


def draw_scale_bar(proiezione: Proiezione, larghezza: float, y: float) -> list[Segno]:
    """The largest round number of kilometres that fits in `BARRA`, in the right corner."""
    adatti = [km for km in CHILOMETRI if float(km) * proiezione.per_km <= BARRA]
    if not adatti:
        return []
    inizio = larghezza - float(adatti[-1]) * proiezione.per_km
    lungo = Linea(inizio, y + 4, larghezza, y + 4, INCHIOSTRO_TENUE, 2)
    scritta = f"{format_decimal(adatti[-1])} km"
    return [
        lungo,
        Testo(inizio - 5, y + 8, scritta, CORPO_NUMERO, "end", colore=INCHIOSTRO_TENUE),
    ]


def _describe(titolo: str, ambiti: Sequence[Ambito], blocco: Mapping) -> str:
    quanti = sum(len(ambito.comuni) for ambito in ambiti)
    parti = [
        f"{classe + ': ' if classe else ''}"
        + ", ".join(f"{a.nome} ({_count(len(a.comuni), 'comune', 'comuni')})" for a in gruppo)
        for classe, gruppo in groupby(ambiti, key=lambda ambito: ambito.classe)
    ]
    return (
        f"{GENERE}: {end_with_stop(titolo)} {_count(quanti, 'comune', 'comuni')} in"
        f" {_count(len(ambiti), 'ambito', 'ambiti')}. {end_with_stop('; '.join(parti))}"
        f" {refer_to_table(blocco.get('tabella', ''), 'I comuni sono elencati')}"
    )


def _count(quanti: int, uno: str, molti: str) -> str:
    return f"{quanti} {uno if quanti == 1 else molti}"
