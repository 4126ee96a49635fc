"""The proposals that the lines of the matrix speak of: what is sent, and what is examined."""

from collections.abc import Callable

from alleanze.enums import RuoloPartenariato
from alleanze.models import Partenariato
from progetti.enums import StatoAvviso, StatoProposta
from progetti.models import Avviso, Proposta
from rete.models import Ciclo
from tests.factories import make_avviso, make_proposta
from tests.progetti.completa import make_complete


def _of_capofila(stato: str = StatoProposta.BOZZA) -> dict[str, object]:
    """A proposal of which `capofila` is the referente, for the others too."""
    partenariato = Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA).first()
    campi = {"proponente": partenariato.soggetto, "alleanza": None} if partenariato else {}
    proposta = make_complete(stato=stato, avviso=_call(), **campi)
    return {"codice": proposta.codice}


def _to_examine() -> Proposta:
    """A proposal that came in time, on a call that is now closed."""
    return make_proposta(StatoProposta.PRESENTATA, avviso=_call(StatoAvviso.CHIUSO))


def _call(stato: str = StatoAvviso.PUBBLICATO) -> Avviso:
    return make_avviso(stato, ciclo=Ciclo.objects.current())


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "proposta-mia-pronta": _of_capofila,
    "proposta-mia-presentata": lambda: _of_capofila(StatoProposta.PRESENTATA),
    "proposta-mia-ritirata": lambda: _of_capofila(StatoProposta.RITIRATA),
    "proposta-mia-da-chiarire": lambda: _of_capofila(StatoProposta.CHIARIMENTI),
    "proposta-da-esaminare": lambda: {"codice": _to_examine().codice, "passo": "ammetti"},
    "proposta-da-escludere": lambda: {"codice": _to_examine().codice, "passo": "preavviso"},
    "proposta-sigillata": lambda: {
        "codice": make_proposta(StatoProposta.PRESENTATA, avviso=_call()).codice,
        "passo": "ammetti",
    },
    "avviso-con-proposte": lambda: {"slug": _to_examine().avviso.slug},
    "avviso-aperto-con-proposte": lambda: {
        "slug": make_proposta(StatoProposta.PRESENTATA, avviso=_call()).avviso.slug
    },
}
