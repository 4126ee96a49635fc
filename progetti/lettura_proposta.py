"""A proposal as people read it: its tree with the names in place of the slugs, its timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from progetti.contenuto import (
    AttivitaProposta,
    Contenuto,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    letter,
    parse,
)
from progetti.enums import Direzione
from progetti.models import Proposta, TipoProva


@dataclass(frozen=True)
class AttivitaLetta:
    """An activity with its letter."""

    lettera: str
    attivita: AttivitaProposta


@dataclass(frozen=True)
class IndicatoreLetto:
    """An indicator with the names of its proofs, and what it says in words."""

    indicatore: IndicatoreProposto
    prove: tuple[str, ...]

    @property
    def direzione(self) -> str:
        return Direzione(self.indicatore.direzione).label


@dataclass(frozen=True)
class RisultatoLetto:
    """A result with its place in the pages, from 1, its letter and its indicators."""

    numero: int
    lettera: str
    risultato: RisultatoProposto
    indicatori: tuple[IndicatoreLetto, ...]


@dataclass(frozen=True)
class ObiettivoLetto:
    """An objective with its number, from 1, and the names of who works on it."""

    numero: int
    obiettivo: ObiettivoProposto
    attivita: tuple[AttivitaLetta, ...]
    destinatari: tuple[DestinatariProposti, ...]
    partner: tuple[str, ...]
    risultati: tuple[RisultatoLetto, ...]


def read_tree(proposta: Proposta) -> list[ObiettivoLetto]:
    """The objectives of a proposal, in two queries whatever they are."""
    prove = dict(TipoProva.objects.values_list("slug", "denominazione"))
    nomi = dict(proposta.partecipazioni.values_list("soggetto__slug", "soggetto__denominazione"))
    return [
        _read_objective(n, obiettivo, nomi, prove)
        for n, obiettivo in enumerate(parse(proposta.contenuto).obiettivi)
    ]


def _read_objective(
    n: int, obiettivo: ObiettivoProposto, nomi: Mapping[str, str], prove: Mapping[str, str]
) -> ObiettivoLetto:
    return ObiettivoLetto(
        n + 1,
        obiettivo,
        tuple(AttivitaLetta(letter(i), a) for i, a in enumerate(obiettivo.attivita)),
        obiettivo.destinatari,
        tuple(nomi.get(slug, slug) for slug in obiettivo.partner),
        tuple(_read_result(i, r, prove) for i, r in enumerate(obiettivo.risultati)),
    )


def read_results(risultati: Iterable[RisultatoProposto]) -> tuple[RisultatoLetto, ...]:
    """Some results as they would be read in a proposal."""
    prove = dict(TipoProva.objects.values_list("slug", "denominazione"))
    return tuple(_read_result(n, risultato, prove) for n, risultato in enumerate(risultati))


def _read_result(n: int, risultato: RisultatoProposto, prove: Mapping[str, str]) -> RisultatoLetto:
    indicatori = tuple(
        IndicatoreLetto(i, tuple(prove.get(slug, slug) for slug in i.prove))
        for i in risultato.indicatori
    )
    return RisultatoLetto(n + 1, letter(n), risultato, indicatori)


def timeline_of_tree(contenuto: Contenuto, titolo: str) -> dict[str, object] | None:
    """The block of the timeline of the activities (see `conciliazione.grafici`), an objective a
    group; None until one of them has a day."""
    gruppi = [
        {"titolo": f"{n}. {_short(obiettivo.titolo)}", "righe": righe}
        for n, obiettivo in enumerate(contenuto.obiettivi, start=1)
        if (righe := _dated(obiettivo))
    ]
    if not gruppi:
        return None
    return {
        "forma": "tempi",
        "chiave": "tempi-della-proposta",
        "titolo": f"Quando si svolge {titolo}",
        "gruppi": gruppi,
    }


def _dated(obiettivo: ObiettivoProposto) -> list[dict[str, object]]:
    return [
        {"etichetta": f"{letter(n)}. {_short(a.testo)}", "dal": _iso(a.dal), "al": _iso(a.al)}
        for n, a in enumerate(obiettivo.attivita)
        if a.dal or a.al
    ]


def _short(testo: str, lettere: int = 90) -> str:
    intero = " ".join(testo.split()) or "senza testo"
    return intero if len(intero) <= lettere else f"{intero[: lettere - 1].rstrip()}…"


def _iso(giorno: date | None) -> str | None:
    return giorno.isoformat() if giorno else None
