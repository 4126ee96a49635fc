"""Checks of the training plan: what it costs, and for whom it is."""

from collections.abc import Iterator
from decimal import Decimal

from conciliazione.numeri import format_euro
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import chapter_page, find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from risorse.enums import ScopoVoce
from risorse.models import Voce


def _lines(esame: Esame) -> list[Voce]:
    return [voce for voce in esame.voci if voce.scopo == ScopoVoce.FORMAZIONE]


def _amount(voci: list[Voce]) -> Decimal:
    return sum((s.importo for voce in voci for s in voce.in_vigore), Decimal(0))


@controllo(
    "iniziative-senza-costo",
    titolo="Formazione finanziata senza il costo delle iniziative",
    verifica="Se il Piano stanzia risorse per la formazione, ogni iniziativa ha un costo previsto.",
    perche="Non si può dire se le risorse bastano, né a che cosa servono.",
    livello=LivelloRilievo.AVVERTENZA,
)
def initiatives_without_cost(esame: Esame) -> Iterator[Esito]:
    """One finding for the first line of training, with the initiatives."""
    voci = _lines(esame)
    senza = [i for i in esame.iniziative if i.costo_previsto is None]
    if voci and senza:
        edizioni = counted(sum(i.edizioni for i in senza), "edizione", "edizioni")
        yield Esito(
            oggetto=voci[0],
            testo=f"Per la formazione ci sono {format_euro(_amount(voci))}, ma"
            f" {counted(len(senza), 'iniziativa', 'iniziative')} su {len(esame.iniziative)}"
            f" ({edizioni}) non hanno un costo previsto.",
            rimedio="Scrivere il costo previsto di ciascuna iniziativa.",
            capitolo=find_chapter(esame, "formazione"),
            valori=[str(_amount(voci)), *(i.slug for i in senza)],
            url=page_of(voci[0]) or chapter_page(esame, find_chapter(esame, "formazione")),
        )


@controllo(
    "iniziative-oltre-le-risorse",
    titolo="Formazione che costa più di quanto ha",
    verifica="Le iniziative costano in tutto quanto il Piano stanzia per la formazione, o meno.",
    perche="Alcune iniziative non si potranno fare.",
    livello=LivelloRilievo.ERRORE,
)
def initiatives_beyond_the_money(esame: Esame) -> Iterator[Esito]:
    """Judged where there is a line of training."""
    voci = _lines(esame)
    costo = sum((i.costo_previsto or Decimal(0) for i in esame.iniziative), Decimal(0))
    if voci and costo > _amount(voci):
        yield Esito(
            oggetto=voci[0],
            testo=f"Le iniziative di formazione costano {format_euro(costo)}, le risorse sono"
            f" {format_euro(_amount(voci))}.",
            rimedio="Ridurre le iniziative, o aumentare lo stanziamento.",
            capitolo=find_chapter(esame, "formazione"),
            valori=[str(costo), str(_amount(voci))],
            url=page_of(voci[0]),
        )


@controllo(
    "formazione-senza-destinatari",
    titolo="Formazione senza destinatari",
    verifica="Ogni iniziativa e ogni contenuto per l'autoformazione dice a chi si rivolge.",
    perche="Non si sa chi invitare, né chi contare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def training_for_nobody(esame: Esame) -> Iterator[Esito]:
    """One finding for each initiative or content."""
    contenuti = [c for c in esame.ciclo.contenuti.all() if not c.destinatari.strip()]
    iniziative = [i for i in esame.iniziative if not i.destinatari.strip()]
    for riga, blocco in [(i, "formazione") for i in iniziative] + [
        (c, "autoformazione") for c in contenuti
    ]:
        capitolo = find_chapter(esame, blocco)
        yield Esito(
            oggetto=riga,
            testo=f"Non è detto a chi si rivolge {quoted([riga])}.",
            rimedio="Scrivere i destinatari.",
            capitolo=capitolo,
            valori="senza destinatari",
            url=page_of(riga) or chapter_page(esame, capitolo),
        )


@controllo(
    "iniziative-senza-edizioni",
    titolo="Iniziative senza edizioni",
    verifica="Ogni iniziativa del piano formativo prevede almeno un'edizione.",
    perche="Un'iniziativa che non si tiene non va nel piano.",
    livello=LivelloRilievo.ERRORE,
)
def initiatives_never_held(esame: Esame) -> Iterator[Esito]:
    """One finding for the Piano, with the initiatives."""
    ferme = [str(i) for i in esame.iniziative if not i.edizioni]
    if ferme:
        capitolo = find_chapter(esame, "formazione")
        yield Esito(
            oggetto=esame.piano,
            testo=f"Iniziative di formazione senza alcuna edizione: {listed(ferme)}.",
            rimedio="Scrivere quante edizioni se ne fanno, o togliere l'iniziativa.",
            capitolo=capitolo,
            valori=ferme,
            url=chapter_page(esame, capitolo),
        )
