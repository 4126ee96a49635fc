"""What one difference says: of what kind, where, and in which words."""

from dataclasses import dataclass
from enum import StrEnum

from piano.confronti.parole import AGGIUNTO, TOLTO, Pezzo, diff_words


class Genere(StrEnum):
    """What changed, as the summary counts it."""

    IDENTITA = "Dati del documento"
    PARTE = "Capitoli e allegati"
    SEZIONE = "Sezioni"
    TESTO = "Paragrafi"
    TABELLA = "Tabelle"
    RIGA = "Righe di tabelle"
    CELLA = "Celle e totali di tabelle"
    VOCE = "Voci di elenchi e schede"
    FIGURA = "Figure"
    VALORE = "Valori delle figure"


class Esito(StrEnum):
    """How it changed."""

    AGGIUNTO = "aggiunto"
    TOLTO = "tolto"
    CAMBIATO = "cambiato"


@dataclass(frozen=True)
class Differenza:
    """One difference: `dove` tells the place, `sezione` within which one, `pezzi` the words."""

    genere: Genere
    esito: Esito
    dove: str
    pezzi: tuple[Pezzo, ...] = ()
    sezione: str = ""


def added(genere: Genere, dove: str, testo: str = "") -> Differenza:
    """Something that was not there."""
    return Differenza(genere, Esito.AGGIUNTO, dove, _whole(AGGIUNTO, testo))


def removed(genere: Genere, dove: str, testo: str = "") -> Differenza:
    """Something that is there no more."""
    return Differenza(genere, Esito.TOLTO, dove, _whole(TOLTO, testo))


def changed(genere: Genere, dove: str, prima: str, dopo: str) -> list[Differenza]:
    """The difference between two texts; none when they are equal."""
    if prima == dopo:
        return []
    if not prima.strip():
        return [added(genere, dove, dopo)]
    if not dopo.strip():
        return [removed(genere, dove, prima)]
    return [Differenza(genere, Esito.CAMBIATO, dove, diff_words(prima, dopo))]


def replaced(genere: Genere, dove: str, prima: str, dopo: str) -> list[Differenza]:
    """As `changed`, of values that are not to be read word by word."""
    if prima == dopo or not prima or not dopo:
        return changed(genere, dove, prima, dopo)
    return [Differenza(genere, Esito.CAMBIATO, dove, (Pezzo(TOLTO, prima), Pezzo(AGGIUNTO, dopo)))]


def noted(genere: Genere, dove: str) -> Differenza:
    """A change that is told and not shown."""
    return Differenza(genere, Esito.CAMBIATO, dove)


def _whole(tipo: str, testo: str) -> tuple[Pezzo, ...]:
    return (Pezzo(tipo, testo),) if testo.strip() else ()
