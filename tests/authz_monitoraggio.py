"""What the matrix of the rights asks for of monitoring: each maker gives the parts of an address.
The project is of the alliance that `capofila` leads and in which `partner` takes part."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from conciliazione.collegamenti import new_link
from conciliazione.transizioni import perform
from progetti.enums import StatoModifica, StatoProva, StatoRilevazione
from progetti.models import Criticita, Prova, RichiestaPartner
from progetti.righe_consegna import place_of
from rete.models import Utente
from tests.factories import make_convenzione
from tests.factories.criticita import make_criticita
from tests.factories.modifiche import make_modifica
from tests.factories.monitoraggio import make_file_prova, make_prova, make_rilevazione
from tests.factories.richieste import make_richiesta_partner
from tests.progetti.monitorare import Scena, expire, set_the_scene


def _project() -> dict[str, object]:
    return {"slug": set_the_scene().progetto.slug}


def _delivery() -> dict[str, object]:
    return {"codice": set_the_scene().consegna.codice}


def _place(scena: Scena) -> dict[str, object]:
    obiettivo, risultato, ordine = place_of(scena.incontri)
    return {"obiettivo": obiettivo, "risultato": risultato, "ordine": ordine}


def _line() -> dict[str, object]:
    scena = set_the_scene()
    return {"codice": scena.consegna.codice, **_place(scena)}


def _indicator() -> dict[str, object]:
    scena = set_the_scene()
    return {"slug": scena.progetto.slug, **_place(scena)}


def _proof(stato: str = StatoProva.DA_REGISTRARE) -> Prova:
    scena = set_the_scene()
    return make_prova(stato, progetto=scena.progetto, tipo=scena.tipo)


def _recorded() -> Prova:
    scena = set_the_scene()
    prova = make_prova(progetto=scena.progetto, tipo=scena.tipo)
    capofila = Utente.objects.get(email="capofila@rete.example")
    perform(prova, "record", capofila, quote={scena.incontri: Decimal(1)})
    return prova


def _value(stato: str) -> dict[str, object]:
    scena = set_the_scene()
    riga = make_rilevazione(stato, ("1",), consegna=scena.consegna, indicatore=scena.incontri)
    return {"codice": riga.codice}


def _window(quando: timedelta) -> dict[str, object]:
    """A window that opens then."""
    finestra = set_the_scene().consegna.finestra
    apre = timezone.now() + quando
    type(finestra).objects.update(apre_il=apre, scade_il=apre + timedelta(days=60))
    return {"codice": finestra.codice}


def _expired() -> dict[str, object]:
    consegna = set_the_scene().consegna
    expire(consegna)
    return {"codice": consegna.codice}


def _file() -> dict[str, object]:
    return {"codice": make_file_prova(_recorded()).documento.codice}


def _request() -> RichiestaPartner:
    return make_richiesta_partner(set_the_scene())


def _partner_link() -> dict[str, object]:
    richiesta = _request()
    token, impronta = new_link()
    domani = timezone.now() + timedelta(days=1)
    RichiestaPartner.objects.filter(pk=richiesta.pk).update(
        impronta=impronta, collegamento_fino_a=domani
    )
    return {"token": token}


def _issue() -> Criticita:
    return make_criticita(set_the_scene())


def _change(passo: str, stato: str) -> dict[str, object]:
    return {"codice": make_modifica(set_the_scene(), stato).codice, "passo": passo}


def _agreement() -> dict[str, object]:
    alleanza = set_the_scene().progetto.alleanza
    return {"slug": alleanza.slug, "codice": make_convenzione(alleanza=alleanza).codice}


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "progetto-monitorato": _project,
    "consegna": _delivery,
    "consegna-scaduta": _expired,
    "finestra": lambda: _window(-timedelta(days=1)),
    "finestra-da-aprire": lambda: _window(timedelta(days=1)),
    "riga-di-consegna": _line,
    "indicatore-monitorato": _indicator,
    "prova-da-registrare": lambda: {"codice": _proof().codice},
    "prova-registrata": lambda: {"codice": _recorded().codice},
    "prova-da-non-accogliere": lambda: {"codice": _proof().codice, "passo": "non-accogliere"},
    "prova-da-annullare": lambda: {"codice": _recorded().codice, "passo": "annulla"},
    "prova-di-cui-chiedere": lambda: {"codice": _recorded().codice, "passo": "chiedi-i-file"},
    "file-di-prova": _file,
    "valore-dichiarato": lambda: _value(StatoRilevazione.DICHIARATA),
    "valore-restituito": lambda: _value(StatoRilevazione.RESTITUITA),
    "valore-verificato": lambda: _value(StatoRilevazione.VERIFICATA),
    "richiesta-al-partner": lambda: {"codice": _request().codice},
    "collegamento-del-partner": _partner_link,
    "criticita": lambda: {"codice": _issue().codice},
    "criticita-da-chiudere": lambda: {"codice": _issue().codice, "passo": "chiudi"},
    "modifica": lambda: {"codice": make_modifica(set_the_scene()).codice},
    "modifica-da-chiedere": lambda: {**_project(), "tipo": "proroga"},
    "modifica-con-parere-da-dare": lambda: _change("parere", StatoModifica.PRESENTATA),
    "modifica-da-accogliere": lambda: _change("accogli", StatoModifica.CON_PARERE),
    "modifica-da-ritirare": lambda: _change("ritira", StatoModifica.PRESENTATA),
    "alleanza-guidata": lambda: {"slug": set_the_scene().progetto.alleanza.slug},
    "convenzione": _agreement,
}
