"""Checks of the context tables: their arithmetic, their titles, where they come from."""

import re
from collections import defaultdict
from collections.abc import Iterator

from piano.classi import named_years
from piano.controlli.fonti import cite
from piano.controlli.parole import listed, quoted
from piano.controlli.posizioni import page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.derivazioni import (
    Derivazione,
    Scarto,
    Tabella,
    one_cell_mends,
    read_derivations,
    wrong_cells,
)
from piano.enums import LivelloRilievo
from piano.formule import ErroreFormula
from piano.models import TabellaContesto

# Who a title says that the table is about, and the columns that then should not be there.
SESSI = {
    "femminile": re.compile(r"\b(?:femminil\w|donn\w|femmin\w)\b"),
    "maschile": re.compile(r"\b(?:maschil\w|uomin\w|masch\w)\b"),
}
_NUMERO_DI = re.compile(r"\bnumero (?:medio )?(?:di|delle|dei|degli) ([a-zàèéìòù]+)")


def grid(tabella: TabellaContesto) -> Tabella:
    """The columns and rows of a table."""
    return Tabella(tabella.colonne, tabella.righe)


def derivations(tabella: TabellaContesto) -> list[Derivazione]:
    """The derivations of a table; none when they cannot be read."""
    try:
        return read_derivations(tabella.derivazioni, grid(tabella))
    except ErroreFormula:
        return []


def table_finding(tabella: TabellaContesto, testo: str, rimedio: str, **altro: object) -> Esito:
    """A finding about a table, read in its chapter."""
    return Esito(
        oggetto=tabella,
        testo=testo,
        rimedio=rimedio,
        capitolo=tabella.capitolo.numero,
        url=page_of_chapter(tabella.capitolo),
        **altro,
    )


# --- Arithmetic -------------------------------------------------------------------------------


@controllo(
    "conti-che-non-tornano",
    titolo="Somme, differenze e quote che non tornano in una tabella",
    verifica="Le celle che derivano da altre (somme, differenze, tassi, quote) sono quelle che si"
    " ottengono rifacendo il conto, alle cifre stampate.",
    perche="Una tabella che si contraddice rende dubbi tutti i suoi numeri.",
    livello=LivelloRilievo.ERRORE,
)
def not_adding_up(esame: Esame) -> Iterator[Esito]:
    """One finding for each row: a wrong cell often spoils several others of its row."""
    for tabella in esame.tabelle:
        per_riga = defaultdict(list)
        for scarto in _wrong(tabella):
            per_riga[scarto.riga].append(scarto)
        for etichetta, scarti in per_riga.items():
            yield table_finding(
                tabella,
                f"Nella tabella {cite(tabella)}, riga «{etichetta}»: "
                + "; ".join(map(_said, scarti))
                + f".{_hint(tabella, etichetta)}",
                "Verificare la riga sulla fonte e correggere la cella sbagliata.",
                discriminante=etichetta,
                valori=[[s.colonna, s.stampato, s.calcolato] for s in scarti],
            )


def _wrong(tabella: TabellaContesto) -> list[Scarto]:
    try:
        return wrong_cells(grid(tabella), derivations(tabella))
    except ErroreFormula:
        return []


def _said(scarto: Scarto) -> str:
    return (
        f"«{scarto.colonna}» è {scarto.stampato}, ma il conto ({scarto.conto}) dà"
        f" {scarto.calcolato}"
    )


def _hint(tabella: TabellaContesto, etichetta: str) -> str:
    sospetta = one_cell_mends(grid(tabella), derivations(tabella), etichetta)
    if not sospetta:
        return ""
    colonna, stampato, nuovo = sospetta
    return (
        f" Tornerebbero tutti se «{colonna}» fosse {nuovo} invece di {stampato}: è probabilmente"
        " lì lo sbaglio."
    )


@controllo(
    "derivazione-illeggibile",
    titolo="Derivazione di una tabella che non si calcola",
    verifica="Le derivazioni di ogni tabella si leggono e parlano di righe e colonne che ha.",
    perche="Un conto che non si rifà non è verificato da nessuno.",
    livello=LivelloRilievo.ERRORE,
)
def unreadable_derivation(esame: Esame) -> Iterator[Esito]:
    """A shape that is none, a name that is not there, a division by zero, an empty cell."""
    for tabella in esame.tabelle:
        try:
            wrong_cells(grid(tabella), read_derivations(tabella.derivazioni, grid(tabella)))
        except ErroreFormula as errore:
            yield table_finding(
                tabella,
                f"Un conto della tabella {cite(tabella)} non si calcola: {errore}.",
                "Correggere la derivazione, o la cella da cui dipende.",
                valori=str(errore),
            )


# --- Titles -----------------------------------------------------------------------------------


@controllo(
    "titolo-che-dice-altro",
    titolo="Titolo di tabella che dice altro dal contenuto",
    verifica="Il titolo stampato nomina ciò che la tabella misura e chi vi è contato.",
    perche="Una tabella si cita per il suo titolo: se dice altro, si cita un dato che non c'è.",
    livello=LivelloRilievo.ERRORE,
)
def title_says_otherwise(esame: Esame) -> Iterator[Esito]:
    """One sex in the title and both in the columns; a thing counted that no column counts."""
    for tabella in esame.tabelle:
        for nominato, contenuto in (*_one_sex(tabella), *_not_counted(tabella)):
            yield table_finding(
                tabella,
                f"La tabella è intitolata «{tabella.titolo_citato}», ma {contenuto}.",
                "Correggere il titolo perché dica ciò che la tabella contiene.",
                discriminante=nominato,
                valori=[tabella.titolo_citato, _columns(tabella)],
            )


