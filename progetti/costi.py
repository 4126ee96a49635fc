"""The budget of a proposal: its totals, its shares, and what the call allows.

Pure: plain values in and out. Percentages follow `docs/regole/quote-che-sommano-a-cento.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from conciliazione.numeri import format_euro
from conciliazione.quote import largest_remainder
from progetti.enums import FonteFinanziamento

ZERO = Decimal(0)


class Quota(NamedTuple):
    """A line of the budget: from which source, how much, and whether it is not money."""

    fonte: str
    importo: Decimal
    in_natura: bool = False


@dataclass(frozen=True)
class Fonte:
    """What comes from a source, of which so much in kind, and its share of the whole."""

    nome: str
    importo: Decimal
    in_natura: Decimal
    quota: Decimal


@dataclass(frozen=True)
class Costi:
    """The whole budget, source by source; the shares add to one hundred."""

    fonti: tuple[Fonte, ...]
    totale: Decimal
    in_natura: Decimal
    chiesto: Decimal


def add_up(quote: Iterable[Quota]) -> Costi:
    """The totals of a budget by source, all sources in their order, shares with two digits."""
    righe = list(quote)
    importi = [_total(righe, fonte) for fonte in FonteFinanziamento.values]
    quote_cento = largest_remainder(importi, 2)
    fonti = tuple(
        Fonte(fonte.label, importo, _in_kind(righe, fonte.value), quota)
        for fonte, importo, quota in zip(FonteFinanziamento, importi, quote_cento, strict=True)
    )
    return Costi(
        fonti,
        totale=sum(importi, ZERO),
        in_natura=sum((fonte.in_natura for fonte in fonti), ZERO),
        chiesto=_total(righe, FonteFinanziamento.REGIONALE.value),
    )


def beyond(costi: Costi, massimale: Decimal | None, dotazione: Decimal | None) -> list[str]:
    """In words, what the budget asks beyond what the call gives; nothing where it does not."""
    chiesto = f"Si chiedono {format_euro(costi.chiesto)}"
    if massimale is not None and costi.chiesto > massimale:
        di_troppo = format_euro(costi.chiesto - massimale)
        return [
            f"{chiesto}: l’avviso ne dà al più {format_euro(massimale)} per progetto."
            f" Togliere {di_troppo}."
        ]
    if dotazione is not None and costi.chiesto > dotazione:
        return [f"{chiesto}: tutta la dotazione dell’avviso è {format_euro(dotazione)}."]
    return []


def _total(quote: Sequence[Quota], fonte: str) -> Decimal:
    return sum((q.importo for q in quote if q.fonte == fonte), ZERO)


def _in_kind(quote: Sequence[Quota], fonte: str) -> Decimal:
    return sum((q.importo for q in quote if q.fonte == fonte and q.in_natura), ZERO)
