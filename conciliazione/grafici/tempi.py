"""A timeline: rows with a beginning and an end on an axis of quarters, in groups.

A tall timeline is split in several figures, each as high as a page allows.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from conciliazione.date import format_day, format_month, format_period
from conciliazione.grafici.calendario import (
    CORPO_MESI,
    Asse,
    axis_marks,
    first_day,
    last_day,
    lay_axis,
)
from conciliazione.grafici.legenda import CAMPIONE
from conciliazione.grafici.lettura import required
from conciliazione.grafici.parole import (
    VALORI_A_PAROLE,
    empty_figure,
    end_with_stop,
    refer_to_table,
)
from conciliazione.grafici.righe import DISTACCO, LARGA_DA
from conciliazione.grafici.segni import (
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
    write_lines,
)
from conciliazione.grafici.testo import wrap
from conciliazione.grafici.tinte import Tinta, paint, tint

ALTEZZA_MASSIMA = 780
QUOTA_ETICHETTE = 0.38
SPESSORE = 16
SPAZIO = 9
TITOLO_GRUPPO = 26
GENERE = "Diagramma dei tempi"
SENZA_DATE = "Senza date nella fonte"


@dataclass(frozen=True)
class Attivita:
    """A row: from `dal` to `al`, either unknown; `singola` when it is one date and not a period."""

    etichetta: str
    dal: date | None
    al: date | None
    singola: bool = False

    @property
    def giorni(self) -> list[date]:
        """The days it is tied to, none when it has no date."""
        return [giorno for giorno in (self.dal, self.al) if giorno]

    @cached_property
    def periodo(self) -> str:
        """Its dates in words."""
        return format_period(self.dal, self.al)


@dataclass(frozen=True)
class Gruppo:
    """Rows under one heading."""

    titolo: str
    righe: tuple[Attivita, ...]


@dataclass(frozen=True)
class Striscia:
    """A horizontal strip of the figure: how high it is, how to draw it at a given height."""

    altezza: float
    draw: Callable[[float], list[Segno]]
    gruppo: Gruppo | None = None
    frase: str = ""


@dataclass(frozen=True)
class Tela:
    """What every strip is drawn on."""

    larghezza: float
    etichette: float
    asse: Asse | None


def draw_tempi(
    blocco: Mapping, larghezza: float, altezza_massima: float = ALTEZZA_MASSIMA
) -> list[Figura]:
    """Draw the block of a timeline in figures not higher than `altezza_massima`.

    Only a single strip higher than that makes a higher figure. The rows without dates are listed
    by name at the end.

    Raises:
        ValueError: something is missing or is not a date, or a row ends before it begins.
    """
    gruppi = [_read_gruppo(gruppo) for gruppo in required(blocco, "gruppi")]
    titolo = required(blocco, "titolo")
    fine = last_day(blocco.get("fine_ciclo"))
    if not any(gruppo.righe for gruppo in gruppi):
        return [empty_figure(f"{GENERE}: {titolo}", larghezza)]
    tela = _stretch(gruppi, fine, larghezza)
    pagine = _paginate([*_dated(gruppi, tela), *_undated(gruppi, tela)], tela, altezza_massima)
    return [
        _draw_page(pagina, tela, _describe(pagina, tela, blocco, f"{i} di {len(pagine)}"))
        for i, pagina in enumerate(pagine, start=1)
    ]


def _read_gruppo(gruppo: Mapping) -> Gruppo:
    righe = tuple(_read_attivita(riga) for riga in required(gruppo, "righe"))
    return Gruppo(required(gruppo, "titolo"), righe)


def _read_attivita(riga: Mapping) -> Attivita:
    etichetta = required(riga, "etichetta")
    if riga.get("data"):
        return Attivita(etichetta, first_day(riga["data"]), last_day(riga["data"]), singola=True)
    dal, al = first_day(riga.get("dal")), last_day(riga.get("al"))
    if dal and al and al < dal:
        raise ValueError(f"L'attività «{etichetta}» finisce prima di cominciare.")
    return Attivita(etichetta, dal, al, singola=dal is None)


def _stretch(gruppi: Sequence[Gruppo], fine: date | None, larghezza: float) -> Tela:
    """The canvas: beside a column of labels when it is wide enough, otherwise all of it."""
    giorni = [giorno for gruppo in gruppi for riga in gruppo.righe for giorno in riga.giorni]
    etichette = larghezza * QUOTA_ETICHETTE if larghezza >= LARGA_DA else 0
    inizio = etichette + DISTACCO if etichette else 1
    asse = lay_axis(giorni, fine, inizio, larghezza - 1) if giorni else None
    return Tela(larghezza, etichette, asse)


def _dated(gruppi: Sequence[Gruppo], tela: Tela) -> Iterator[Striscia]:
    for i, gruppo in enumerate(gruppi):
        righe = [riga for riga in gruppo.righe if riga.giorni]
        if righe:
            yield _heading(gruppo.titolo, i, gruppo)
        for riga in righe:
            linee = wrap(riga.etichetta, tela.etichette or tela.larghezza, CORPO)
            altezza = (len(linee) + 1) * INTERLINEA + SPAZIO
            if not tela.etichette:
                altezza += SPESSORE + 2
            disegno = partial(_draw_row, riga, linee, tela, i)
            yield Striscia(altezza, disegno, gruppo, f"{riga.etichetta}, {riga.periodo}")


def _undated(gruppi: Sequence[Gruppo], tela: Tela) -> Iterator[Striscia]:
    """The list of the rows without dates: a paragraph for each group."""
    titolo = SENZA_DATE
    for gruppo in gruppi:
        nomi = [riga.etichetta for riga in gruppo.righe if not riga.giorni]
        if not nomi:
            continue
        if titolo:
            yield Striscia(TITOLO_GRUPPO + 6, partial(_draw_title, titolo, 0, 6))
            titolo = ""
        frase = f"{gruppo.titolo}: {', '.join(nomi)}."
        linee = wrap(frase, tela.larghezza, CORPO)
        disegno = partial(_draw_paragraph, linee)
        yield Striscia(
            len(linee) * INTERLINEA + SPAZIO, disegno, None, f"{SENZA_DATE}, {frase[:-1]}"
        )


def _heading(titolo: str, posizione: int, gruppo: Gruppo) -> Striscia:
    def draw(y: float) -> list[Segno]:
        campione = paint(0, y + 5, CAMPIONE, CAMPIONE, _tint(posizione))
        return [*campione, *_draw_title(titolo, CAMPIONE + 6, 0, y)]

    return Striscia(TITOLO_GRUPPO, draw, gruppo)


def _draw_title(titolo: str, x: float, margine: float, y: float) -> list[Segno]:
    return detach([Testo(x, y + margine + CORPO + 4, titolo, CORPO + 1, peso=600)])


def _draw_paragraph(linee: list[str], y: float) -> list[Segno]:
    return list(write_lines(linee, 0, y + CORPO))


def _draw_row(riga: Attivita, linee: list[str], tela: Tela, tinta: int, y: float) -> list[Segno]:
    base = y + CORPO
    dopo = base + len(linee) * INTERLINEA
    segni: list[Segno] = [
        *detach(write_lines(linee, 0, base)),
        *detach([Testo(0, dopo, riga.periodo, CORPO_MESI, colore=INCHIOSTRO_TENUE)]),
    ]
    altezza = (len(linee) + 1) * INTERLINEA
    alto = y + (altezza - SPESSORE) / 2 if tela.etichette else y + altezza + 2
    return segni + _draw_time(riga, tela.asse, tinta, alto)


def _draw_time(riga: Attivita, asse: Asse, tinta: int, alto: float) -> list[Segno]:
    """A lozenge for a single date, a bar for a period, an open bar when its end is unknown."""
    if riga.singola:
        return [_lozenge(asse, riga, alto)]
    inizio = asse.place(riga.dal)
    if riga.al:
        larghezza = max(asse.place_end(riga.al) - inizio, 3)
        return paint(inizio, alto, larghezza, SPESSORE, _tint(tinta))
    fine, basso = asse.fine, alto + SPESSORE
    aperta = draw_polyline([(fine, alto), (inizio, alto), (inizio, basso), (fine, basso)])
    return [Percorso(aperta, bordo=_tint(tinta).colore, spessore=1.6, tratteggio="5 3")]


def _tint(gruppo: int) -> Tinta:
    """Plain fills before hatched ones: groups are told apart by their headings already."""
    return tint((0, 1, 3, 2, 5, 4)[gruppo % 6])


def _lozenge(asse: Asse, riga: Attivita, alto: float) -> Percorso:
    estremi = riga.giorni
    x = (asse.place(estremi[0]) + asse.place_end(estremi[-1])) / 2
    y, raggio = alto + SPESSORE / 2, SPESSORE / 2
    vertici = [(x - raggio, y), (x, y - raggio), (x + raggio, y), (x, y + raggio)]
    return Percorso(draw_polyline(vertici, closed=True), fondo=INCHIOSTRO)


def _paginate(strisce: Sequence[Striscia], tela: Tela, massima: float) -> list[list[Striscia]]:
    """Fill the pages in order; a heading stays with its first row, and is repeated."""
    spazio = massima - (tela.asse.intestazione if tela.asse else 0)
    pagine: list[list[Striscia]] = [[]]
    for i, striscia in enumerate(strisce):
        segue = strisce[i + 1].altezza if not striscia.frase and i + 1 < len(strisce) else 0
        piena = sum(s.altezza for s in pagine[-1]) + striscia.altezza + segue > spazio
        if piena and pagine[-1]:
            pagine.append(_continued(striscia, strisce))
        pagine[-1].append(striscia)
    return pagine


def _continued(striscia: Striscia, strisce: Sequence[Striscia]) -> list[Striscia]:
    """The heading repeated on top of a page that begins in the middle of a group."""
    if not striscia.gruppo or not striscia.frase:
        return []
    gruppi = [s.gruppo for s in strisce if s.gruppo and not s.frase]
    return [
        _heading(
            f"{striscia.gruppo.titolo} (segue)", gruppi.index(striscia.gruppo), striscia.gruppo
        )
    ]


def _draw_page(pagina: list[Striscia], tela: Tela, titolo: str) -> Figura:
    datate = [striscia for striscia in pagina if striscia.gruppo]
    y = tela.asse.intestazione if datate else 0
    segni: list[Segno] = []
    if datate:
        segni += axis_marks(tela.asse, 0, y + sum(striscia.altezza for striscia in datate))
    for striscia in pagina:
        segni += striscia.draw(y)
        y += striscia.altezza
    return Figura(tela.larghezza, y + 2, titolo, tuple(segni))


def _describe(pagina: list[Striscia], tela: Tela, blocco: Mapping, parte: str) -> str:
    """The message of one page; `parte` is said when there are more than one."""
    frasi = [f"{GENERE}: {end_with_stop(blocco['titolo'])}"]
    if not parte.endswith(" di 1"):
        frasi.append(f"Parte {parte}.")
    if tela.asse:
        frasi.append(f"Da {format_month(tela.asse.dal)} a {format_month(tela.asse.al)}.")
    if tela.asse and tela.asse.fine_ciclo:
        frasi.append(f"Fine del ciclo: {format_day(tela.asse.fine_ciclo)}.")
    return " ".join([*frasi, _activities(pagina, blocco.get("tabella", ""))])


def _activities(pagina: list[Striscia], tabella: str) -> str:
    """The rows of a page in words, the dated ones only counted when they are many."""
    datate = [striscia for striscia in pagina if striscia.gruppo and striscia.frase]
    senza_date = [striscia.frase for striscia in pagina if striscia.frase and not striscia.gruppo]
    if len(datate) <= VALORI_A_PAROLE:
        return end_with_stop("; ".join([striscia.frase for striscia in datate] + senza_date))
    conti = Counter(striscia.gruppo.titolo for striscia in datate)
    conteggio = ", ".join(f"{gruppo} {quante}" for gruppo, quante in conti.items())
    frasi = [f"Attività con date: {conteggio}", *senza_date]
    return f"{end_with_stop('; '.join(frasi))} {refer_to_table(tabella, 'Le date sono')}"
