"""How far an indicator is: on its way to the target, and against the time that has gone by.

`docs/regole/avanzamento.md` has the rule in words, with the table that its tests read.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from progetti.enums import Andamento, Direzione

CENTESIMI = Decimal("0.01")
CENTO = Decimal(100)


def start_of(base: Decimal | None, direzione: str) -> Decimal | None:
    """Where the way to the target begins: zero, where an indicator that grows has no baseline."""
    if base is None and direzione == Direzione.AUMENTA:
        return Decimal(0)
    return base


def expected(
    partenza: Decimal | None, target: Decimal | None, dal: date | None, al: date | None, on: date
) -> Decimal | None:
    """What the elapsed time would expect on a day: the way to the target, gone at one pace.

    To the hundredth of a unit; before `dal` nothing, from `al` on the whole target. None where
    the target, the start, or the days of the project are not known.
    """
    if partenza is None or target is None or dal is None or al is None:
        return None
    giorni = (al - dal).days + 1
    passati = min(max((on - dal).days + 1, 0), giorni)
    return _rounded(partenza + (target - partenza) * passati / giorni)


def progress(
    valore: Decimal | None, partenza: Decimal | None, target: Decimal | None
) -> Decimal | None:
    """How much of the way from the start to the target is made, per cent, to the hundredth.

    Beyond 100 where the target is passed, below 0 where it went backwards. None where one of the
    three is not known, or where there is no way to go.
    """
    if valore is None or partenza is None or target is None or target == partenza:
        return None
    return _rounded((valore - partenza) / (target - partenza) * CENTO)


def standing(
    valore: Decimal | None, target: Decimal | None, atteso: Decimal | None, direzione: str
) -> Andamento:
    """How it goes: what was measured, beside the target and what was expected on that day."""
    if valore is None:
        return Andamento.NON_MISURATO
    if target is None:
        return Andamento.SENZA_TARGET
    if _is_at_least(valore, target, direzione):
        return Andamento.RAGGIUNTO
    if atteso is None:
        return Andamento.NON_CONFRONTABILE
    in_linea = _is_at_least(valore, atteso, direzione)
    return Andamento.IN_LINEA if in_linea else Andamento.IN_RITARDO


def _is_at_least(valore: Decimal, soglia: Decimal, direzione: str) -> bool:
    return valore <= soglia if direzione == Direzione.DIMINUISCE else valore >= soglia


def _rounded(valore: Decimal) -> Decimal:
    return valore.quantize(CENTESIMI, ROUND_HALF_UP)
