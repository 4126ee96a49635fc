"""What the matrix of the rights asks for of the proposals: each maker gives the parts of an
address. The proposal is of the soggetto of which `capofila` is the referente, and asks the one of
`partner` to take part."""

from collections.abc import Callable

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from conciliazione.collegamenti import new_link
from progetti.bozze import begin
from progetti.contenuto import Contenuto, ObiettivoProposto, RisultatoProposto, as_json
from progetti.models import Proposta
from tests.factories import make_alleanza, make_partenariato, make_utente
from tests.factories.avvisi import make_allegato_proposta, make_avviso
from tests.progetti.comporre import partner_of


def _alliance() -> Alleanza:
    guida = Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA).first()
    if guida:
        return guida.alleanza
    alleanza = make_alleanza()
    for ruolo in (RuoloPartenariato.CAPOFILA, RuoloPartenariato.PARTNER):
        make_partenariato(alleanza=alleanza, ruolo=ruolo)
    return alleanza


def _draft() -> Proposta:
    """A draft with an objective that has a result."""
    alleanza = _alliance()
    if not alleanza.partenariati.filter(ruolo=RuoloPartenariato.PARTNER).exists():
        make_partenariato(alleanza=alleanza, ruolo=RuoloPartenariato.PARTNER)
    capofila = alleanza.partenariati.get(ruolo=RuoloPartenariato.CAPOFILA).soggetto
    proposta = begin(make_avviso(ciclo=alleanza.ciclo), capofila, make_utente(), alleanza)
    obiettivo = ObiettivoProposto("Primo", risultati=(RisultatoProposto("Posti"),))
    Proposta.objects.update(contenuto=as_json(Contenuto((obiettivo,))))
    return proposta


def _file() -> dict[str, object]:
    allegato = make_allegato_proposta(proposta=_draft())
    return {"codice": allegato.proposta.codice, "file": allegato.codice}


def _asked() -> dict[str, object]:
    proposta = _draft()
    return {"codice": proposta.codice, "partner": partner_of(proposta).codice}


def _mailed() -> dict[str, object]:
    token, impronta = new_link()
    partecipazione = partner_of(_draft())
    domani = partecipazione.proposta.avviso.chiude_il
    righe = type(partecipazione).objects.filter(pk=partecipazione.pk)
    righe.update(impronta=impronta, collegamento_fino_a=domani)
    return {"token": token}


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "avviso-per-proporre": lambda: {"slug": make_avviso(ciclo=_alliance().ciclo).slug},
    "proposta-in-bozza": lambda: {"codice": _draft().codice},
    "proposta-allegato": _file,
    "partecipazione": _asked,
    "collegamento-partner": _mailed,
}
