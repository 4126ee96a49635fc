"""The mails of a procedure: drafted from a text of the staff's, edited by them, then sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.periodi import today
from rete.enums import UsoModello
from rete.models import Atto, DomandaAdesione, ModelloMessaggio

_RICHIAMO = re.compile(r"\[\[([^\[\]]*)\]\]")
CORTESIA = (
    "Questo messaggio è una comunicazione di cortesia: hanno valore l’atto e le comunicazioni che"
    " arrivano per PEC o con il protocollo dell’ente."
)
GIA_NOTA = (
    "Il soggetto faceva già parte della Rete, per l’alleanza a cui partecipa: l’atto conferma"
    " l’adesione."
)
RICHIAMI = {
    "denominazione": "chi ha fatto domanda",
    "codice": "il codice della domanda",
    "inviata_il": "il giorno in cui è arrivata",
    "protocollo": "numero e data di protocollo, se ci sono",
    "ente": "l’ente capofila",
    "ufficio": "l’ufficio che segue la Rete",
    "pagina": "dove chi ha fatto domanda la segue",
    "entro_il": "il giorno entro cui rispondere",
    "motivo": "che cosa si chiede, o i motivi",
    "atto": "l’atto che decide",
    "dal": "il giorno da cui decorre l’adesione, se si conosce",
    "decorrenza": "una frase: da quando decorre l’adesione, o che era già nota",
    "oggi": "la data di oggi",
}
DELLA_DOMANDA = (
    UsoModello.INTEGRAZIONE,
    UsoModello.PREAVVISO,
    UsoModello.ACCOGLIMENTO,
    UsoModello.RESPINGIMENTO,
    UsoModello.ARCHIVIAZIONE,
)
# What the text of each mail may call: of those of other rooms, they say so.
_richiami: dict[str, Mapping[str, str]] = dict.fromkeys(DELLA_DOMANDA, RICHIAMI)


def register_references(usi: Iterable[UsoModello], richiami: Mapping[str, str]) -> None:
    """Say what the texts of those mails may call by `[[nome]]`, and what stands for each."""
    _richiami.update(dict.fromkeys(usi, richiami))


def references_of(uso: str) -> Mapping[str, str]:
    """What the text of a mail may call; nothing for one that does not exist."""
    return _richiami.get(uso, {})


class UnknownReference(ValidationError):
    """A text calls by `[[nome]]` something that the portal does not know."""

    def __init__(self, nomi: list[str], richiami: Iterable[str]) -> None:
        scritti = ", ".join(f"[[{nome}]]" for nome in nomi)
        ammessi = ", ".join(f"[[{nome}]]" for nome in richiami)
        super().__init__(f"Il portale non sa che cosa sia {scritti}. Si può usare: {ammessi}.")


@dataclass(frozen=True)
class Lettera:
    """A mail as it leaves, but for the words of courtesy at its end."""

    oggetto: str
    testo: str

    @property
    def intera(self) -> str:
        """The text as it is sent."""
        return f"{self.testo.rstrip()}\n\n{CORTESIA}\n"


def draft(uso: UsoModello, domanda: DomandaAdesione, **altri: str) -> Lettera:
    """The mail for `uso` as the staff find it: what is known now already stands in it.

    What is typed on the same page (`[[motivo]]`, `[[atto]]`) stays as it is called.
    """
    return start(uso, known(domanda) | altri, Lettera("Domanda [[codice]]", "[[motivo]]"))


def start(uso: UsoModello, noti: Mapping[str, str], senza: Lettera) -> Lettera:
    """The staff's text for `uso`, or `senza` if they wrote none, with what is known in it."""
    modello = ModelloMessaggio.objects.filter(uso=uso).first() or senza
    return Lettera(_fill_known(modello.oggetto, noti), _fill_known(modello.testo, noti))


def known(domanda: DomandaAdesione) -> dict[str, str]:
    """What the portal knows of a request, by the name that a text calls it."""
    capofila = domanda.accordo.ciclo.capofila
    profilo = getattr(capofila, "profilo", None)
    return {
        "denominazione": domanda.denominazione,
        "codice": domanda.codice,
        "inviata_il": _sent_on(domanda),
        "protocollo": _protocol(domanda),
        "ente": str(capofila),
        "ufficio": (profilo and profilo.ufficio) or str(capofila),
        "pagina": f"{settings.BASE_URL}/aderisci/{domanda.codice}/",
        "oggi": format_day(today()),
    }


def fill(
    lettera: Lettera, valori: Mapping[str, str], richiami: Iterable[str] = tuple(RICHIAMI)
) -> Lettera:
    """The mail with every reference replaced.

    Raises:
        UnknownReference: one is not among `richiami`.
    """
    check_references(f"{lettera.oggetto} {lettera.testo}", richiami)
    vuoti = dict.fromkeys(richiami, "")
    return Lettera(
        _fill_known(lettera.oggetto, vuoti | dict(valori)),
        _fill_known(lettera.testo, vuoti | dict(valori)),
    )


def check_references(testo: str, richiami: Iterable[str] = tuple(RICHIAMI)) -> None:
    """Raises UnknownReference: what the text calls is not among `richiami`."""
    ignoti = [nome for nome in _RICHIAMO.findall(testo) if nome.strip() not in richiami]
    if ignoti:
        raise UnknownReference(list(dict.fromkeys(ignoti)), richiami)


def show(lettera: Lettera, richiami: Mapping[str, str]) -> Lettera:
    """A text with, in place of each reference, the words for what will stand there."""
    segni = {nome: f"‹{che}›" for nome, che in richiami.items()}
    return Lettera(_fill_known(lettera.oggetto, segni), _fill_known(lettera.testo, segni))


def cite(atto: Atto) -> str:
    """An act as a letter names it: `Determinazione n. 12 del 3 giugno 2026`."""
    giorno = f" del {format_day(atto.data)}" if atto.data else ""
    return f"{atto}{giorno}"


def say_beginning(dal: date | None) -> dict[str, str]:
    """From when an accepted adhesion runs, for a text; None is one known already, by deduction."""
    if dal is None:
        return {"dal": "", "decorrenza": GIA_NOTA}
    giorno = format_day(dal)
    return {"dal": giorno, "decorrenza": f"L’adesione decorre dal {giorno}."}


def _fill_known(testo: str, valori: Mapping[str, str]) -> str:
    return _RICHIAMO.sub(lambda trovato: valori.get(trovato[1].strip(), trovato[0]), testo)


def _sent_on(domanda: DomandaAdesione) -> str:
    return format_day(timezone.localdate(domanda.inviata_il)) if domanda.inviata_il else ""


def _protocol(domanda: DomandaAdesione) -> str:
    if not domanda.protocollo:
        return ""
    return f"prot. {domanda.protocollo} del {format_day(domanda.protocollo_del)}"
