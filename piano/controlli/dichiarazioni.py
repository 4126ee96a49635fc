"""Checks of what the documents declare, against what it is computed from."""

from collections.abc import Iterator
from decimal import Decimal

from piano.controlli.fonti import Fonti, cite, said, spell_value
from piano.controlli.parole import listed
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
    parse,
    references,
    spell,
)
from piano.models import Dichiarazione
from piano.quantita import (
    PERCENTO,
    RAPPORTI,
    Accordo,
    Quantita,
    compare,
    last_digit,
    round_to,
)

CENTO = Decimal(100)


def declared_finding(riga: Dichiarazione, testo: str, rimedio: str, **altro: object) -> Esito:
    """A finding about a declaration, read in its chapter."""
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
        yield declared_finding(
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
            yield declared_finding(
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
            yield declared_finding(
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
            yield declared_finding(
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
