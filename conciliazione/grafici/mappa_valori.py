"""The map of the comuni by a number: the darker, the higher; the ambiti outlined and named."""

from collections.abc import Mapping, Sequence

from conciliazione.grafici.lettura import required
from conciliazione.grafici.mappa import (
    CONFINE_COMUNE,
    CORPO_NUMERO,
    GENERE,
    MARGINE,
    Zona,
    draw_outlines,
    draw_scale_bar,
    path_of,
    place_zones,
    write_foot,
    write_names,
)
from conciliazione.grafici.parole import empty_figure, end_with_stop, refer_to_table
from conciliazione.grafici.segni import (
    CORPO,
    INCHIOSTRO,
    INTERLINEA,
    Figura,
    Percorso,
    Rettangolo,
    Segno,
    Testo,
)
from conciliazione.grafici.territorio import read_ambiti
from conciliazione.grafici.testo import text_width
from conciliazione.numeri import format_decimal

# The first is of no one; the others from the lowest to the highest.
TINTE = ("#F2F5F8", "#CFE1F5", "#A5C9EE", "#7BB0E5", "#569ADC")
CAMPIONE = 14


def draw_mappa_valori(blocco: Mapping, larghezza: float) -> list[Figura]:
    """Draw the block of a map of numbers; those above zero are written in their comune too.

    Raises:
        ValueError: something is missing, or a boundary or a number is not one.
    """
    ambiti = read_ambiti(blocco)
    titolo = required(blocco, "titolo")
    if not ambiti:
        return [empty_figure(f"{GENERE}: {titolo}", larghezza)]
    valori = {c["codice_istat"]: int(required(c, "valore")) for c in blocco["comuni"]}
    fasce = choose_bands(max(valori.values()))
    zone, proiezione, alto = place_zones(ambiti, larghezza)
    legenda, fine = _legend(fasce, alto + 3 * MARGINE, larghezza, required(blocco, "unita"))
    piede = write_foot(blocco, larghezza, fine + CORPO_NUMERO)
    scritti = {codice: format_decimal(valore) for codice, valore in valori.items() if valore}
    segni = [
        *_areas(zone, valori, fasce),
        *draw_outlines(zone),
        *write_names(zone, larghezza, scritti),
        *legenda,
        *draw_scale_bar(proiezione, larghezza, fine),
        *piede,
    ]
    altezza = fine + INTERLINEA * len(piede)
    return [Figura(larghezza, altezza, _describe(titolo, valori, blocco), tuple(segni))]


def choose_bands(massimo: int) -> list[tuple[int, int]]:
    """From and to of each band of whole numbers, up to `massimo`: zero, then at most four."""
    passo = max(-(-massimo // (len(TINTE) - 1)), 1)
    return [(0, 0)] + [(da, da + passo - 1) for da in range(1, massimo + 1, passo)]


def _band(valore: int, fasce: Sequence[tuple[int, int]]) -> int:
    return next(i for i, (_, fino) in enumerate(fasce) if valore <= fino)


def _areas(
    zone: Sequence[Zona], valori: Mapping[str, int], fasce: Sequence[tuple[int, int]]
) -> list[Segno]:
    return [
        Percorso(
            path_of(anelli),
            fondo=TINTE[_band(valori[comune.codice_istat], fasce)],
            bordo=CONFINE_COMUNE,
            spessore=0.6,
        )
        for zona in zone
        for comune, anelli in zona.comuni
    ]


def _legend(
    fasce: Sequence[tuple[int, int]], y: float, larghezza: float, unita: Sequence[str]
) -> tuple[list[Segno], float]:
    """A sample for each band, on as many lines as are needed; and where it ends."""
    segni: list[Segno] = []
    x = 0.0
    for i, (da, fino) in enumerate(fasce):
        scritta = _words(da, fino, unita)
        largo = CAMPIONE + 6 + text_width(scritta, CORPO, 400) + 18
        if x and x + largo > larghezza:
            x, y = 0.0, y + INTERLINEA + 4
        segni.append(Rettangolo(x + 0.5, y + 0.5, CAMPIONE, CAMPIONE, TINTE[i], INCHIOSTRO))
        segni.append(Testo(x + CAMPIONE + 6, y + CORPO - 1, scritta))
        x += largo
    return segni, y + INTERLINEA + 6


def _words(da: int, fino: int, unita: Sequence[str]) -> str:
    """`nessun soggetto`, `1 soggetto`, `da 2 a 4 soggetti`."""
    uno, molti = unita
    if not fino:
        return f"nessun {uno}"
    if da == fino:
        return f"{format_decimal(da)} {uno if da == 1 else molti}"
    return f"da {format_decimal(da)} a {format_decimal(fino)} {molti}"


def _describe(titolo: str, valori: Mapping[str, int], blocco: Mapping) -> str:
    """The comuni above zero one by one, the others counted."""
    nomi = {c["codice_istat"]: c["denominazione"] for c in blocco["comuni"]}
    pieni = [f"{nomi[c]} {format_decimal(v)}" for c, v in valori.items() if v]
    vuoti = len(valori) - len(pieni)
    detti = f"{', '.join(pieni)}; nessuno negli altri {vuoti}" if pieni else "nessuno in alcuno"
    return (
        f"{GENERE}: {end_with_stop(titolo)} {end_with_stop(detti)}"
        f" {refer_to_table(blocco.get('tabella', ''), 'I numeri sono')}"
    )
