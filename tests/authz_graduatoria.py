"""Rankings, for the lines of the matrix that ask for one."""

from collections.abc import Callable

from conciliazione.transizioni import perform
from progetti.models import Avviso
from rete.models import Ciclo
from tests.factories import make_atto
from tests.progetti.gara import make_gara, proposal, responsabile_of


def _ranking(*verbi: str) -> Avviso:
    avviso = make_gara(ciclo=Ciclo.objects.current())
    chi = responsabile_of(avviso)
    for verbo in verbi:
        atto = {"record_act": make_atto} if verbo == "conclude" else {}
        perform(avviso, verbo, chi, **atto)
    return avviso


def _proposal(titolo: str) -> dict[str, object]:
    avviso = _ranking("rank", "conclude")
    return {"slug": avviso.slug, "codice": proposal(avviso, titolo).codice}


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "graduatoria-in-corso": lambda: {"slug": _ranking().slug},
    "graduatoria-da-concludere": lambda: {"slug": _ranking("rank").slug},
    "graduatoria-pubblica": lambda: {"slug": _ranking("rank", "conclude").slug},
    "proposta-finanziata": lambda: _proposal("Aurora"),
    "proposta-in-attesa": lambda: _proposal("Cometa"),
}
