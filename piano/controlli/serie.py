"""Checks of series: classes and years without gaps, trends and extremes that the values bear."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from conciliazione.numeri import format_decimal, format_percent
from piano.classi import Classe, gaps, missing_years, overlaps, read_class, read_classes, read_years
from piano.controlli.fonti import cite, said
from piano.controlli.parole import listed
from piano.controlli.posizioni import page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.tabelle import table_finding
from piano.derivazioni import read_cell
from piano.enums import LivelloRilievo
from piano.models import Dichiarazione, TabellaContesto
from piano.parole_di_misura import read_extreme, read_trend
from piano.quantita import round_to

# A year is out of line when it changes by more than a tenth, and thrice as much as any other.
SALTO_PERCENTO, SALTO_VOLTE, ANNI_MINIMI = Decimal(10), 3, 4
ANNI_DI = "anni"
_DAL_AL = re.compile(r"\bdal\s+((?:19|20)\d{2})\s+al\s+((?:19|20)\d{2})\b")


def _labels(tabella: TabellaContesto) -> list[str]:
    return [riga["etichetta"] for riga in tabella.righe]


# --- Classes ----------------------------------------------------------------------------------


@controllo(
    "classi-con-salti",
    titolo="Classi che lasciano vuoti o si sovrappongono",
    verifica="Le classi di una tabella coprono tutti i valori, uno dopo l'altro e una volta sola.",
    perche="Chi cade nel vuoto non è contato, o la classe ha un'etichetta sbagliata.",
    livello=LivelloRilievo.ERRORE,
)
def broken_classes(esame: Esame) -> Iterator[Esito]:
    """One finding for each pair of neighbouring classes that do not join."""
    for tabella in esame.tabelle:
        classi = read_classes(_labels(tabella))
        for prima, dopo, dal, al in gaps(classi):
            quali = f"il {dal}" if dal == al else f"i valori da {dal} a {al}"
            yield _classes(tabella, prima, dopo, f"fra l'una e l'altra non c'è posto per {quali}")
        for prima, dopo, primo in overlaps(classi):
            yield _classes(tabella, prima, dopo, f"il {primo} è in entrambe")


def _classes(tabella: TabellaContesto, prima: Classe, dopo: Classe, cosa: str) -> Esito:
    coppia = f"«{prima.etichetta}» e «{dopo.etichetta}»"
    return table_finding(
        tabella,
        f"Nella tabella {cite(tabella)} si succedono le classi {coppia}: {cosa}.",
        "Verificare sulla fonte le etichette delle due classi, o aggiungere quella che manca.",
        discriminante=f"{prima.etichetta} / {dopo.etichetta}",
        valori=[prima.etichetta, dopo.etichetta],
    )


@controllo(
    "estremo-smentito",
    titolo="Classe detta estrema che non lo è",
    verifica="La classe che il testo dice la più giovane, la più anziana, la più grande… è davvero"
    " la prima o l'ultima della tabella.",
    perche="La frase vale per un'altra classe, con altri numeri.",
    livello=LivelloRilievo.ERRORE,
)
def not_the_extreme(esame: Esame) -> Iterator[Esito]:
    """A declared class, that its table has, with another class beyond it."""
    for riga in esame.dichiarazioni:
        alto = read_extreme(riga.etichetta)
        if alto is None or riga.tabella is None or riga.valore is not None:
            continue
        classi = sorted(read_classes(_labels(riga.tabella)), key=lambda classe: classe.dal)
        detta = read_class(riga.testo)
        if not classi or detta is None:
            continue
        estrema = classi[-1] if alto else classi[0]
        if estrema.dal != detta.dal:
            yield _declared(
                riga,
                f"{riga.etichetta}: il testo dice «{riga.testo}», ma nella tabella"
                f" {cite(riga.tabella)} c'è ancora la classe «{estrema.etichetta}».",
                "Riferire la frase alla classe estrema, o non chiamarla così.",
                [riga.testo, estrema.etichetta],
            )


def _declared(riga: Dichiarazione, testo: str, rimedio: str, valori: object) -> Esito:
    return Esito(
        oggetto=riga,
        testo=testo,
        rimedio=rimedio,
        capitolo=riga.capitolo.numero,
        valori=valori,
        url=page_of_chapter(riga.capitolo),
    )


# --- Years ------------------------------------------------------------------------------------


@controllo(
    "anni-mancanti",
    titolo="Serie con anni mancanti",
    verifica="Una serie annuale non salta anni.",
    perche="Il confronto fra due anni che non si seguono non è quello che sembra.",
    livello=LivelloRilievo.AVVERTENZA,
)
def missing(esame: Esame) -> Iterator[Esito]:
    """Rows that are years, with some left out."""
    for tabella in esame.tabelle:
        if mancano := missing_years(read_years(_labels(tabella))):
            quali = "manca il" if len(mancano) == 1 else "mancano gli anni"
            yield table_finding(
                tabella,
                f"Nella serie della tabella {cite(tabella)} {quali} {listed(mancano)}.",
                "Aggiungere il dato, o spiegare accanto alla tabella perché non c'è.",
                valori=mancano,
            )


@controllo(
    "salto-nella-serie",
    titolo="Salto anomalo in una serie",
    verifica="Da un anno all'altro una serie cambia in misura simile; un anno che cambia di oltre"
    " un decimo e tre volte più di ogni altro è da spiegare.",
    perche="Può essere cambiato ciò che si conta (il territorio, il metodo) e non ciò che accade.",
    livello=LivelloRilievo.AVVERTENZA,
)
def sudden_change(esame: Esame) -> Iterator[Esito]:
    """One finding for each column of whole numbers with one change out of line."""
    for tabella in esame.tabelle:
        for posto, colonna in enumerate(tabella.colonne):
            if trovato := _out_of_line(_series(tabella, posto)):
                prima, dopo, altri = trovato
                yield table_finding(
                    tabella,
                    f"Nella tabella {cite(tabella)} «{colonna['titolo']}» passa da"
                    f" {format_decimal(prima[1])} nel {prima[0]} a {format_decimal(dopo[1])} nel"
                    f" {dopo[0]} ({_signed(prima, dopo)}); negli altri anni cambia al massimo del"
                    f" {_percent(altri)}.",
                    "Verificare se nel frattempo è cambiato il territorio o il modo di contare; se"
                    " sì, scriverlo accanto alla tabella.",
                    discriminante=colonna["titolo"],
                    valori=[str(prima[1]), str(dopo[1])],
                )


Punto = tuple[int, Decimal]


def _series(tabella: TabellaContesto, posto: int) -> list[Punto]:
    """Year and value, where both are known."""
    punti = [
        (int(riga["etichetta"]), read_cell(riga["valori"][posto]))
        for riga in tabella.righe
        if read_years([riga["etichetta"]])
    ]
    return [(anno, valore) for anno, valore in punti if valore]


def _out_of_line(punti: list[Punto]) -> tuple[Punto, Punto, Decimal] | None:
    """The year before and the one after the change out of line, and the greatest of the others."""
    cambi = [
        (abs(dopo[1] - prima[1]) / abs(prima[1]) * 100, prima, dopo)
        for prima, dopo in pairwise(punti)
        if dopo[0] == prima[0] + 1
    ]
    if len(cambi) < ANNI_MINIMI:
        return None
    secondo, (massimo, prima, dopo) = sorted(cambi)[-2][0], max(cambi)
    fuori = massimo > SALTO_PERCENTO and massimo > SALTO_VOLTE * secondo
    return (prima, dopo, secondo) if fuori else None


def _signed(prima: Punto, dopo: Punto) -> str:
    cambio = (dopo[1] - prima[1]) / abs(prima[1]) * 100
    return f"{'+' if cambio > 0 else '−'}{_percent(abs(cambio))}"


def _percent(valore: Decimal) -> str:
    return format_percent(round_to(valore, Decimal("0.1")))


@controllo(
    "intervalli-contati-male",
    titolo="Anni contati al posto degli intervalli",
    verifica="La durata di un periodo è la differenza fra l'ultimo anno e il primo.",
    perche="Una crescita divisa per un anno di troppo sembra più lenta di quello che è.",
    livello=LivelloRilievo.AVVERTENZA,
)
def intervals(esame: Esame) -> Iterator[Esito]:
    """A declared number of years that counts both ends of its period, or neither."""
    for riga in esame.dichiarazioni:
        periodo = _DAL_AL.search(riga.riferimento)
        if not periodo or riga.unita != ANNI_DI or riga.valore is None:
            continue
        dal, al = int(periodo[1]), int(periodo[2])
        if riga.valore != al - dal:
            yield _declared(
                riga,
                f"{riga.etichetta}: il testo dice «{said(riga)}», ma dal {dal} al {al} passano"
                f" {al - dal} anni{_both_ends(riga, dal, al)}.",
                f"Scrivere «in {al - dal} anni» dove si parla di crescita o di calo.",
                [said(riga), dal, al],
            )


def _both_ends(riga: Dichiarazione, dal: int, al: int) -> str:
    """Why the number is one too many, when it is."""
    if riga.valore != al - dal + 1:
        return ""
    return (
        f": {int(riga.valore)} sono gli anni rilevati, {al - dal} gli intervalli su cui si misura"
        " un cambiamento"
    )


# --- Trends -----------------------------------------------------------------------------------


def _trends(esame: Esame) -> Iterator[tuple[Dichiarazione, int, list[Punto]]]:
    """The declared trends of a yearly series, with 1 or -1 and the series of their table."""
    for riga in esame.dichiarazioni:
        verso = read_trend(riga.testo) if riga.valore is None else 0
        if verso and riga.tabella is not None and len(punti := _series(riga.tabella, 0)) > 1:
            yield riga, verso, punti


@controllo(
    "tendenza-smentita",
    titolo="Tendenza dichiarata che i valori smentiscono",
    verifica="Ciò che il testo dice in aumento o in diminuzione lo è, dal primo anno all'ultimo.",
    perche="Si decide su una tendenza che non c'è.",
    livello=LivelloRilievo.ERRORE,
)
def contradicted_trend(esame: Esame) -> Iterator[Esito]:
    """The last value stands on the other side of the first."""
    for riga, verso, punti in _trends(esame):
        (primo, da), (ultimo, a) = punti[0], punti[-1]
        if (a - da) * verso <= 0:
            yield _declared(
                riga,
                f"{riga.etichetta}: il testo dice «{riga.testo}», ma nella tabella"
                f" {cite(riga.tabella)} si passa da {format_decimal(da)} nel {primo} a"
                f" {format_decimal(a)} nel {ultimo}.",
                "Correggere la frase, o indicare per quali anni vale.",
                [riga.testo, str(da), str(a)],
            )


@controllo(
    "tendenza-su-serie-incompleta",
    titolo="Tendenza dichiarata su una serie con anni mancanti",
    verifica="Una tendenza si dichiara su una serie di cui si conoscono tutti gli anni.",
    perche="L'anno che manca può smentirla.",
    livello=LivelloRilievo.AVVERTENZA,
)
def trend_on_gaps(esame: Esame) -> Iterator[Esito]:
    """The series of a declared trend leaves years out."""
    for riga, _, punti in _trends(esame):
        if mancano := missing_years([anno for anno, _ in punti]):
            yield _declared(
                riga,
                f"{riga.etichetta}: il testo dice «{riga.testo}», ma nella serie della tabella"
                f" {cite(riga.tabella)} non c'è il {listed(mancano)}.",
                "Completare la serie, o dire su quali anni si basa la tendenza.",
                [riga.testo, mancano],
            )
