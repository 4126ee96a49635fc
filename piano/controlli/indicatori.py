"""Checks of results and indicators: whether they can be measured, and proved."""

from collections.abc import Callable, Iterator

from piano.controlli.frasi import numbers, promised
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import find_chapter, objective_page, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.somiglianze import words
from piano.enums import LivelloRilievo
from progetti.enums import Direzione
from progetti.models import Indicatore, ObiettivoSpecifico, Progetto, RisultatoAtteso


def _results(progetto: Progetto) -> Iterator[RisultatoAtteso]:
    for obiettivo in progetto.obiettivi.all():
        yield from obiettivo.risultati.all()


def _indicators(progetto: Progetto) -> list[Indicatore]:
    return [i for risultato in _results(progetto) for i in risultato.indicatori.all()]


def _found(esame: Esame, progetto: Progetto, testo: str, rimedio: str, valori: object) -> Esito:
    return Esito(
        oggetto=progetto,
        testo=f"Progetto «{progetto}»: {testo}.",
        rimedio=rimedio,
        capitolo=find_chapter(esame, f"progetto:{progetto.slug}"),
        valori=valori,
        url=page_of(progetto),
    )


def _lacking(
    esame: Esame, lacks: Callable[[Indicatore], bool], che_cosa: str, rimedio: str
) -> Iterator[Esito]:
    """One finding for each project, with the indicators that lack something."""
    for progetto in esame.progetti.values():
        indicatori = _indicators(progetto)
        senza = [i.denominazione for i in indicatori if lacks(i)]
        if senza:
            testo = (
                f"{counted(len(senza), 'indicatore', 'indicatori')} su {len(indicatori)} senza"
                f" {che_cosa}: {quoted(senza)}"
            )
            yield _found(esame, progetto, testo, rimedio, senza)


@controllo(
    "indicatori-senza-target",
    titolo="Indicatori senza valore atteso",
    verifica="Ogni indicatore ha un valore atteso.",
    perche="Senza, qualunque risultato va bene.",
    livello=LivelloRilievo.AVVERTENZA,
)
def indicator_without_target(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda indicatore: indicatore.target is None,
        "valore atteso",
        "Concordare con l'alleanza il valore da raggiungere, e scriverlo.",
    )


@controllo(
    "indicatori-senza-prova",
    titolo="Indicatori senza tipo di prova",
    verifica="Ogni indicatore dice con quale documento si dimostra.",
    perche="Senza prova il valore dichiarato non si può verificare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def indicator_without_proof(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda indicatore: not indicatore.prove.all(),
        "tipo di prova",
        "Indicare il documento che lo dimostra: elenco, verbale, convenzione…",
    )


@controllo(
    "indicatori-senza-unita",
    titolo="Indicatori senza unità di misura",
    verifica="Ogni indicatore dice in che cosa si misura.",
    perche="Un numero senza unità non si può confrontare con un altro.",
    livello=LivelloRilievo.AVVERTENZA,
)
def indicator_without_unit(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda indicatore: not indicatore.unita.strip(),
        "unità di misura",
        "Scrivere l'unità: persone, incontri, percentuale…",
    )


@controllo(
    "indicatori-senza-base",
    titolo="Indicatori senza valore di partenza",
    verifica="Ha un valore di partenza ogni indicatore che misura un livello o un calo; ciò che"
    " si conta dall'inizio del progetto parte da zero.",
    perche="Non si può dire se è cresciuto o calato ciò di cui non si sa quanto fosse.",
    livello=LivelloRilievo.AVVERTENZA,
)
def indicator_without_baseline(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda i: i.base is None and (not i.cumulativo or i.direzione == Direzione.DIMINUISCE),
        "valore di partenza",
        "Rilevare il valore prima che il progetto cominci.",
    )


@controllo(
    "obiettivi-senza-indicatore",
    titolo="Obiettivi di progetto senza indicatori",
    verifica="Ogni obiettivo specifico ha almeno un indicatore.",
    perche="Non si potrà dire se è stato raggiunto.",
    livello=LivelloRilievo.AVVERTENZA,
)
def objective_without_indicator(esame: Esame) -> Iterator[Esito]:
    """One finding for each project; where there are results, and none is measured."""
    for progetto in esame.progetti.values():
        muti = [o for o in progetto.obiettivi.all() if o.risultati.all() and not _measured(o)]
        if muti:
            quali = quoted(o.titolo_breve or o.titolo for o in muti)
            yield _found(
                esame,
                progetto,
                f"{counted(len(muti), 'obiettivo', 'obiettivi')} senza indicatori: {quali}",
                "Dire come si misura ciascun risultato atteso.",
                [o.numero for o in muti],
            )


