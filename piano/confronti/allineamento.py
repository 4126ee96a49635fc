"""Two lists side by side: which thing of one is which of the other."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")

# Beyond this many pairs, what has no key in common is not looked at one by one.
COPPIE_AL_PIU = 40_000


@dataclass(frozen=True)
class Allineamento(Generic[T]):
    """The pairs in reading order, None on one side for what is on the other only."""

    coppie: tuple[tuple[T | None, T | None], ...]
    riordinato: bool


def align(
    prima: Sequence[T],
    dopo: Sequence[T],
    key: Callable[[T], Hashable],
    alike: Callable[[T, T], float] = lambda a, b: 0.0,
    soglia: float = 0.5,
) -> Allineamento[T]:
    """Pair things with the same key; then, of the others, those alike at least as `soglia`.

    A key that comes back is told apart by how many times it came before.
    """
    chiavi_prima, chiavi_dopo = _numbered(map(key, prima)), _numbered(map(key, dopo))
    posti = {chiave: j for j, chiave in enumerate(chiavi_dopo)}
    legami = {i: posti[chiave] for i, chiave in enumerate(chiavi_prima) if chiave in posti}
    riordinato = any(a > b for a, b in pairwise(legami[i] for i in sorted(legami)))
    legami |= _by_likeness(prima, dopo, legami, alike, soglia)
    return Allineamento(tuple(_in_order(prima, dopo, legami)), riordinato)


def _numbered(chiavi: object) -> list[tuple[Hashable, int]]:
    visti: Counter[Hashable] = Counter()
    numerate = []
    for chiave in chiavi:
        numerate.append((chiave, visti[chiave]))
        visti[chiave] += 1
    return numerate


def _by_likeness(
    prima: Sequence[T],
    dopo: Sequence[T],
    legami: dict[int, int],
    alike: Callable[[T, T], float],
    soglia: float,
) -> dict[int, int]:
    """Each thing left on one side with the most alike that is left on the other."""
    presi = set(legami.values())
    soli_prima = [i for i in range(len(prima)) if i not in legami]
    soli_dopo = [j for j in range(len(dopo)) if j not in presi]
    if len(soli_prima) * len(soli_dopo) > COPPIE_AL_PIU:
        return {}
    simili = [(alike(prima[i], dopo[j]), i, j) for i in soli_prima for j in soli_dopo]
    trovati: dict[int, int] = {}
    for quanto, i, j in sorted(simili, key=lambda s: (-s[0], s[1], s[2])):
        if quanto >= soglia and i not in trovati and j not in presi:
            trovati[i] = j
            presi.add(j)
    return trovati


def _in_order(
    prima: Sequence[T], dopo: Sequence[T], legami: dict[int, int]
) -> list[tuple[T | None, T | None]]:
    """As `dopo` reads; what it has no more stands after what came before it."""
    righe: list[tuple[float, int, tuple[T | None, T | None]]] = []
    posto = -1.0
    for i, cosa in enumerate(prima):
        if i in legami:
            posto = float(legami[i])
            righe.append((posto, 0, (cosa, dopo[legami[i]])))
        else:
            righe.append((posto + 0.5, i, (cosa, None)))
    presi = set(legami.values())
    righe += [(float(j), 0, (None, cosa)) for j, cosa in enumerate(dopo) if j not in presi]
    return [coppia for _, _, coppia in sorted(righe, key=lambda riga: riga[:2])]
