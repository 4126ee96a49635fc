"""Checks of what the whole Piano wants, and of how it will be judged."""

from collections.abc import Iterator

from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import chapter_page, find_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from piano.models import MisuraIndicatore


@controllo(
    "obiettivo-generale-senza-indicatore",
    titolo="Obiettivo del Piano senza un indicatore proprio",
    verifica="Ogni obiettivo generale ha almeno un indicatore che misura proprio quello.",
    perche="A fine ciclo non si potrà dire se è stato raggiunto.",
    livello=LivelloRilievo.AVVERTENZA,
)
def general_objective_without_indicator(esame: Esame) -> Iterator[Esito]:
    """One finding for each objective."""
    capitolo = find_chapter(esame, "obiettivi")
    for obiettivo in esame.obiettivi_generali:
        if not obiettivo.indicatori.all():
            yield Esito(
                oggetto=obiettivo,
                nome=f"Obiettivo generale {obiettivo.ordine}",
                testo=f"L'obiettivo generale {obiettivo.ordine} non ha un indicatore:"
                f" {quoted([obiettivo.testo])}.",
                rimedio="Aggiungere un indicatore, o indicare quello che già lo misura.",
                capitolo=capitolo,
                valori=obiettivo.testo,
                url=chapter_page(esame, capitolo),
            )


@controllo(
    "indicatore-senza-obiettivo",
    titolo="Indicatore del Piano che non misura alcun obiettivo",
    verifica="Ogni indicatore del Piano parla di almeno un obiettivo generale.",
    perche="Si raccoglierebbe un dato che non serve a giudicare nulla.",
    livello=LivelloRilievo.AVVERTENZA,
)
def indicator_without_objective(esame: Esame) -> Iterator[Esito]:
    """One finding for each indicator."""
    usati = {i.pk for o in esame.obiettivi_generali for i in o.indicatori.all()}
    capitolo = find_chapter(esame, "indicatori")
    for indicatore in esame.indicatori_piano:
        if indicatore.pk not in usati:
            yield Esito(
                oggetto=indicatore,
                nome=f"Indicatore {indicatore.ordine} del Piano",
                testo=f"Nessun obiettivo generale usa l'indicatore"
                f" {quoted([indicatore.denominazione])}.",
                rimedio="Legarlo all'obiettivo che misura, o toglierlo.",
                capitolo=capitolo,
                valori=indicatore.denominazione,
                url=chapter_page(esame, capitolo),
            )


@controllo(
    "indicatori-del-piano-incompleti",
    titolo="Indicatori del Piano a cui manca qualcosa",
    verifica="Ogni misura del Piano ha valore atteso, fonte e cadenza; il valore di partenza, dove"
    " si chiede anche l'incremento.",
    perche="Senza, il monitoraggio non ha che cosa confrontare, né quando né dove rilevarlo.",
    livello=LivelloRilievo.AVVERTENZA,
)
def incomplete_indicators_of_the_plan(esame: Esame) -> Iterator[Esito]:
    """One finding for each thing that is missing, with the indicators that miss it."""
    capitolo = find_chapter(esame, "indicatori")
    tutti = len(esame.indicatori_piano)
    for parte, nome in _PARTI.items():
        numeri = [
            indicatore.ordine
            for indicatore in esame.indicatori_piano
            if not indicatore.misure.all()
            or any(_lacks(misura, parte) for misura in indicatore.misure.all())
        ]
        if numeri:
            quanti = counted(len(numeri), "indicatore", "indicatori")
            yield Esito(
                oggetto=esame.piano,
                discriminante=parte,
                testo=f"{quanti} del Piano su {tutti} senza {nome}: n. {listed(numeri)}.",
                rimedio=f"Completare gli indicatori: {nome}.",
                capitolo=capitolo,
                valori=numeri,
                url=chapter_page(esame, capitolo),
            )


_PARTI = {
    "base": "valore di partenza",
    "target": "valore atteso",
    "fonte": "fonte dei dati",
    "cadenza": "cadenza di rilevazione",
}


def _lacks(misura: MisuraIndicatore, parte: str) -> bool:
    vuota = getattr(misura, parte) in (None, "")
    return vuota and (parte != "base" or misura.con_incremento)