def _columns(tabella: TabellaContesto) -> list[str]:
    return [colonna["titolo"] for colonna in tabella.colonne]


def _one_sex(tabella: TabellaContesto) -> Iterator[tuple[str, str]]:
    titolo = tabella.titolo_citato.lower()
    nominati = [sesso for sesso, parole in SESSI.items() if parole.search(titolo)]
    etichette = [*_columns(tabella), *(riga["etichetta"] for riga in tabella.righe)]
    presenti = {
        sesso: nome
        for sesso, parole in SESSI.items()
        for nome in etichette
        if parole.search(nome.lower())
    }
    if len(nominati) == 1 and len(presenti) == len(SESSI):
        yield nominati[0], f"contiene insieme {quoted(sorted(presenti.values(), reverse=True))}"


def _not_counted(tabella: TabellaContesto) -> Iterator[tuple[str, str]]:
    """`Numero di X` in the title, and X in no column, unit or heading."""
    colonne = " ".join(
        f"{c['titolo']} {c['unita']}" for c in [*tabella.colonne, _heading(tabella)]
    ).lower()
    for cosa in _NUMERO_DI.findall(tabella.titolo_citato.lower()):
        if not re.search(rf"\b{cosa}\b", colonne):
            yield cosa, f"nessuna colonna conta {cosa}: misura {quoted(_columns(tabella))}"


def _heading(tabella: TabellaContesto) -> dict[str, str]:
    return {"titolo": tabella.intestazione, "unita": ""}


@controllo(
    "anno-del-titolo",
    titolo="Anni diversi nel titolo e nelle colonne",
    verifica="Gli anni nominati dalle colonne sono quelli a cui la tabella dice di riferirsi.",
    perche="Non si sa a quale data valgano i numeri.",
    livello=LivelloRilievo.AVVERTENZA,
)
def another_year(esame: Esame) -> Iterator[Esito]:
    """A column names a year that neither the title nor the reference does."""
    for tabella in esame.tabelle:
        detti = named_years(f"{tabella.titolo_citato} {tabella.riferimento}")
        for titolo in _columns(tabella):
            altri = named_years(titolo) - detti
            if detti and altri:
                yield table_finding(
                    tabella,
                    f"La colonna «{titolo}» nomina il {listed(sorted(altri))}, ma la tabella"
                    f" «{tabella.titolo_citato or tabella.titolo}» si riferisce a:"
                    f" {tabella.riferimento or listed(sorted(detti))}.",
                    "Verificare a quale data si riferiscono i numeri e scriverla in un modo solo.",
                    discriminante=titolo,
                    valori=[titolo, sorted(altri), sorted(detti)],
                )


# --- Where they come from ---------------------------------------------------------------------


@controllo(
    "tabella-senza-fonte",
    titolo="Tabella senza fonte",
    verifica="Ogni tabella dice da dove vengono i suoi numeri.",
    perche="Senza fonte i numeri non si possono né verificare né aggiornare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def table_without_source(esame: Esame) -> Iterator[Esito]:
    """Tables whose `fonte` is empty."""
    for tabella in esame.tabelle:
        if not tabella.fonte.strip():
            yield table_finding(
                tabella,
                f"La tabella {cite(tabella)} non indica la fonte.",
                "Scrivere chi ha rilevato i dati e dove sono pubblicati.",
                valori="",
            )


@controllo(
    "tabella-senza-riferimento",
    titolo="Tabella senza data",
    verifica="Ogni tabella dice a quale giorno o periodo si riferisce.",
    perche="Un numero senza data non si può confrontare con quello dell'anno dopo.",
    livello=LivelloRilievo.AVVERTENZA,
)
def table_without_date(esame: Esame) -> Iterator[Esito]:
    """Tables whose `riferimento` is empty."""
    for tabella in esame.tabelle:
        if not tabella.riferimento.strip():
            yield table_finding(
                tabella,
                f"La tabella {cite(tabella)} non dice a quando si riferisce.",
                "Scrivere il giorno o il periodo della rilevazione.",
                valori="",
            )


@controllo(
    "celle-vuote",
    titolo="Celle vuote in una tabella",
    verifica="Ogni cella di una tabella ha un valore.",
    perche="Un vuoto non spiegato può essere uno zero, un dato non rilevato o una dimenticanza.",
    livello=LivelloRilievo.AVVERTENZA,
)
def empty_cells(esame: Esame) -> Iterator[Esito]:
    """One finding for each table with cells that hold nothing."""
    for tabella in esame.tabelle:
        vuote = [
            f"{riga['etichetta']}, {colonna['titolo']}"
            for riga in tabella.righe
            for colonna, valore in zip(tabella.colonne, riga["valori"], strict=True)
            if valore is None
        ]
        if vuote and not tabella.nota.strip():
            yield table_finding(
                tabella,
                f"Nella tabella {cite(tabella)} mancano dei valori: {quoted(vuote)}.",
                "Completare le celle, o spiegare in una nota perché il dato non c'è.",
                valori=vuote,
            )
