"""Checks of the projects: who answers for them, who evaluated them, what they leave out."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from conciliazione.numeri import format_euro
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from progetti.enums import FonteFinanziamento, OrigineProgetto
from progetti.models import Progetto
from rete.models import Atto
from risorse.enums import ScopoVoce


def _found(esame: Esame, progetto: Progetto, testo: str, rimedio: str, **altro: object) -> Esito:
    """A finding about a project, read in its own chapter."""
    return Esito(
        oggetto=progetto,
        testo=testo,
        rimedio=rimedio,
        capitolo=find_chapter(esame, f"progetto:{progetto.slug}"),
        url=page_of(progetto),
        **altro,
    )


@controllo(
    "voce-senza-progetto",
    titolo="Voce di progetto senza progetto",
    verifica="Una voce di spesa destinata a un progetto dice a quale.",
    perche="Sono soldi di cui non si sa chi risponda.",
    livello=LivelloRilievo.ERRORE,
)
def line_without_project(esame: Esame) -> Iterator[Esito]:
    """Lines for a project that are tied to none."""
    for voce in esame.voci:
        if voce.scopo == ScopoVoce.PROGETTO and voce.progetto_id is None:
            yield Esito(
                oggetto=voce,
                testo=f"La voce «{voce}» è di un progetto, ma nessun progetto vi è legato.",
                rimedio="Legare la voce al progetto che finanzia.",
                capitolo=find_chapter(esame, "risorse"),
                valori="senza progetto",
                url=page_of(voce),
            )


@controllo(
    "progetto-senza-voce",
    titolo="Progetto senza risorse",
    verifica="Ogni progetto ha almeno una voce di spesa.",
    perche="Non si sa quanto costi né chi lo paghi.",
    livello=LivelloRilievo.ERRORE,
)
def project_without_line(esame: Esame) -> Iterator[Esito]:
    """Projects that no line of the budget names."""
    finanziati = {voce.progetto_id for voce in esame.voci}
    for progetto in esame.progetti.values():
        if progetto.pk not in finanziati:
            yield _found(
                esame,
                progetto,
                f"Nessuna voce delle risorse riguarda il progetto «{progetto}».",
                "Aggiungere la voce, o dire che il progetto non costa nulla.",
                valori="senza voce",
            )


@controllo(
    "progetto-senza-responsabile",
    titolo="Progetto di cui nessuno risponde",
    verifica="Ogni progetto ha un'alleanza con un capofila, o un soggetto che lo propone.",
    perche="Senza, nessuno risponde dei risultati e della spesa.",
    livello=LivelloRilievo.ERRORE,
)
def project_nobody_answers_for(esame: Esame) -> Iterator[Esito]:
    """Neither a capofila nor a promoter."""
    for progetto in esame.progetti.values():
        if progetto.promotore_id is None and not _leader(esame, progetto):
            yield _found(
                esame,
                progetto,
                f"Il progetto «{progetto}» non ha né un capofila né chi lo propone.",
                "Indicare chi lo realizza e ne risponde.",
                valori="nessuno",
            )


@controllo(
    "progetto-senza-capofila",
    titolo="Progetto per il territorio senza un'alleanza che lo realizzi",
    verifica="Un progetto rivolto al territorio ha un'alleanza e il suo capofila.",
    perche="Chi lo propone non è detto che lo realizzi: qualcuno deve risponderne ai partner.",
    livello=LivelloRilievo.AVVERTENZA,
)
def project_without_leader(esame: Esame) -> Iterator[Esito]:
    """Proposed by somebody, for the territory, and carried out by no alliance."""
    for progetto in esame.progetti.values():
        interno = progetto.origine == OrigineProgetto.INTERNO
        if progetto.promotore_id and not interno and not _leader(esame, progetto):
            yield _found(
                esame,
                progetto,
                f"Il progetto «{progetto}» è proposto da {progetto.promotore}, ma non ha"
                " un'alleanza né un capofila che lo realizzi.",
                "Indicare l'alleanza e il capofila, o dire che li fa chi lo propone.",
                valori=progetto.promotore.denominazione,
            )


def _leader(esame: Esame, progetto: Progetto) -> bool:
    alleanze = [a for a in esame.alleanze if a.pk == progetto.alleanza_id]
    return any(alleanza.capofila for alleanza in alleanze)


@controllo(
    "progetto-senza-date",
    titolo="Progetto senza inizio o senza fine",
    verifica="Ogni progetto ha una data di inizio e una di fine.",
    perche="Senza date non si può dire se è in ritardo, né quando rendiconta.",
    livello=LivelloRilievo.AVVERTENZA,
)
def project_without_dates(esame: Esame) -> Iterator[Esito]:
    """Either day is missing."""
    for progetto in esame.progetti.values():
        mancano = [n for n, g in (("inizio", progetto.dal), ("fine", progetto.al)) if g is None]
        if mancano:
            yield _found(
                esame,
                progetto,
                f"Del progetto «{progetto}» non è detto quando abbia {listed(mancano)}.",
                "Scrivere il giorno di inizio e quello di fine, dentro il ciclo.",
                valori=mancano,
            )


@controllo(
    "progetto-senza-parti",
    titolo="Progetto privo di una parte",
    verifica="Ogni progetto descrive il contesto, l'obiettivo dell'intervento, gli obiettivi"
    " specifici e, se viene da un avviso, le azioni che ha scelto.",
    perche="Sono le parti su cui lo si valuta e lo si confronta con gli altri.",
    livello=LivelloRilievo.AVVERTENZA,
)
def project_without_parts(esame: Esame) -> Iterator[Esito]:
    """One finding for each project, with what it does not have."""
    for progetto in esame.progetti.values():
        parti = {
            "l'analisi del contesto": progetto.contesto,
            "l'obiettivo dell'intervento": progetto.obiettivo,
            "gli obiettivi specifici": progetto.obiettivi.all(),
            "le azioni prescelte": progetto.azioni.all()
            or progetto.origine != OrigineProgetto.AVVISO,
        }
        mancano = [nome for nome, parte in parti.items() if not parte]
        if mancano:
            yield _found(
                esame,
                progetto,
                f"Al progetto «{progetto}» manca: {listed(mancano)}.",
                "Chiedere a chi lo realizza la parte che manca.",
                valori=mancano,
            )


@controllo(
    "azione-prescelta-due-volte",
    titolo="Azione scelta due volte",
    verifica="Un progetto elenca una volta sola ciascuna delle azioni che ha scelto.",
    perche="Due scelte uguali sembrano due cose diverse, e una resta senza attività.",
    livello=LivelloRilievo.AVVERTENZA,
)
def action_chosen_twice(esame: Esame) -> Iterator[Esito]:
    """One finding for each action that a project chose more than once."""
    for progetto in esame.progetti.values():
        scelte = list(progetto.azioni.all())
        volte = Counter(scelta.azione_id for scelta in scelte)
        for azione in {s.azione_id: s.azione for s in scelte if volte[s.azione_id] > 1}.values():
            uguali = [s for s in scelte if s.azione_id == azione.pk]
            posti = listed(f"la {s.ordine}ª" for s in uguali)
            yield _found(
                esame,
                progetto,
                f"Nel progetto «{progetto}» {posti} azione prescelta sono la stessa:"
                f" {quoted([azione.denominazione])}.",
                "Lasciarne una, o dire in che cosa differiscono.",
                discriminante=azione.slug,
                valori=[[s.ordine, s.denominazione_citata] for s in uguali],
            )


@controllo(
    "progetto-finanziato-senza-valutazione",
    titolo="Progetto finanziato e mai valutato",
    verifica="Un progetto che riceve risorse ha un atto che ne registra la valutazione.",
    perche="Le risorse pubbliche si assegnano dopo una valutazione; un progetto interno, con soli"
    " mezzi propri, la può avere più semplice.",
    livello=LivelloRilievo.ERRORE,
)
def funded_and_never_scored(esame: Esame) -> Iterator[Esito]:
    """An error, but for an internal project that spends nothing of the Regione."""
    for progetto in esame.progetti.values():
        importi = _amounts(esame, progetto)
        totale = sum(importi.values(), Decimal(0))
        if progetto.atto_valutazione_id is None and totale:
            regionale = importi[FonteFinanziamento.REGIONALE]
            proprio = progetto.origine == OrigineProgetto.INTERNO and not regionale
            di_cui = f", di cui {format_euro(regionale)} della Regione" if regionale else ""
            yield _found(
                esame,
                progetto,
                f"Il progetto «{progetto}» riceve {format_euro(totale)}{di_cui}, e nessun atto ne"
                " registra la valutazione.",
                "Farlo valutare e registrare l'atto, o motivare perché non serve.",
                valori={fonte: str(importo) for fonte, importo in sorted(importi.items())},
                livello=LivelloRilievo.AVVERTENZA if proprio else None,
            )


def _amounts(esame: Esame, progetto: Progetto) -> Counter:
    """How much each source gives to a project."""
    importi: Counter = Counter()
    for voce in esame.voci:
        if voce.progetto_id == progetto.pk:
            for stanziamento in voce.in_vigore:
                importi[str(stanziamento.fonte)] += stanziamento.importo
    return importi


@controllo(
    "valutazione-senza-testo",
    titolo="Valutazione di cui non si leggono i criteri",
    verifica="L'atto che registra la valutazione dei progetti è allegato.",
    perche="Senza, nel Piano non ci sono criteri, pesi, soglie né graduatoria: chi ha ricevuto, e"
    " chi no, non può sapere perché.",
    livello=LivelloRilievo.AVVERTENZA,
)
def evaluation_without_text(esame: Esame) -> Iterator[Esito]:
    """One finding for each such act that has no document, but for those of a call of the portal,
    whose criteria and ranking everybody reads there."""
    senza_testo = Atto.objects.filter(documento=None, proposte_finanziate=None)
    atti = senza_testo.filter(progetti_valutati__ciclo=esame.ciclo).distinct()
    for atto in atti:
        valutati = [p for p in esame.progetti.values() if p.atto_valutazione_id == atto.pk]
        quanti = counted(len(valutati), "progetto", "progetti")
        yield Esito(
            oggetto=atto,
            nome=f"{atto}, {atto.emanante}",
            testo=f"La valutazione di {quanti} ({quoted(valutati)}) poggia su un atto che non è"
            f" allegato ({atto}, {atto.emanante}): criteri, pesi e graduatoria non si leggono.",
            rimedio="Allegare l'atto, o riportarne nel Piano criteri, punteggi e graduatoria.",
            capitolo=find_chapter(esame, "alleanze", "azioni-progettuali"),
            valori=[p.slug for p in valutati],
            url=page_of(valutati[0]),
        )


@controllo(
    "coinvolto-estraneo",
    titolo="Soggetto coinvolto che non è dell'alleanza",
    verifica="Chi lavora a un obiettivo fa parte dell'alleanza del progetto, o la guida.",
    perche="Chi non ne fa parte non ha preso impegni con gli altri.",
    livello=LivelloRilievo.AVVERTENZA,
)
def involved_from_outside(esame: Esame) -> Iterator[Esito]:
    """One finding for each project of an alliance, with the soggetti that are not in it."""
    for progetto in esame.progetti.values():
        dentro = _members(esame, progetto)
        coinvolti = {
            soggetto.denominazione: soggetto.pk
            for obiettivo in progetto.obiettivi.all()
            for coinvolgimento in obiettivo.coinvolgimenti.all()
            for soggetto in coinvolgimento.soggetti.all()
        }
        estranei = sorted(nome for nome, pk in coinvolti.items() if dentro and pk not in dentro)
        if estranei:
            yield _found(
                esame,
                progetto,
                f"Lavorano al progetto «{progetto}» senza essere dell'alleanza:"
                f" {listed(estranei)}.",
                "Farli entrare nell'alleanza, o dire a quale titolo partecipano.",
                valori=estranei,
            )


def _members(esame: Esame, progetto: Progetto) -> set[int]:
    """The ids of who is in its alliance, with the ambiti that they lead."""
    membri = {
        partenariato.soggetto_id
        for alleanza in esame.alleanze
        if alleanza.pk == progetto.alleanza_id
        for partenariato in alleanza.partenariati.all()
    }
    vicini = {legame.a_id for legame in esame.legami if legame.da_id in membri}
    return membri | vicini
