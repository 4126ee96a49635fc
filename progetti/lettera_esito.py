"""The letter of the outcome: one text of the staff's for a call, filled for each proposal."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from conciliazione.date import format_day
from conciliazione.numeri import format_decimal, format_euro
from conciliazione.periodi import today
from progetti.enums import EsitoGraduatoria
from progetti.models import Avviso, Esito
from rete.enums import UsoModello
from rete.lettere import Lettera, cite, fill, register_references, start
from rete.models import Atto

RICHIAMI: Mapping[str, str] = {
    "avviso": "il titolo dell’avviso",
    "titolo": "il titolo della proposta",
    "codice": "il codice della proposta",
    "proponente": "chi ha proposto",
    "esito": "ammessa e finanziata, ammessa e non finanziata, non ammessa",
    "punteggio": "il punteggio, su 100",
    "posizione": "il posto in graduatoria",
    "importo": "il contributo assegnato",
    "motivi": "perché",
    "atto": "l’atto che approva la graduatoria",
    "pagina": "dove si legge la graduatoria",
    "ente": "chi ha emanato l’avviso",
    "ufficio": "l’ufficio che lo segue",
    "oggi": "la data di oggi",
}
register_references((UsoModello.ESITO,), RICHIAMI)
DETTI = {
    EsitoGraduatoria.FINANZIATA: "ammessa e finanziata",
    EsitoGraduatoria.NON_FINANZIATA: "ammessa e non finanziata",
    EsitoGraduatoria.NON_AMMESSA: "non ammessa",
}
# Where the staff wrote no text of theirs.
DI_SCORTA = Lettera(
    "[[avviso]]: esito della proposta «[[titolo]]»",
    "La proposta «[[titolo]]», codice [[codice]], è [[esito]].\n\n[[motivi]]\n\n"
    "Atto: [[atto]].\nLa graduatoria si legge in [[pagina]]",
)


def draft_letter() -> Lettera:
    """The letter as the staff find it, for all the proposals of a call."""
    return start(UsoModello.ESITO, {}, DI_SCORTA)


def letter_of(lettera: Lettera, esito: Esito, atto: Atto) -> Lettera:
    """The letter as it leaves for one proposal.

    Raises:
        UnknownReference: it calls something that is not among `RICHIAMI`.
    """
    return fill(lettera, _known(esito, atto), RICHIAMI)


def say_outcome(esito: Esito) -> str:
    """An outcome in words, with its figures: they are those that were sealed."""
    detto = DETTI[EsitoGraduatoria(esito.esito)]
    punti = f"con {format_decimal(esito.punteggio, 2)} punti"
    if esito.posizione is None:
        return f"{detto}, {punti}"
    dove = f"{detto}, al posto {esito.posizione} {punti}"
    return f"{dove}; contributo {format_euro(esito.importo)}" if esito.importo else dove


def outcome_address(avviso: Avviso) -> str:
    """Where everybody reads the ranking, once the act is recorded."""
    return settings.BASE_URL + reverse("graduatoria:graduatoria", args=[avviso.slug])


def _known(esito: Esito, atto: Atto) -> dict[str, str]:
    proposta = esito.proposta
    avviso = proposta.avviso
    profilo = getattr(avviso.emanante, "profilo", None)
    return {
        "avviso": avviso.titolo,
        "titolo": proposta.titolo,
        "codice": proposta.codice,
        "proponente": str(proposta.proponente),
        "esito": say_outcome(esito),
        "punteggio": format_decimal(esito.punteggio, 2),
        "posizione": str(esito.posizione or ""),
        "importo": format_euro(esito.importo) if esito.importo else "",
        "motivi": esito.motivazione,
        "atto": cite(atto),
        "pagina": outcome_address(avviso),
        "ente": str(avviso.emanante),
        "ufficio": (profilo and profilo.ufficio) or str(avviso.emanante),
        "oggi": format_day(today()),
    }
