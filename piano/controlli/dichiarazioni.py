"""Checks of what the documents declare, against the figures, tables and words it speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from piano.controlli.fonti import Fonti, cite, said, spell_value
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import Confronto, LivelloRilievo
from piano.formule import (
    CifraAssente,
    ErroreFormula,
    Funzione,
    Nodo,
    Ordine,
    Termine,
    broken_links,
    evaluate,
    keeps_unit,
    parse,
    references,
    spell,
)
from piano.models import Dichiarazione, TabellaContesto
from piano.parole_di_misura import DIFFERENZE, read_comparison
from piano.quantita import (
    PERCENTO,
    RAPPORTI,
    Accordo,
    Quantita,
    compare,
    last_digit,
    read_number,
    round_to,
)

CENTO = Decimal(100)


def _finding(riga: Dichiarazione, testo: str, rimedio: str, **altro: object) -> Esito:
    return Esito(
        oggetto=riga,
        testo=testo,
        rimedio=rimedio,
        capitolo=riga.capitolo.numero,
        url=page_of_chapter(riga.capitolo),
        **altro,
    )


def _parsed(esame: Esame) -> Iterator[tuple[Dichiarazione, Nodo]]:
    """The declarations with the tree of their formula; those that cannot be read left out."""
    for riga in esame.dichiarazioni:
        try:
            if riga.formula:
                yield riga, parse(riga.formula)
        except ErroreFormula:
            continue


def computed(esame: Esame) -> Iterator[tuple[Dichiarazione, Nodo, Quantita, Fonti]]:
    """The declared values with what their formula gives; those that cannot be computed left out."""
    fonti = Fonti(esame)
    for riga, nodo in _parsed(esame):
        if riga.valore is None or isinstance(nodo, Ordine):
            continue
        try:
            yield riga, nodo, evaluate(nodo, fonti), fonti
        except ErroreFormula:
            continue


# --- Against what it is computed from ---------------------------------------------------------


def is_printed_hundred(riga: Dichiarazione, nodo: Nodo) -> bool:
    """Whether a declaration is the 100 under some printed percentages."""
    somma = isinstance(nodo, Funzione) and nodo.nome == "SOMMA"
    return somma and riga.unita in PERCENTO and riga.valore == CENTO


@controllo(
    "dichiarazione-contraddetta",
    titolo="Numero dichiarato diverso da quello che si calcola",
    verifica="Ogni numero dichiarato è quello che danno le cifre, le tabelle e gli altri numeri da"
    " cui deriva, alle cifre con cui è scritto; «oltre», «quasi» e «circa» sono letti come tali.",
    perche="Due numeri diversi per la stessa cosa tolgono credito a entrambi.",
    livello=LivelloRilievo.ERRORE,
)
def contradicted(esame: Esame) -> Iterator[Esito]:
    """A bound that only favourable roundings would reach is to be verified, not an error."""
    for riga, nodo, esito, fonti in computed(esame):
        passo = last_digit(riga.valore, riga.testo, riga.confronto)
        accordo = compare(riga.valore, passo, riga.confronto, esito)
        if accordo == Accordo.TORNA or is_printed_hundred(riga, nodo):
            continue
        detto, fatto = said(riga), _outcome(riga, esito, passo)
        yield _finding(
            riga,
            f"{riga.etichetta}: il testo dice «{detto}»; {_origin(nodo, fonti)}"
            f" ({spell(nodo, fonti)}) viene {fatto}.{_how_it_could(riga, esito, accordo)}",
            _remedy(accordo),
            valori=[detto, fatto],
            livello=LivelloRilievo.AVVERTENZA if accordo == Accordo.INCERTO else None,
        )


def _outcome(riga: Dichiarazione, esito: Quantita, passo: Decimal) -> str:
    """What was computed: a percentage to one digit more than what was said, the rest to as many
    decimals."""
    fine = min(passo, Decimal(1))
    fine = fine / 10 if riga.unita in RAPPORTI else fine
    return spell_value(round_to(esito.valore, fine), riga.unita)


def _how_it_could(riga: Dichiarazione, esito: Quantita, accordo: Accordo) -> str:
    if accordo != Accordo.INCERTO:
        return ""
    estremo = esito.alto if riga.confronto == Confronto.OLTRE else esito.basso
    quanto = spell_value(round_to(estremo, Decimal(1)), riga.unita)
    return (
        " Può essere vero solo se gli arrotondamenti vanno tutti nello stesso verso: al limite si"
        f" arriva a {quanto}."
    )


def _remedy(accordo: Accordo) -> str:
    if accordo == Accordo.INCERTO:
        return (
            "Verificare i numeri sulla fonte e scriverli con una cifra in più, così che il conto"
            " torni con quelli stampati."
        )
    return (
        "Verificare sulla fonte quale dei due è giusto e correggere l'altro; se si voleva dire"
        " un'altra cosa, scriverla."
    )


def _origin(nodo: Nodo, fonti: Fonti) -> str:
    """`dalla tabella «…»`, `dai numeri …`: where the computation takes its terms."""
    tabelle = dict.fromkeys(cite(t.origine[0]) for t in terms(nodo, fonti) if t.origine)
    if not tabelle:
        return "dai numeri da cui deriva"
    return f"{'dalla tabella' if len(tabelle) == 1 else 'dalle tabelle'} {listed(tabelle)}"


def terms(nodo: Nodo, fonti: Fonti) -> list[Termine]:
    return [termine for nome in references(nodo) for termine in fonti(nome)]


# --- Orders -----------------------------------------------------------------------------------


@controllo(
    "graduatoria-smentita",
    titolo="Graduatoria a parole smentita dai numeri",
    verifica="Ciò che il testo mette prima ha davvero il valore più alto.",
    perche="Chi legge ricorda l'ordine, non le percentuali: se è sbagliato, decide male.",
    livello=LivelloRilievo.ERRORE,
)
def contradicted_order(esame: Esame) -> Iterator[Esito]:
    """The formula is an order (`[a] >= [b]`), that the values do not follow."""
    fonti = Fonti(esame)
    for riga, nodo in _parsed(esame):
        for n, (prima, dopo) in enumerate(_broken(nodo, fonti), 1):
            yield _finding(
                riga,
                f"{riga.etichetta}: il testo dice «{said(riga)}», ma «{dopo.nome}"
                f" ({dopo.scritto})» supera «{prima.nome} ({prima.scritto})».",
                "Riscrivere la frase nell'ordine dei valori, o verificare i valori sulla fonte.",
                discriminante=str(n),
                valori=[prima.scritto, dopo.scritto],
            )


def _broken(nodo: Nodo, fonti: Fonti) -> list[tuple[Termine, Termine]]:
    """The greater before the lesser, as the words want them."""
    if not isinstance(nodo, Ordine):
        return []
    try:
        rotti = broken_links(nodo, fonti)
    except ErroreFormula:
        return []
    return [(a, b) if segno.startswith((">", "=")) else (b, a) for a, segno, b in rotti]


@controllo(
    "cifra-che-manca",
    titolo="Affermazione che poggia su una cifra assente",
    verifica="Ogni confronto o graduatoria riporta le cifre di tutto ciò che mette a confronto.",
    perche="Senza la cifra nessuno può verificare l'affermazione.",
    livello=LivelloRilievo.AVVERTENZA,
)
def missing_figure(esame: Esame) -> Iterator[Esito]:
    """The formula needs a figure that the document does not give (`[? …]`)."""
    fonti = Fonti(esame)
    for riga, nodo in _parsed(esame):
        if assente := _absent(nodo, fonti):
            yield _finding(
                riga,
                f"{riga.etichetta}: il testo dice «{said(riga)}», ma il documento non riporta"
                f" {assente}.",
                "Aggiungere la cifra con la sua fonte, oppure togliere l'affermazione.",
                valori=[said(riga), assente],
            )


def _absent(nodo: Nodo, fonti: Fonti) -> str:
    try:
        broken_links(nodo, fonti) if isinstance(nodo, Ordine) else evaluate(nodo, fonti)
    except CifraAssente as assente:
        return assente.nome
    except ErroreFormula:
        return ""
    return ""


@controllo(
    "formula-illeggibile",
    titolo="Formula che non si riesce a calcolare",
    verifica="La formula di ogni numero dichiarato si legge, e ciò che richiama esiste.",
    perche="Un numero la cui formula non si calcola non è verificato da nessuno.",
    livello=LivelloRilievo.ERRORE,
)
def unreadable_formula(esame: Esame) -> Iterator[Esito]:
    """A reference to nothing, a division by zero, a formula that is not one."""
    fonti = Fonti(esame)
    for riga in esame.dichiarazioni:
        if riga.formula and (errore := _error(riga, fonti)):
            yield _finding(
                riga,
                f"{riga.etichetta}: la formula «{riga.formula}» non si calcola: {errore}.",
                "Correggere la formula, o ripristinare la cifra che richiama.",
                valori=[riga.formula, errore],
            )


def _error(riga: Dichiarazione, fonti: Fonti) -> str:
    try:
        nodo = parse(riga.formula)
        broken_links(nodo, fonti) if isinstance(nodo, Ordine) else evaluate(nodo, fonti)
    except CifraAssente:
        return ""
    except ErroreFormula as errore:
        return str(errore)
    return ""


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
            yield _finding(
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
            yield _finding(
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
            yield _finding(
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
