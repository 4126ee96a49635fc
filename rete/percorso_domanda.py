"""The path of a membership request in plain words, for who sent it: no name of the staff, no note.

Where it is, what comes next, what happened so far.
"""

from datetime import datetime
from typing import NamedTuple

from conciliazione.date import format_day
from conciliazione.models import Passaggio
from rete.enums import StatoDomanda
from rete.models import DomandaAdesione, Sospensione


class Tappa(NamedTuple):
    """Something that happened to a request; `testo` is what was written to the applicant or by
    them.
    """

    quando: datetime
    titolo: str
    testo: str = ""


# What the applicant reads of each step; the others are the office's own.
TAPPE = {
    "send": "La domanda è stata inviata",
    "take": "L’ente capofila ha preso in carico la domanda",
    "ask_integration": "L’ente capofila ha chiesto integrazioni",
    "answer_integration": "Sono state inviate le integrazioni",
    "warn_refusal": "L’ente capofila ha comunicato perché potrebbe non accogliere la domanda",
    "answer_warning": "Sono state inviate le osservazioni",
    "resume": "L’ente capofila ha ripreso l’esame",
    "accept": "La domanda è stata accolta",
    "refuse": "La domanda è stata respinta",
    "withdraw": "La domanda è stata ritirata",
    "archive": "La domanda è stata archiviata",
}
# The steps whose reason was written to the applicant, or by them.
_CON_TESTO = {
    *("ask_integration", "answer_integration", "warn_refusal", "answer_warning"),
    *("refuse", "withdraw", "archive"),
}
_ADESSO = {
    StatoDomanda.BOZZA: "La domanda è in compilazione: nessuno la legge finché non è inviata.",
    StatoDomanda.INVIATA: "La domanda è arrivata e nessuno l’ha ancora presa in carico.",
    StatoDomanda.IN_ISTRUTTORIA: "L’ente capofila sta esaminando la domanda.",
    StatoDomanda.INTEGRAZIONE: "L’esame è fermo: manca qualcosa, e tocca a chi ha fatto domanda.",
    StatoDomanda.PREAVVISO: (
        "L’ente capofila ha scritto i motivi per cui potrebbe non accogliere la domanda. L’esame è"
        " fermo: chi ha fatto domanda può rispondere."
    ),
    StatoDomanda.OSSERVAZIONI: "L’ente capofila sta leggendo le osservazioni.",
    StatoDomanda.ACCOLTA: "La domanda è accolta: l’organizzazione fa parte della Rete.",
    StatoDomanda.RESPINTA: "La domanda non è stata accolta.",
    StatoDomanda.RITIRATA: "La domanda è stata ritirata da chi l’ha fatta.",
    StatoDomanda.ARCHIVIATA: "La domanda è stata archiviata perché le integrazioni non sono"
    " arrivate.",
}
_DOPO_LA_FINE = {
    StatoDomanda.ACCOLTA: (
        "Il referente riceve per posta elettronica l’invito a entrare nel portale e a completare"
        " la scheda pubblica."
    ),
    StatoDomanda.RESPINTA: (
        "L’atto che decide dice i motivi, e a chi e entro quando si può ricorrere. Si può anche"
        " fare una nuova domanda."
    ),
    StatoDomanda.RITIRATA: "Si può fare una nuova domanda in qualunque momento.",
    StatoDomanda.ARCHIVIATA: "Si può fare una nuova domanda in qualunque momento.",
}


def where_it_is(domanda: DomandaAdesione) -> str:
    """Where the request is now, in a sentence."""
    return _ADESSO[StatoDomanda(domanda.stato)]


def what_comes_next(domanda: DomandaAdesione, aperta: Sospensione | None) -> str:
    """What comes next and by when, in a sentence or two."""
    if aperta is not None:
        return (
            f"Si risponde da questa pagina entro il {format_day(aperta.entro_il)}. Poi il tempo per"
            f" decidere riprende a correre.{_if_silent(domanda)}"
        )
    if domanda.is_pending:
        return (
            f"L’ente capofila decide entro il {format_day(domanda.entro_il)}, oppure scrive prima"
            f" per chiedere qualcosa. {domanda.termine.silenzio}"
        )
    return _DOPO_LA_FINE.get(StatoDomanda(domanda.stato), "")


def _if_silent(domanda: DomandaAdesione) -> str:
    if domanda.stato == StatoDomanda.INTEGRAZIONE:
        return " Senza risposta la domanda viene archiviata."
    return " Senza osservazioni l’ente capofila decide con ciò che ha."


def steps_of(domanda: DomandaAdesione) -> list[Tappa]:
    """What happened to the request, the latest first."""
    passaggi = Passaggio.objects.about(domanda).filter(verbo__in=TAPPE).order_by("-quando", "-pk")
    return [
        Tappa(p.quando, TAPPE[p.verbo], p.motivo if p.verbo in _CON_TESTO else "") for p in passaggi
    ]
