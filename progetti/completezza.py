"""What a proposal still lacks, page by page, before it can be sent."""

from collections.abc import Iterator

from progetti.contenuto import parse, problems
from progetti.costi import Costi, Quota, add_up, beyond
from progetti.enums import FonteFinanziamento, StatoPartecipazione
from progetti.models import PartecipazioneProposta, Proposta, TipoProva
from progetti.passi_proposta import CHE_COSA, CHI, COSTI, PASSI, DaCompletare, place

COLONNE = (
    ("titolo", "Il titolo del progetto"),
    ("azioni", "Almeno una delle azioni dell’avviso"),
    ("contesto", "L’analisi del contesto"),
    ("obiettivo", "L’obiettivo dell’intervento"),
    ("dal", "Il giorno in cui il progetto comincia"),
    ("al", "Il giorno in cui il progetto finisce"),
)


def to_complete(proposta: Proposta) -> list[DaCompletare]:
    """What the proposal lacks, in the order of the steps; nothing when it may be sent."""
    partecipazioni = list(proposta.partecipazioni.select_related("soggetto"))
    partecipano = {
        p.soggetto.slug for p in partecipazioni if p.stato != StatoPartecipazione.RIFIUTATA
    }
    nell_albero = problems(
        parse(proposta.contenuto),
        dal=proposta.dal,
        al=proposta.al,
        partecipanti=partecipano,
        prove=set(TipoProva.objects.values_list("slug", flat=True)),
    )
    trovate = [
        *_missing_columns(proposta),
        *_missing_partners(partecipazioni),
        *(place(dove, testo) for dove, testo in nell_albero),
        *_wrong_budget(proposta),
    ]
    return sorted(trovate, key=lambda m: PASSI.index(m.passo))


def missing(proposta: Proposta) -> list[str]:
    """What the proposal lacks, in words; nothing when it may be sent."""
    return [manca.testo for manca in to_complete(proposta)]


def costs_of(proposta: Proposta) -> Costi:
    """The budget of a proposal, added up."""
    return add_up(Quota(q.fonte, q.importo, q.in_natura) for q in proposta.quote.all())


def field_of(partecipazione: PartecipazioneProposta, campo: str) -> str:
    """The name of a field about a soggetto, in the page of who takes part."""
    return f"chi-{partecipazione.codice}-{campo}"


def _missing_columns(proposta: Proposta) -> Iterator[DaCompletare]:
    for nome, testo in COLONNE:
        if nome == "azioni":
            manca = proposta.avviso.azioni.exists() and not proposta.azioni.exists()
        else:
            valore = getattr(proposta, nome)
            manca = not (valore.strip() if isinstance(valore, str) else valore)
        if manca:
            ancora = "id_azioni_0" if nome == "azioni" else f"id_{nome}"
            yield DaCompletare(CHE_COSA, 0, 0, ancora, testo)


def _missing_partners(partecipazioni: list[PartecipazioneProposta]) -> Iterator[DaCompletare]:
    for p in partecipazioni:
        if not p.compito.strip():
            ancora = f"id_{field_of(p, 'compito')}"
            yield DaCompletare(CHI, 0, 0, ancora, f"Che cosa fa {p.soggetto}")
        if p.stato == StatoPartecipazione.ATTESA:
            yield DaCompletare(CHI, 0, 0, f"chi-{p.codice}", f"La conferma di {p.soggetto}")
        if p.stato == StatoPartecipazione.RIFIUTATA:
            testo = f"{p.soggetto} non partecipa: toglierlo dalla proposta, o chiedere di nuovo"
            yield DaCompletare(CHI, 0, 0, f"chi-{p.codice}", testo)


def _wrong_budget(proposta: Proposta) -> Iterator[DaCompletare]:
    costi = costs_of(proposta)
    if not costi.chiesto:
        yield DaCompletare(COSTI, 0, 0, "quote", "Il contributo che si chiede")
    promesse = proposta.quote.exclude(fonte=FonteFinanziamento.REGIONALE)
    if promesse.filter(soggetto=None).exists():
        yield DaCompletare(COSTI, 0, 0, "quote", "Chi mette una parte del cofinanziamento")
    avviso = proposta.avviso
    for testo in beyond(costi, avviso.massimale, avviso.dotazione):
        yield DaCompletare(COSTI, 0, 0, "totali", testo)
