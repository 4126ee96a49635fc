"""What the matrix of the rights asks for of the monitoring reports: each maker gives the parts of
an address. The project is of the alliance that `capofila` leads and in which `partner` takes part.
"""

from collections.abc import Callable

from piano.enums import StatoRelazione
from piano.relazioni.compilazione import BOZZA
from tests.factories import make_elaborazione
from tests.piano.relazioni import make_compilazione, make_relazione
from tests.progetti.monitorare import set_the_scene


def _report(stato: str, **campi: object) -> dict[str, object]:
    return {"codice": make_relazione(stato, **campi).codice}


def _file(stato: str, formato: str = "pdf", **campi: object) -> dict[str, object]:
    relazione = make_relazione(stato, **campi)
    fatta = relazione.compilazioni.first() or make_compilazione(relazione)
    return {"codice": fatta.codice, "formato": formato}


def _draft_of_transmitted() -> dict[str, object]:
    """The last draft before what was transmitted."""
    relazione = make_relazione(StatoRelazione.TRASMESSA)
    return {"codice": make_compilazione(relazione).codice, "formato": "pdf"}


def _job() -> dict[str, object]:
    relazione = make_relazione()
    argomenti = {"finestra": relazione.finestra_id, "progetto": relazione.progetto_id}
    lavoro = make_elaborazione(genere=BOZZA, argomenti=argomenti)
    return {"codice": relazione.codice, "lavoro": lavoro.codice}


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "relazione": lambda: _report(StatoRelazione.IN_REDAZIONE),
    "relazione-consegnata": lambda: _report(StatoRelazione.CONSEGNATA),
    "relazione-trasmessa": lambda: _report(StatoRelazione.TRASMESSA),
    "relazione-del-piano": lambda: _report(StatoRelazione.IN_REDAZIONE, progetto=None),
    "relazione-del-piano-trasmessa": lambda: _report(StatoRelazione.TRASMESSA, progetto=None),
    "bozza-di-relazione": lambda: _file(StatoRelazione.IN_REDAZIONE),
    "bozza-di-relazione-trasmessa": _draft_of_transmitted,
    "file-di-relazione-consegnata": lambda: _file(StatoRelazione.CONSEGNATA, "xlsx"),
    "file-di-relazione-trasmessa": lambda: _file(StatoRelazione.TRASMESSA),
    "lavoro-di-relazione": _job,
    "finestra-di-monitoraggio": lambda: {"codice": set_the_scene().consegna.finestra.codice},
}
