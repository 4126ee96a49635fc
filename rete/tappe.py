"""The history of a membership request, as its timeline tells it to the staff."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from conciliazione.date import format_day
from conciliazione.models import Passaggio
from rete.lettere import cite
from rete.models import Atto, DomandaAdesione, Soggetto, Utente

# The steps in the words of the timeline; those without a word of their own have their label.
FATTI = {
    "send": "Domanda inviata",
    "withdraw": "Domanda ritirata da chi l’ha inviata",
    "take": "Presa in carico",
    "reassign": "Assegnata a un’altra persona",
    "match": "Confrontata con il registro",
    "protocol": "Protocollo scritto",
    "ask_integration": "Chieste integrazioni",
    "answer_integration": "Arrivate le integrazioni",
    "warn_refusal": "Comunicato il preavviso di rigetto",
    "answer_warning": "Arrivate le osservazioni",
    "resume": "Istruttoria ripresa",
    "accept": "Registrato l’atto di accoglimento",
    "refuse": "Registrato l’atto di rigetto",
    "archive": "Domanda archiviata",
}
DEL_PORTALE = "il portale"
# The rows that a step may name, and how the timeline calls each.
NOMINATI: Mapping[str, tuple[str, type[Model]]] = {
    "assegnata_a": ("Chi la segue", Utente),
    "soggetto": ("Soggetto", Soggetto),
    "atto": ("Atto", Atto),
}
NESSUNO = "nessuno del registro: è un soggetto nuovo"
TOLTO = "non è più nel portale"
# What an empty column is written as in a passage.
VUOTO = "None"


@dataclass(frozen=True)
class Tappa:
    """One step: what happened, who did it, the row with when and why, what it wrote (name and
    value)."""

    fatto: str
    chi: str
    passaggio: Passaggio
    scritti: Sequence[tuple[str, str]] = ()


def timeline(domanda: DomandaAdesione, ultime: int | None = None) -> list[Tappa]:
    """Every step, or the `ultime` ones, the latest first.

    One query for the steps, and one for each kind of row that they name.
    """
    righe = Passaggio.objects.about(domanda).select_related("autore").order_by("-quando", "-pk")
    passaggi = list(righe[:ultime])
    nomi = {campo: _names(campo, passaggi) for campo in NOMINATI}
    return [
        Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p, list(_written(p, nomi))) for p in passaggi
    ]


def _names(campo: str, passaggi: Iterable[Passaggio]) -> dict[str, str]:
    """What the rows that the steps name in a column are called, by their key as it is written."""
    chiavi = {p.dati[campo] for p in passaggi if p.dati.get(campo, VUOTO) != VUOTO}
    if not chiavi:
        return {}
    _, modello = NOMINATI[campo]
    righe = modello.objects.filter(pk__in=chiavi)
    return {str(r.pk): cite(r) if isinstance(r, Atto) else str(r) for r in righe}


def _written(
    passaggio: Passaggio, nomi: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    dati = passaggio.dati
    for campo, (etichetta, _) in NOMINATI.items():
        chiave = dati.get(campo)
        if chiave == VUOTO and campo == "soggetto":
            yield etichetta, NESSUNO
        elif chiave not in (None, VUOTO):
            yield etichetta, nomi[campo].get(chiave, TOLTO)
    if dati.get("protocollo"):
        yield "Protocollo", f"{dati['protocollo']} del {_day(dati['protocollo_del'])}"
    if dati.get("entro_il", VUOTO) != VUOTO:
        yield "Da decidere entro", f"il {_day(dati['entro_il'])}"


def _day(scritto: str) -> str:
    return format_day(date.fromisoformat(scritto))


def who_did(passaggio: Passaggio) -> str:
    """Who took a step, in the words of the timelines: the portal, where nobody did."""
    if passaggio.autore:
        veste = f" ({passaggio.in_veste_di})" if passaggio.in_veste_di else ""
        return f"{passaggio.autore}{veste}"
    return passaggio.in_veste_di or DEL_PORTALE
