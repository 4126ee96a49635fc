"""Checks of the specific objectives: where, by whom, doing what, for which results."""

from collections.abc import Callable, Iterable, Iterator

from piano.controlli.frasi import frequency
from piano.controlli.parole import counted, either, listed, quoted
from piano.controlli.posizioni import find_chapter, objective_page, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.somiglianze import words
from piano.enums import LivelloRilievo
from progetti.enums import ColonnaCitata
from progetti.models import Attivita, ObiettivoSpecifico, Progetto, RisultatoAtteso


def _objectives(esame: Esame) -> Iterator[ObiettivoSpecifico]:
    for progetto in esame.progetti.values():
        yield from progetto.obiettivi.all()


def _found(esame: Esame, obiettivo: ObiettivoSpecifico, testo: str, **altro: object) -> Esito:
    """A finding about an objective, named with its project."""
    progetto = obiettivo.progetto
    return Esito(
        oggetto=obiettivo,
        nome=f"{progetto}, obiettivo {obiettivo.numero}",
        testo=f"Progetto «{progetto}», obiettivo {obiettivo.numero}: {testo}",
        capitolo=find_chapter(esame, f"progetto:{progetto.slug}"),
        url=objective_page(obiettivo),
        **altro,
    )


def _lacking(
    esame: Esame,
    lacks: Callable[[ObiettivoSpecifico], bool],
    che_cosa: str,
    rimedio: str,
) -> Iterator[Esito]:
    """One finding for each project, with the objectives that lack something."""
    for progetto in esame.progetti.values():
        numeri = [o.numero for o in progetto.obiettivi.all() if lacks(o)]
        if numeri:
            dove = either(numeri, "nell'obiettivo", "negli obiettivi")
            testo = f"{che_cosa} {dove} {listed(numeri)}"
            yield _in_project(esame, progetto, numeri, testo, rimedio)


def _in_project(
    esame: Esame, progetto: Progetto, valori: object, testo: str, rimedio: str
) -> Esito:
    return Esito(
        oggetto=progetto,
        testo=f"Progetto «{progetto}»: {testo}.",
        rimedio=rimedio,
        capitolo=find_chapter(esame, f"progetto:{progetto.slug}"),
        valori=valori,
        url=page_of(progetto),
    )


@controllo(
    "obiettivo-senza-luogo",
    titolo="Obiettivi senza luogo di svolgimento",
    verifica="Ogni obiettivo specifico dice dove si svolge.",
    perche="Chi vuole partecipare non sa dove andare, e non si vede quali comuni restano fuori.",
    livello=LivelloRilievo.AVVERTENZA,
)
def objective_without_place(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda obiettivo: not obiettivo.luogo.strip(),
        "manca il luogo di svolgimento",
        "Scrivere il luogo di svolgimento.",
    )


@controllo(
    "obiettivo-senza-attivita",
    titolo="Obiettivi senza attività",
    verifica="Ogni obiettivo specifico ha almeno un'attività.",
    perche="Un obiettivo senza attività resta un'intenzione.",
    livello=LivelloRilievo.ERRORE,
)
def objective_without_activity(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda obiettivo: not obiettivo.attivita.all(),
        "mancano le attività",
        "Scrivere che cosa si fa per raggiungerlo.",
    )


@controllo(
    "obiettivo-senza-destinatari",
    titolo="Obiettivi senza destinatari",
    verifica="Ogni obiettivo specifico dice per chi è.",
    perche="Senza destinatari non si può dire se l'obiettivo ha raggiunto qualcuno.",
    livello=LivelloRilievo.AVVERTENZA,
)
def objective_for_nobody(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda obiettivo: not obiettivo.destinatari.all(),
        "mancano i destinatari",
        "Scrivere i destinatari.",
    )


@controllo(
    "obiettivo-senza-risultati",
    titolo="Obiettivi senza risultati attesi",
    verifica="Ogni obiettivo specifico ha almeno un risultato atteso.",
    perche="Senza risultati attesi non si può dire se l'obiettivo è stato raggiunto.",
    livello=LivelloRilievo.ERRORE,
)
def objective_without_results(esame: Esame) -> Iterator[Esito]:
    """One finding for each project."""
    return _lacking(
        esame,
        lambda obiettivo: not obiettivo.risultati.all(),
        "mancano i risultati attesi",
        "Scrivere che cosa ci si aspetta, e come lo si misura.",
    )


@controllo(
    "obiettivo-senza-soggetti",
    titolo="Obiettivi a cui nessuno lavora",
    verifica="Ogni obiettivo specifico di un'alleanza dice quali soggetti vi lavorano.",
    perche="Se non è detto chi fa, non è detto chi risponde.",
    livello=LivelloRilievo.AVVERTENZA,
)
def objective_nobody_works_on(esame: Esame) -> Iterator[Esito]:
    """One finding for each project of an alliance."""
    return _lacking(
        esame,
        lambda o: o.progetto.alleanza_id is not None and not o.coinvolgimenti.all(),
        "mancano i soggetti coinvolti",
        "Indicare i soggetti coinvolti.",
    )


@controllo(
    "soggetto-coinvolto-generico",
    titolo="Soggetto coinvolto senza nome",
    verifica="I soggetti coinvolti in un obiettivo si riconoscono fra quelli registrati.",
    perche="«Coordinamento» o «Sindacato» non dicono chi deve fare la sua parte.",
    livello=LivelloRilievo.AVVERTENZA,
)
def involved_without_a_name(esame: Esame) -> Iterator[Esito]:
    """One finding for each objective, with what it names and nobody recognises."""
    for obiettivo in _objectives(esame):
        generici = [
            c.denominazione_citata for c in obiettivo.coinvolgimenti.all() if not c.soggetti.all()
        ]
        if generici:
            yield _found(
                esame,
                obiettivo,
                f"fra i soggetti coinvolti {quoted(generici)} non dice di chi si tratti.",
                rimedio="Nominare i soggetti, e legarli all'obiettivo.",
                valori=generici,
            )