@controllo(
    "risultati-senza-indicatore",
    titolo="Risultati attesi senza indicatore",
    verifica="Ogni risultato atteso ha almeno un indicatore.",
    perche="Un risultato che non si misura non si può né dichiarare né verificare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def result_without_indicator(esame: Esame) -> Iterator[Esito]:
    """One finding for each project; an objective with none at all is said elsewhere."""
    for progetto in esame.progetti.values():
        senza = [
            risultato.testo
            for obiettivo in progetto.obiettivi.all()
            if _measured(obiettivo)
            for risultato in obiettivo.risultati.all()
            if not risultato.indicatori.all()
        ]
        if senza:
            yield _found(
                esame,
                progetto,
                f"{counted(len(senza), 'risultato', 'risultati')} senza indicatore:"
                f" {quoted(senza)}",
                "Dire come si misura, o unire la riga a quella che misura lo stesso risultato.",
                senza,
            )


def _measured(obiettivo: ObiettivoSpecifico) -> bool:
    return any(risultato.indicatori.all() for risultato in obiettivo.risultati.all())


@controllo(
    "piu-target-in-un-risultato",
    titolo="Più valori attesi in una riga",
    verifica="Una riga dei risultati promette un solo valore.",
    perche="Se si raggiunge l'uno e non l'altro, la riga non è né fatta né mancata.",
    livello=LivelloRilievo.AVVERTENZA,
)
def several_targets_in_a_line(esame: Esame) -> Iterator[Esito]:
    """One finding for each project, with the lines."""
    for progetto in esame.progetti.values():
        doppie = [
            (_line(risultato), _promised_together(risultato)) for risultato in _results(progetto)
        ]
        doppie = [(riga, valori) for riga, valori in doppie if len(valori) > 1]
        if doppie:
            righe = listed(f"{riga} ({listed(valori)})" for riga, valori in doppie)
            yield _found(
                esame,
                progetto,
                f"{counted(len(doppie), 'riga promette', 'righe promettono')} più valori"
                f" insieme: {righe}",
                "Fare una riga per ogni valore atteso.",
                [[riga, *valori] for riga, valori in doppie],
            )


def _promised_together(risultato: RisultatoAtteso) -> list[str]:
    """The targets that the text of the line itself states."""
    scritti = numbers(risultato.testo)
    return [_number(i) for i in risultato.indicatori.all() if i.target in scritti]


def _line(risultato: RisultatoAtteso) -> str:
    """`1b`, or `1, riga 2` where there is no letter."""
    numero = risultato.obiettivo.numero
    return (
        f"{numero}{risultato.lettera}"
        if risultato.lettera
        else f"{numero}, riga {risultato.ordine}"
    )


def _number(indicatore: Indicatore) -> str:
    return f"{indicatore.target.normalize():f}"


@controllo(
    "target-diverso-dal-testo",
    titolo="Valore atteso diverso da quello scritto nella riga",
    verifica="Il valore atteso di un indicatore è fra i numeri scritti nella riga del risultato.",
    perche="Il testo promette una cosa e l'indicatore ne misura un'altra.",
    livello=LivelloRilievo.ERRORE,
)
def target_not_in_the_text(esame: Esame) -> Iterator[Esito]:
    """Judged only where the line has numbers."""
    for progetto in esame.progetti.values():
        for risultato in _results(progetto):
            scritti = numbers(risultato.testo)
            for indicatore in risultato.indicatori.all():
                if scritti and indicatore.target is not None and indicatore.target not in scritti:
                    yield _about(
                        esame,
                        indicatore,
                        f"la riga dice {quoted([risultato.testo])}, l'indicatore"
                        f" «{indicatore}» aspetta {_number(indicatore)}",
                        "Correggere il testo o il valore atteso.",
                        [risultato.testo, _number(indicatore)],
                    )


@controllo(
    "quantita-promessa-senza-target",
    titolo="Quantità promessa e non misurata",
    verifica="Una quantità che un'attività promette («almeno 2…») è il valore atteso del suo"
    " indicatore.",
    perche="La promessa c'è, ma nessuno controllerà che sia mantenuta.",
    livello=LivelloRilievo.AVVERTENZA,
)
def promised_and_not_measured(esame: Esame) -> Iterator[Esito]:
    """The indicator that counts the same things has no target."""
    for progetto in esame.progetti.values():
        promesse = [
            (obiettivo.numero, quanti, cosa)
            for obiettivo in progetto.obiettivi.all()
            for attivita in obiettivo.attivita.all()
            for quanti, cosa in promised(attivita.testo)
        ]
        for indicatore in _indicators(progetto):
            numero, nomi = indicatore.risultato.obiettivo.numero, words(indicatore.denominazione)
            for dove, quanti, cosa in promesse:
                if indicatore.target is None and dove == numero and cosa in nomi:
                    yield _about(
                        esame,
                        indicatore,
                        f"un'attività promette almeno {quanti} {cosa}, ma l'indicatore"
                        f" «{indicatore}» non ha un valore atteso",
                        f"Scrivere {quanti} come valore atteso dell'indicatore.",
                        [quanti, cosa],
                    )


def _about(esame: Esame, indicatore: Indicatore, testo: str, rimedio: str, valori: object) -> Esito:
    obiettivo = indicatore.risultato.obiettivo
    return Esito(
        oggetto=indicatore,
        nome=f"{obiettivo.progetto}, indicatore «{indicatore}»",
        testo=f"Progetto «{obiettivo.progetto}», obiettivo {obiettivo.numero}: {testo}.",
        rimedio=rimedio,
        capitolo=find_chapter(esame, f"progetto:{obiettivo.progetto.slug}"),
        valori=valori,
        url=objective_page(obiettivo),
    )
