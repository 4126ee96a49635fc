"""Checks of the census of services: its sums, its sources, numbers that repeat."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from conciliazione.numeri import format_decimal
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import chapter_page, find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from rete.enums import SettoreServizio
from rete.models import Ambito, CensimentoServizi

# The same small number twice is chance; the same number of three digits is worth a look.
POSTI_DA_NOTARE = 100
MISURE = {"unita": "unità", "posti": "posti"}
_ANNO = re.compile(r"\b(?:19|20)\d{2}\b")


def _whole(righe: Iterable[CensimentoServizi]) -> list[CensimentoServizi]:
    """What was counted on all the territory."""
    return [riga for riga in righe if riga.ambito_id is None]


def _chapter(esame: Esame, settore: str) -> int | None:
    return find_chapter(esame, f"servizi:{settore}", "servizi-sintesi")


def _finding(
    esame: Esame, riga: CensimentoServizi, testo: str, rimedio: str, **altro: object
) -> Esito:
    return Esito(
        oggetto=riga.tipologia,
        testo=testo,
        rimedio=rimedio,
        capitolo=_chapter(esame, riga.tipologia.settore),
        url=page_of(riga.tipologia),
        **altro,
    )


@controllo(
    "posti-uguali",
    titolo="Due tipologie di servizio con gli stessi posti",
    verifica="Due tipologie dello stesso settore non hanno lo stesso numero di posti, quando è di"
    " almeno tre cifre.",
    perche="Un numero grande che si ripete è spesso una riga copiata sull'altra.",
    livello=LivelloRilievo.AVVERTENZA,
)
def same_places(esame: Esame) -> Iterator[Esito]:
    """One finding for each number of places that several kinds of a settore share."""
    gruppi = defaultdict(list)
    for riga in _whole(esame.censimenti):
        if (riga.posti or 0) >= POSTI_DA_NOTARE:
            gruppi[riga.tipologia.settore, riga.posti].append(riga)
    for (_, posti), righe in gruppi.items():
        if len(righe) > 1:
            dette = listed(f"«{r.tipologia}» ({r.unita} unità)" for r in righe)
            yield _finding(
                esame,
                righe[0],
                f"{dette} hanno lo stesso numero di posti, {format_decimal(posti)}: da verificare.",
                "Controllare i due numeri sulla fonte; se sono giusti, concedere una deroga.",
                discriminante=str(posti),
                valori=[[riga.tipologia.slug, riga.unita, riga.posti] for riga in righe],
            )


@controllo(
    "ambiti-che-non-sommano",
    titolo="Servizi per ambito che non danno il totale del territorio",
    verifica="Le unità e i posti contati nei singoli ambiti non superano il totale del territorio,"
    " e lo raggiungono quando gli ambiti ci sono tutti.",
    perche="Il totale e il dettaglio si contraddicono.",
    livello=LivelloRilievo.ERRORE,
)
def details_and_total(esame: Esame) -> Iterator[Esito]:
    """Compares the details of each kind with its total."""
    per_tipologia = defaultdict(list)
    for riga in esame.censimenti:
        per_tipologia[riga.tipologia].append(riga)
    ambiti = Ambito.objects.count()
    for righe in per_tipologia.values():
        for totale in _whole(righe):
            dettagli = [riga for riga in righe if riga.ambito_id]
            for misura in MISURE:
                yield from _compare(esame, totale, dettagli, misura, len(dettagli) == ambiti)


def _compare(
    esame: Esame,
    totale: CensimentoServizi,
    dettagli: list[CensimentoServizi],
    misura: str,
    tutti: bool,
) -> Iterator[Esito]:
    atteso = getattr(totale, misura)
    letti = [getattr(riga, misura) for riga in dettagli]
    somma = sum(valore or 0 for valore in letti)
    completi = tutti and None not in letti
    if atteso is not None and letti and (somma > atteso or (completi and somma != atteso)):
        yield _finding(
            esame,
            totale,
            f"«{totale.tipologia}»: gli ambiti sommano a {format_decimal(somma)} {MISURE[misura]},"
            f" il totale del territorio è {format_decimal(atteso)}.",
            "Verificare il totale e il dettaglio sulla fonte, e correggere quello sbagliato.",
            discriminante=misura,
            valori=[somma, atteso],
        )


@controllo(
    "censimento-senza-fonte",
    titolo="Servizi contati senza fonte o senza data",
    verifica="Ogni numero del censimento dei servizi dice chi lo ha rilevato e quando.",
    perche="I servizi aprono e chiudono: un numero senza data non si sa se vale ancora.",
    livello=LivelloRilievo.AVVERTENZA,
)
def census_without_source(esame: Esame) -> Iterator[Esito]:
    """One finding for each settore and lack, with the kinds whose numbers have it."""
    gruppi = defaultdict(list)
    for riga in esame.censimenti:
        if manca := _missing(riga):
            gruppi[riga.tipologia.settore, manca].append(riga)
    for (settore, manca), righe in gruppi.items():
        capitolo, nome = _chapter(esame, settore), SettoreServizio(settore).label
        quanti = counted(len(righe), "numero non ha", "numeri non hanno")
        yield Esito(
            oggetto=esame.piano,
            nome=nome,
            testo=f"{nome}: {quanti} {_neither(manca)}:"
            f" {quoted(dict.fromkeys(riga.tipologia for riga in righe))}.",
            rimedio="Indicare la rilevazione da cui vengono i numeri e il giorno a cui si"
            " riferiscono.",
            capitolo=capitolo,
            discriminante=f"{settore}:{'+'.join(manca)}",
            valori=[riga.tipologia.slug for riga in righe],
            url=chapter_page(esame, capitolo),
        )


def _neither(manca: tuple[str, ...]) -> str:
    return f"né {manca[0]} né {manca[1]}" if len(manca) == 2 else manca[0]


def _missing(riga: CensimentoServizi) -> tuple[str, ...]:
    """What a number of the census lacks; the year may stand in the name of its source."""
    datata = riga.rilevato_il or _ANNO.search(riga.fonte)
    lacune = {"fonte": not riga.fonte.strip(), "data": not datata}
    return tuple(cosa for cosa, manca in lacune.items() if manca)


@controllo(
    "posti-mancanti",
    titolo="Posti che mancano o che non dovrebbero esserci",
    verifica="Le tipologie che si misurano in posti ne riportano il numero, le altre no.",
    perche="Il totale dei posti è più basso, o più alto, di quello vero.",
    livello=LivelloRilievo.AVVERTENZA,
)
def missing_places(esame: Esame) -> Iterator[Esito]:
    """A kind measured in places without places, or one that is not with some."""
    for riga in _whole(esame.censimenti):
        if riga.tipologia.con_posti == (riga.posti is None):
            detto = (
                "si misura in posti, ma il loro numero manca"
                if riga.tipologia.con_posti
                else f"non si misura in posti, ma ne riporta {format_decimal(riga.posti)}"
            )
            yield _finding(
                esame,
                riga,
                f"«{riga.tipologia}» {detto}.",
                "Completare il numero, o correggere il modo in cui la tipologia si misura.",
                valori=riga.posti,
            )
