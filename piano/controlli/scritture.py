"""Checks of how the documents say their figures: names, units, words, sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from piano.controlli.dichiarazioni import computed, declared_finding, terms
from piano.controlli.fonti import cite, said, spell_value
from piano.controlli.parole import counted, quoted
from piano.controlli.posizioni import page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import Confronto, LivelloRilievo
from piano.formule import keeps_unit
from piano.models import Dichiarazione, TabellaContesto
from piano.parole_di_misura import DIFFERENZE, read_comparison, speaks_of_points
from piano.quantita import PERCENTO, last_digit, read_number, round_to

# --- Against what it is called ----------------------------------------------------------------


@controllo(
    "grandezza-con-altro-nome",
    titolo="Cifre citate con un'unità diversa da quella della tabella",
    verifica="Il testo chiama le cifre di una tabella come la tabella: stessa unità, stessa cosa.",
    perche="Il numero è giusto e la frase è falsa: chi la ripete diffonde un errore.",
    livello=LivelloRilievo.ERRORE,
)
def called_otherwise(esame: Esame) -> Iterator[Esito]:
    """One finding for each column that the text calls by another unit."""
    for (tabella, detta, misurata), righe in _called_otherwise(esame).items():
        prima = righe[0]
        yield Esito(
            oggetto=tabella,
            testo=f"Il testo parla di {detta}, la tabella {cite(tabella)} misura {misurata}: "
            + "; ".join(f"{riga.etichetta} ({said(riga)})" for riga in righe)
            + ".",
            rimedio=f"Riscrivere le frasi parlando di {misurata}, o riportare una tabella che"
            f" misuri {detta}.",
            capitolo=prima.capitolo.numero,
            discriminante=detta,
            valori=[detta, misurata, [riga.slug for riga in righe]],
            url=page_of_chapter(prima.capitolo),
        )


def _called_otherwise(
    esame: Esame,
) -> dict[tuple[TabellaContesto, str, str], list[Dichiarazione]]:
    trovate = defaultdict(list)
    for riga, nodo, _, fonti in computed(esame):
        if not keeps_unit(nodo) or not riga.unita:
            continue
        termini = terms(nodo, fonti)
        unita = {termine.unita for termine in termini}
        if not all(t.origine for t in termini) or len(unita) != 1:
            continue
        if (misurata := unita.pop()) and _other_unit(riga.unita, misurata):
            trovate[termini[0].origine[0], riga.unita, misurata].append(riga)
    return trovate


def _other_unit(detta: str, misurata: str) -> bool:
    """Points are what percentages differ by."""
    return detta != misurata and not (misurata in PERCENTO and detta in PERCENTO | DIFFERENZE)


@controllo(
    "punti-al-posto-di-percentuale",
    titolo="Punti percentuali al posto di una percentuale",
    verifica="Si parla di punti percentuali solo per la differenza fra due percentuali.",
    perche="Una crescita del 10 % e una di 10 punti sono cose diverse.",
    livello=LivelloRilievo.AVVERTENZA,
)
def points_for_percent(esame: Esame) -> Iterator[Esito]:
    """Words that say points where the formula is no difference between percentages."""
    for riga, nodo, _, fonti in computed(esame):
        percentuali = all(termine.unita in PERCENTO for termine in terms(nodo, fonti))
        if speaks_of_points(f"{riga.testo} {riga.unita}") and not (
            keeps_unit(nodo) and percentuali
        ):
            yield declared_finding(
                riga,
                f"{riga.etichetta}: il testo dice «{said(riga)}», ma il numero non è la differenza"
                " fra due percentuali.",
                "Scrivere «per cento», o «%», al posto di «punti percentuali».",
                valori=said(riga),
            )


# --- Against one another ----------------------------------------------------------------------


@controllo(
    "dichiarazioni-discordi",
    titolo="La stessa cosa dichiarata con due valori",
    verifica="Ciò che ha lo stesso nome e si riferisce allo stesso tempo ha un valore solo.",
    perche="Il documento si contraddice, e non si sa quale numero usare.",
    livello=LivelloRilievo.ERRORE,
)
def discordant(esame: Esame) -> Iterator[Esito]:
    """Same label, same time, same unit, values that cannot both be true."""
    gruppi = defaultdict(list)
    for riga in esame.dichiarazioni:
        if riga.valore is not None:
            gruppi[riga.etichetta.casefold(), riga.riferimento, riga.unita].append(riga)
    for righe in gruppi.values():
        diverse = [riga for riga in righe[1:] if _disagree(righe[0], riga)]
        if diverse:
            detti = [said(riga) for riga in (righe[0], *diverse)]
            yield declared_finding(
                righe[0],
                f"«{righe[0].etichetta}»{_when(righe[0])} ha più valori: {quoted(detti)}.",
                "Verificare sulla fonte qual è il valore giusto e lasciarne uno solo; se si tratta"
                " di cose diverse, dare loro nomi diversi.",
                valori=detti,
            )


def _when(riga: Dichiarazione) -> str:
    return f" ({riga.riferimento})" if riga.riferimento else ""


def _disagree(una: Dichiarazione, altra: Dichiarazione) -> bool:
    """Whether no value would be written in both ways."""
    passi = [last_digit(riga.valore, riga.testo, riga.confronto) for riga in (una, altra)]
    if una.confronto == altra.confronto == Confronto.UGUALE:
        passo = max(passi)
        return round_to(una.valore, passo) != round_to(altra.valore, passo)
    return abs(una.valore - altra.valore) > sum(passi)


# --- Against their own words ------------------------------------------------------------------


@controllo(
    "valore-diverso-dalle-parole",
    titolo="Valore registrato diverso da quello scritto",
    verifica="Il valore registrato è il numero che si legge nelle parole del documento.",
    perche="I controlli verificherebbero un numero che il documento non dice.",
    livello=LivelloRilievo.ERRORE,
)
def not_as_written(esame: Esame) -> Iterator[Esito]:
    """Text in digits that writes another number than `valore`."""
    for riga in esame.dichiarazioni:
        scritto = read_number(riga.testo)
        if riga.valore is not None and scritto is not None and scritto != riga.valore:
            registrato = spell_value(riga.valore, riga.unita)
            yield declared_finding(
                riga,
                f"{riga.etichetta}: il documento dice «{riga.testo}», il valore registrato è"
                f" {registrato}.",
                "Correggere il valore registrato, o le parole se sono state copiate male.",
                valori=[riga.testo, registrato],
            )


@controllo(
    "confronto-diverso-dalle-parole",
    titolo="«Oltre», «quasi», «circa» non registrati",
    verifica="Il modo in cui un valore va letto è quello delle sue parole: «oltre» e «più di» come"
    " un minimo, «quasi» e «meno di» come un massimo, «circa» come un'approssimazione.",
    perche="Un numero tondo verificato come esatto dà un rilievo falso, o ne nasconde uno vero.",
    livello=LivelloRilievo.AVVERTENZA,
)
def not_as_said(esame: Esame) -> Iterator[Esito]:
    """Words of comparison that `confronto` does not follow."""
    for riga in esame.dichiarazioni:
        atteso = read_comparison(riga.testo)
        if riga.valore is not None and atteso and atteso != riga.confronto:
            letto = Confronto(riga.confronto).label
            yield declared_finding(
                riga,
                f"{riga.etichetta}: il documento dice «{riga.testo}», ma il valore va letto come"
                f" «{letto}».",
                f"Scegliere «{atteso.label}» nel campo «come va letto il valore».",
                valori=[riga.testo, letto],
            )


@controllo(
    "dichiarazioni-senza-fonte",
    titolo="Dati di cui non si dice la fonte",
    verifica="Ogni numero ha una fonte, una tabella di cui parla o una formula che lo calcola.",
    perche="Un numero senza fonte non si può né verificare né aggiornare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def without_source(esame: Esame) -> Iterator[Esito]:
    """One finding for each chapter, with all of its figures that nothing supports."""
    per_capitolo = defaultdict(list)
    for riga in esame.dichiarazioni:
        if not (riga.fonte or riga.tabella_id or riga.formula):
            per_capitolo[riga.capitolo].append(riga)
    for capitolo, righe in per_capitolo.items():
        quante = counted(len(righe), "dato non ha", "dati non hanno")
        yield Esito(
            oggetto=capitolo,
            testo=f"Nel capitolo «{capitolo.titolo}» {quante} una fonte: {_all_said(righe)}.",
            rimedio="Indicare per ciascuno la fonte e la data, o la tabella da cui è tratto.",
            capitolo=capitolo.numero,
            valori=[riga.slug for riga in righe],
            url=page_of_chapter(capitolo),
        )


def _all_said(righe: Iterable[Dichiarazione]) -> str:
    return "; ".join(f"{riga.etichetta}{_when(riga)}, {said(riga)}" for riga in righe)
