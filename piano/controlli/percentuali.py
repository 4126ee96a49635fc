"""Checks of percentages: printed shares add to one hundred, none is out of its range."""

from collections.abc import Iterator
from decimal import Decimal

from conciliazione.numeri import format_percent
from conciliazione.quote import largest_remainder
from piano.controlli.dichiarazioni import CENTO, computed, is_printed_hundred, terms
from piano.controlli.fonti import Fonti, cite, said
from piano.controlli.parole import listed
from piano.controlli.posizioni import page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.tabelle import derivations, grid
from piano.derivazioni import SommaErrata, read_cell, wrong_sums
from piano.enums import LivelloRilievo
from piano.formule import Nodo, parse
from piano.models import Capitolo, Dichiarazione, TabellaContesto
from piano.parole_di_misura import is_change
from piano.quantita import PERCENTO

RIMEDIO_CENTO = (
    "Dare l'unità che manca o che avanza alla quota il cui arrotondamento pesa di più (il portale"
    " lo fa da sé per le quote che calcola), o avvertire che la somma risente degli arrotondamenti."
)


@controllo(
    "percentuali-che-non-fanno-cento",
    titolo="Percentuali stampate che non fanno 100",
    verifica="Le quote di uno stesso intero, come sono stampate, sommano a 100 alla cifra meno fine"
    " fra le loro.",
    perche="Chi le somma trova un altro totale e dubita di tutte.",
    livello=LivelloRilievo.ERRORE,
)
def not_one_hundred(esame: Esame) -> Iterator[Esito]:
    """Declared shares above a declared 100, and columns of shares; these only to be verified."""
    for riga, nodo, esito, fonti in computed(esame):
        if is_printed_hundred(riga, nodo) and esito.valore != CENTO:
            quote = listed(termine.scritto for termine in terms(nodo, fonti))
            yield _finding(
                riga,
                riga.capitolo,
                f"{riga.etichetta}: è stampato {said(riga)}, ma le quote stampate ({quote}) sommano"
                f" a {format_percent(esito.valore)}.{_would_be(esame, nodo, fonti)}",
                valori=[quote, said(riga)],
            )
    for tabella in esame.tabelle:
        for somma in wrong_sums(grid(tabella), derivations(tabella)):
            yield _column(tabella, somma)


def _finding(oggetto: object, capitolo: Capitolo, testo: str, **altro: object) -> Esito:
    return Esito(
        oggetto=oggetto,
        testo=testo,
        rimedio=RIMEDIO_CENTO,
        capitolo=capitolo.numero,
        url=page_of_chapter(capitolo),
        **altro,
    )


def _column(tabella: TabellaContesto, somma: SommaErrata) -> Esito:
    return _finding(
        tabella,
        tabella.capitolo,
        f"Nella tabella {cite(tabella)} i valori stampati della colonna «{somma.colonna}»"
        f" sommano a {format_percent(somma.somma)}, non a {format_percent(somma.attesa)}.",
        discriminante=somma.colonna,
        valori=[somma.colonna, str(somma.somma)],
        livello=LivelloRilievo.AVVERTENZA,
    )


def _would_be(esame: Esame, nodo: Nodo, fonti: Fonti) -> str:
    """The shares of the same amounts that add to 100, when each one says what it derives from."""
    per_etichetta = {riga.etichetta: riga for riga in esame.dichiarazioni if riga.formula}
    importi = [
        _amount(per_etichetta[termine.nome], fonti)
        for termine in terms(nodo, fonti)
        if termine.nome in per_etichetta
    ]
    if None in importi or not any(importi) or len(importi) != len(terms(nodo, fonti)):
        return ""
    quote = listed(format_percent(quota) for quota in largest_remainder(importi))
    return f" Calcolate in modo che sommino a 100 sarebbero {quote}."


def _amount(riga: Dichiarazione, fonti: Fonti) -> Decimal | None:
    """The first figure of the formula of a share: what it is a share of the whole."""
    primo = next(iter(terms(parse(riga.formula), fonti)), None)
    return primo.quantita.valore if primo and primo.quantita.valore >= 0 else None


@controllo(
    "percentuale-impossibile",
    titolo="Percentuale sotto 0 o sopra 100",
    verifica="Una quota sta fra 0 e 100; solo una variazione può uscirne.",
    perche="Nessuna parte supera il suo intero: uno dei due numeri è sbagliato.",
    livello=LivelloRilievo.ERRORE,
)
def out_of_range(esame: Esame) -> Iterator[Esito]:
    """Declared shares, and cells of a table, that no share can be."""
    for riga in esame.dichiarazioni:
        if riga.unita in PERCENTO and not is_change(riga.etichetta) and _outside(riga.valore):
            yield _impossible(riga, riga.capitolo, f"{riga.etichetta}: {said(riga)}.", said(riga))
    for tabella in esame.tabelle:
        for nome, valore in _shares(tabella):
            if _outside(valore):
                quanto = format_percent(valore)
                testo = f"Nella tabella {cite(tabella)}, {nome}: {quanto}."
                yield _impossible(tabella, tabella.capitolo, testo, quanto, nome)


def _impossible(
    oggetto: object, capitolo: Capitolo, testo: str, quanto: str, nome: str = ""
) -> Esito:
    return Esito(
        oggetto=oggetto,
        testo=f"{testo} Una quota sta fra 0 e 100.",
        rimedio="Verificare il numero sulla fonte; se è una variazione, chiamarla così.",
        capitolo=capitolo.numero,
        discriminante=nome,
        valori=[nome, quanto],
        url=page_of_chapter(capitolo),
    )


def _outside(valore: Decimal | None) -> bool:
    return valore is not None and not 0 <= valore <= CENTO


def _shares(tabella: TabellaContesto) -> Iterator[tuple[str, Decimal | None]]:
    """Name and value of each cell that is a share."""
    for riga in tabella.righe:
        for colonna, valore in zip(tabella.colonne, riga["valori"], strict=True):
            nome = f"{riga['etichetta']}, {colonna['titolo']}"
            if colonna["unita"] in PERCENTO and not is_change(f"{nome} {tabella.titolo}"):
                yield nome, read_cell(valore)
