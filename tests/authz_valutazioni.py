"""The objects of the matrix of rights that are about scoring."""

from collections.abc import Callable

from conciliazione.copie import fingerprint
from progetti.models import DichiarazioneInteressi, Proposta, Valutazione
from progetti.schede import Riga, sheet_data, total_of
from rete.models import Ciclo, Mandato, Organo
from rete.permissions import COMITATO
from tests.factories import (
    make_avviso,
    make_criterio,
    make_mandato,
    make_organo,
    make_proposta,
    make_seggio,
    make_valutazione,
)


def _member() -> Mandato:
    """Who of the cast sits in the Comitato; another, for the rest of the cast."""
    organo = Organo.objects.filter(slug=COMITATO).first() or make_organo(slug=COMITATO)
    trovato = Mandato.objects.filter(seggio__organo=organo).first()
    return trovato or make_mandato(seggio=make_seggio(organo=organo))


def _scored(*, declared: bool = True, **campi: object) -> tuple[Mandato, Proposta]:
    """A closed call that the Comitato scores, with a proposal."""
    mandato = _member()
    avviso = make_avviso(
        "chiuso", ciclo=Ciclo.objects.current(), organo=mandato.seggio.organo, **campi
    )
    make_criterio(avviso=avviso)
    if declared:
        DichiarazioneInteressi.objects.create(avviso=avviso, mandato=mandato, testo="Nessuno.")
    return mandato, make_proposta("ammissibile", avviso=avviso)


def _call(*, declared: bool = True) -> dict[str, object]:
    _, proposta = _scored(declared=declared)
    return {"slug": proposta.avviso.slug, "codice": proposta.codice, "parole": "apri-le-schede"}


def _open_sheet() -> dict[str, object]:
    mandato, proposta = _scored()
    return {"codice": make_valutazione(mandato=mandato, proposta=proposta).codice}


def _revealed() -> Valutazione:
    """A delivered sheet of a call whose scores are revealed."""
    mandato, proposta = _scored()
    scheda = make_valutazione("consegnata", mandato=mandato, proposta=proposta)
    dati = sheet_data(Riga(c, 5, "Vale 5.") for c in proposta.avviso.criteri.all())
    scheda.consegnati.create(
        numero=1,
        dati=dati,
        totale=total_of(dati),
        sha256=fingerprint(dati),
        consegnato_da=mandato.utente,
    )
    avviso = proposta.avviso
    avviso.valutazione_aperta_il = avviso.rivelato_il = scheda.consegnata_il
    avviso.save()
    return scheda


def _revealed_call() -> dict[str, object]:
    proposta = _revealed().proposta
    return {"slug": proposta.avviso.slug, "codice": proposta.codice}


VALUTAZIONI: dict[str, Callable[[], dict[str, object]]] = {
    "valutazione": _call,
    "valutazione-senza-dichiarazione": lambda: _call(declared=False),
    "valutazione-rivelata": _revealed_call,
    "scheda-aperta": _open_sheet,
    "scheda-rivelata": lambda: {"codice": _revealed().codice},
}