@controllo(
    "obiettivi-con-le-stesse-attivita",
    titolo="Obiettivi diversi con le stesse attività",
    verifica="Due obiettivi di un progetto non elencano le stesse attività.",
    perche="La stessa attività si conterebbe, e si pagherebbe, due volte; e i risultati di uno"
    " dei due restano senza nulla che li produca.",
    livello=LivelloRilievo.ERRORE,
)
def same_activities(esame: Esame) -> Iterator[Esito]:
    """One finding for each objective that repeats the activities of one before it."""
    for progetto in esame.progetti.values():
        visti: dict[tuple[str, ...], int] = {}
        for obiettivo in progetto.obiettivi.all():
            attivita = tuple(sorted(" ".join(words(a.testo)) for a in obiettivo.attivita.all()))
            primo = visti.setdefault(attivita, obiettivo.numero) if attivita else obiettivo.numero
            if primo != obiettivo.numero:
                quali = either(attivita, "l'unica attività", f"le stesse {len(attivita)} attività")
                yield _found(
                    esame,
                    obiettivo,
                    f"ripete {quali} dell'obiettivo {primo}, che ha un altro scopo.",
                    rimedio="Scrivere le attività proprie di ciascuno dei due obiettivi.",
                    valori=[primo, obiettivo.numero, *attivita],
                )


@controllo(
    "lettere-che-non-corrispondono",
    titolo="Lettere delle attività e dei risultati che non corrispondono",
    verifica="Dove attività e risultati hanno le lettere, a ogni attività corrisponde il risultato"
    " con la stessa lettera.",
    perche="Chi legge attribuisce a un'attività il risultato di un'altra.",
    livello=LivelloRilievo.ERRORE,
)
def letters_that_do_not_match(esame: Esame) -> Iterator[Esito]:
    """Judged only where both lists have letters; what is printed elsewhere does not count."""
    for obiettivo in _objectives(esame):
        attivita = [
            a for a in obiettivo.attivita.all() if a.colonna_citata == ColonnaCitata.ATTIVITA
        ]
        risultati = list(obiettivo.risultati.all())
        uno, altro = _letters(attivita), _letters(risultati)
        if uno and altro and uno != altro:
            yield _found(
                esame,
                obiettivo,
                f"le attività hanno le lettere {listed(uno)}{_unlettered(attivita)}, i risultati"
                f" {listed(altro)}{_unlettered(risultati)}.",
                rimedio="Dare la stessa lettera all'attività e al risultato che ne viene.",
                valori=[[a.lettera for a in attivita], [r.lettera for r in risultati]],
            )


def _letters(righe: Iterable[Attivita | RisultatoAtteso]) -> list[str]:
    return [riga.lettera for riga in righe if riga.lettera]


def _unlettered(righe: Iterable[Attivita | RisultatoAtteso]) -> str:
    senza = sum(1 for riga in righe if not riga.lettera)
    return f" (e {counted(senza, 'riga', 'righe')} senza lettera)" if senza else ""


@controllo(
    "attivita-in-altra-colonna",
    titolo="Attività stampate in un'altra colonna",
    verifica="Le attività di un obiettivo stanno nella colonna delle attività.",
    perche="Chi legge la tabella le scambia per altro, o non le trova.",
    livello=LivelloRilievo.AVVERTENZA,
)
def activity_in_another_column(esame: Esame) -> Iterator[Esito]:
    """One finding for each objective."""
    for obiettivo in _objectives(esame):
        fuori = [a for a in obiettivo.attivita.all() if a.colonna_citata != ColonnaCitata.ATTIVITA]
        if fuori:
            yield _found(
                esame,
                obiettivo,
                f"{counted(len(fuori), 'attività è stampata', 'attività sono stampate')} sotto"
                f" «{fuori[0].get_colonna_citata_display()}».",
                rimedio="Riportarle fra le attività e scrivere nella casella ciò che le spetta.",
                valori=[a.testo for a in fuori],
            )


@controllo(
    "frequenze-contrarie",
    titolo="Attività e risultato con frequenze diverse",
    verifica="Un'attività e il risultato con la stessa lettera dicono la stessa frequenza.",
    perche="Ciò che si promette e ciò che si misura sono due cose diverse.",
    livello=LivelloRilievo.ERRORE,
)
def contradicting_frequencies(esame: Esame) -> Iterator[Esito]:
    """Only where both lines say how often."""
    for obiettivo in _objectives(esame):
        risultati = {r.lettera: r for r in obiettivo.risultati.all() if r.lettera}
        for attivita in obiettivo.attivita.all():
            risultato = risultati.get(attivita.lettera)
            if risultato and _contradict(attivita.testo, risultato.testo):
                yield _found(
                    esame,
                    obiettivo,
                    f"l'attività {attivita.lettera} promette {quoted([attivita.testo])}, il"
                    f" risultato {risultato.lettera} misura {quoted([risultato.testo])}.",
                    discriminante=attivita.lettera,
                    rimedio="Portare la promessa e la misura alla stessa frequenza.",
                    valori=[attivita.testo, risultato.testo],
                )


def _contradict(uno: str, altro: str) -> bool:
    frequenze = {frequency(uno), frequency(altro)}
    return None not in frequenze and len(frequenze) == 2
