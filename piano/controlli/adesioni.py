"""Checks of who belongs to the network: what is declared against what is registered."""

from collections.abc import Iterator

from piano.controlli.parole import counted, listed
from piano.controlli.posizioni import chapter_page, find_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from rete.enums import TipoAdesione, TipoConsistenza
from rete.models import Adesione, ConsistenzaDichiarata

DI_TIPO = {
    TipoConsistenza.SOTTOSCRITTORI: TipoAdesione.SOTTOSCRITTORE,
    TipoConsistenza.ADERENTI: TipoAdesione.ADERENTE,
}


@controllo(
    "consistenza-diversa-dalle-adesioni",
    titolo="Soggetti dichiarati e soggetti registrati in numero diverso",
    verifica="Le adesioni registrate sono quante il documento ne dichiara quel giorno.",
    perche="Se i nomi sono meno del numero, non si sa chi faccia parte della Rete; se sono di"
    " più, il numero è sbagliato.",
    livello=LivelloRilievo.ERRORE,
)
def declared_and_registered(esame: Esame) -> Iterator[Esito]:
    """One finding for the accordo; a warning while the names are fewer, they may be still to
    come."""
    accordo = esame.accordo
    dichiarate = _latest(list(accordo.consistenze.all())) if accordo else []
    if not dichiarate:
        return
    registrate = [a for a in accordo.adesioni.all() if _counts(a, dichiarate[0])]
    totale = sum(c.numero for c in dichiarate)
    dedotte = sum(1 for a in registrate if a.tipo == TipoAdesione.DEDOTTA)
    if len(registrate) != totale or (not dedotte and _by_kind(registrate, dichiarate)):
        capitolo = find_chapter(esame, "consistenza-rete")
        di_cui = f" ({counted(dedotte, 'dedotta', 'dedotte')} dalle alleanze)" if dedotte else ""
        yield Esito(
            oggetto=accordo,
            testo=f"Il documento dichiara {totale} soggetti ({listed(dichiarate)}), le adesioni"
            f" registrate sono {len(registrate)}{di_cui}.",
            rimedio="Procurarsi l'elenco dei soggetti e registrare le adesioni, o correggere il"
            " numero.",
            capitolo=capitolo,
            valori=[{c.tipo: c.numero for c in dichiarate}, len(registrate), dedotte],
            livello=LivelloRilievo.AVVERTENZA if len(registrate) < totale else None,
            url=chapter_page(esame, capitolo),
        )


def _latest(consistenze: list[ConsistenzaDichiarata]) -> list[ConsistenzaDichiarata]:
    """Those of the last day."""
    ultimo = max((c.data for c in consistenze), default=None)
    return [c for c in consistenze if c.data == ultimo]


def _counts(adesione: Adesione, dichiarata: ConsistenzaDichiarata) -> bool:
    """Whether it was in force on the day of the declared number; without a day, it was."""
    giorno = dichiarata.data
    return (adesione.dal is None or adesione.dal <= giorno) and (
        adesione.al is None or adesione.al >= giorno
    )


def _by_kind(registrate: list[Adesione], dichiarate: list[ConsistenzaDichiarata]) -> bool:
    """Whether the numbers of some kind differ, though the totals may not."""
    return any(
        sum(1 for a in registrate if a.tipo == DI_TIPO[c.tipo]) != c.numero for c in dichiarate
    )
