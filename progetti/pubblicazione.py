"""What a call still lacks before it may be published, each thing with where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from conciliazione.numeri import format_decimal, format_euro
from conciliazione.orologio import read_clock
from progetti.chi_puo_valutare import NON_SUO, may_score
from progetti.disponibilita import granted, promised
from progetti.enums import AmbitoIncompatibilita, LivelloAvviso
from progetti.models import Avviso

PESO_TOTALE = Decimal(100)
# The pages where a call is written.
TESTO, TEMPI, VALUTAZIONE = "testo", "tempi", "valutazione"
CRITERI, REQUISITI, DOCUMENTI = "criteri", "requisiti", "documenti"


@dataclass(frozen=True)
class Mancanza:
    """Something that lacks: in which page, by which field; whether it stops the publication."""

    detto: str
    pagina: str
    campo: str = ""
    blocca: bool = True


def missing(avviso: Avviso) -> list[Mancanza]:
    """Everything that lacks, in the order of the pages."""
    return [*_text(avviso), *_times(avviso), *_money(avviso), *_scoring(avviso), *_parts(avviso)]


def blocking(avviso: Avviso) -> list[str]:
    """What stops the publication, in words."""
    return [mancanza.detto for mancanza in missing(avviso) if mancanza.blocca]


def weights_in_words(pesi: list[Decimal]) -> str:
    """What is wrong with the weights of the criteria; empty when they add up to 100."""
    totale = sum(pesi, Decimal(0))
    if totale == PESO_TOTALE:
        return ""
    verso, quanto = ("mancano", PESO_TOTALE - totale)
    if totale > PESO_TOTALE:
        verso, quanto = ("sono di troppo", totale - PESO_TOTALE)
    return (
        f"I pesi dei criteri sommano a {format_decimal(totale)} e non a 100: {verso}"
        f" {format_decimal(quanto)}."
    )


def _text(avviso: Avviso) -> Iterator[Mancanza]:
    if not avviso.testo.strip():
        yield Mancanza("Manca il testo dell’avviso.", TESTO, "testo")
    if not avviso.destinatari.strip():
        yield Mancanza("Non è scritto chi può partecipare.", TESTO, "destinatari")
    if not avviso.sommario.strip():
        detto = "Manca la frase che lo presenta negli elenchi."
        yield Mancanza(detto, TESTO, "sommario", blocca=False)


def _times(avviso: Avviso) -> Iterator[Mancanza]:
    if avviso.apre_il is None:
        yield Mancanza("Manca l’apertura.", TEMPI, "apre_il")
    if avviso.chiude_il is None:
        yield Mancanza("Manca la chiusura.", TEMPI, "chiude_il")
        return
    if avviso.apre_il and avviso.chiude_il <= avviso.apre_il:
        yield Mancanza("La chiusura viene prima dell’apertura.", TEMPI, "chiude_il")
    if avviso.chiude_il <= read_clock():
        yield Mancanza("La chiusura è già passata.", TEMPI, "chiude_il")


def _money(avviso: Avviso) -> Iterator[Mancanza]:
    if not avviso.dotazione:
        yield Mancanza("Manca la dotazione.", TEMPI, "dotazione")
    elif detto := beyond_project(avviso, avviso.dotazione):
        yield Mancanza(detto, TEMPI, "dotazione")


def beyond_project(avviso: Avviso, dotazione: Decimal) -> str:
    """Why a call of second level may not put up that much; empty when it may."""
    if avviso.livello != LivelloAvviso.SECONDO:
        return ""
    risorse = granted(avviso.progetto)
    if risorse is None:
        return (
            f"Per «{avviso.progetto}» non risultano risorse registrate: senza, non si può dire"
            " che la dotazione ci stia."
        )
    libere = max(risorse - promised(avviso.progetto, avviso), Decimal(0))
    if dotazione <= libere:
        return ""
    return (
        f"La dotazione supera ciò che il progetto ha ancora: {format_euro(libere)} su"
        f" {format_euro(risorse)}."
    )


def _scoring(avviso: Avviso) -> Iterator[Mancanza]:
    if avviso.organo is None:
        yield Mancanza("Manca l’organo che valuta.", VALUTAZIONE, "organo")
    elif not may_score(avviso.organo, avviso):
        yield Mancanza(NON_SUO, VALUTAZIONE, "organo")
    if not avviso.numero_legale:
        detto = "Non è scritto quanti componenti liberi servono per valutare."
        yield Mancanza(detto, VALUTAZIONE, "numero_legale")
    elif avviso.organo and avviso.numero_legale > (posti := avviso.organo.seggi.count()):
        detto = f"I componenti che servono sono più dei seggi dell’organo, che sono {posti}."
        yield Mancanza(detto, VALUTAZIONE, "numero_legale")
    if avviso.soglia is None:
        yield Mancanza("Manca il punteggio minimo.", VALUTAZIONE, "soglia")
    if avviso.scarto is None:
        detto = "Senza lo scarto, nessuna differenza fra i punteggi fa discutere l’organo."
        yield Mancanza(detto, VALUTAZIONE, "scarto", blocca=False)
    limitata = avviso.ambito_incompatibilita == AmbitoIncompatibilita.PROPOSTA
    if limitata and avviso.atto_incompatibilita is None:
        detto = "L’incompatibilità limitata alla singola proposta vuole l’atto che la motiva."
        yield Mancanza(detto, VALUTAZIONE, "atto_incompatibilita")
    if not avviso.rimedi.exists():
        detto = "Nessun rimedio è ammesso se mancano componenti liberi: la valutazione si ferma."
        yield Mancanza(detto, VALUTAZIONE, "rimedi", blocca=False)


def _parts(avviso: Avviso) -> Iterator[Mancanza]:
    pesi = list(avviso.criteri.values_list("peso", flat=True))
    if not pesi:
        yield Mancanza("Non c’è alcun criterio di valutazione.", CRITERI)
    elif detto := weights_in_words(pesi):
        yield Mancanza(detto, CRITERI)
    if not avviso.requisiti.exists():
        yield Mancanza("Non c’è alcun requisito di ammissibilità.", REQUISITI, blocca=False)
    if not avviso.documenti.exists():
        yield Mancanza("Non c’è alcun documento da scaricare.", DOCUMENTI, blocca=False)
