"""The mails about a proposal: drafted from a text of the staff's, edited by them, then sent."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.periodi import today
from progetti.models import Proposta
from rete import lettere
from rete.enums import UsoModello
from rete.lettere import Lettera

RICHIAMI = {
    "proponente": "chi ha presentato la proposta",
    "codice": "il codice della proposta",
    "titolo": "il titolo della proposta",
    "presentata_il": "il giorno in cui è stata presentata",
    "avviso": "l’avviso a cui risponde",
    "ente": "chi ha emanato l’avviso",
    "ufficio": "l’ufficio che lo segue",
    "pagina": "dove chi ha presentato la proposta la segue",
    "entro_il": "il giorno entro cui rispondere",
    "motivo": "che cosa si chiede, o i motivi",
    "atto": "l’atto che decide",
    "oggi": "la data di oggi",
}
lettere.register_references(
    (UsoModello.CHIARIMENTI, UsoModello.PREAVVISO_ESCLUSIONE, UsoModello.ESCLUSIONE), RICHIAMI
)
SENZA_TESTO = Lettera("Proposta [[codice]]", "[[motivo]]")


def draft(uso: UsoModello, proposta: Proposta) -> Lettera:
    """The mail for `uso` as the staff find it: what is known now already stands in it."""
    return lettere.start(uso, known(proposta), SENZA_TESTO)


def fill(lettera: Lettera, valori: Mapping[str, str]) -> Lettera:
    """The mail with every reference replaced.

    Raises:
        UnknownReference: one is not among `RICHIAMI`.
    """
    return lettere.fill(lettera, valori, RICHIAMI)


def known(proposta: Proposta) -> dict[str, str]:
    """What the portal knows of a proposal, by the name that a text calls it."""
    emanante = proposta.avviso.emanante
    profilo = getattr(emanante, "profilo", None)
    presentata = proposta.presentata_il
    return {
        "proponente": str(proposta.proponente),
        "codice": proposta.codice,
        "titolo": proposta.titolo,
        "presentata_il": format_day(timezone.localdate(presentata)) if presentata else "",
        "avviso": proposta.avviso.titolo,
        "ente": str(emanante),
        "ufficio": (profilo and profilo.ufficio) or str(emanante),
        "pagina": page_of(proposta),
        "oggi": format_day(today()),
    }


def page_of(proposta: Proposta) -> str:
    """The whole address of the page on which who proposes follows it."""
    return f"{settings.BASE_URL}{reverse('proposte:follow', args=[proposta.codice])}"


def examination_page(proposta: Proposta) -> str:
    """The whole address of the page on which the staff examine it."""
    return f"{settings.BASE_URL}{reverse('proposte:examine', args=[proposta.codice])}"
