"""Plane geometry of boundaries: projection, dissolving, where a label is best placed."""

import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, inf, radians

KM_PER_GRADO = 111.32

Punto = tuple[float, float]
Anello = list[Punto]
Lato = frozenset[Punto]


@dataclass(frozen=True)
class Proiezione:
    """Equirectangular, true to scale at the middle parallel; north is up, lengths are units."""

    ovest: float
    nord: float
    per_grado: Punto
    origine: Punto = (0, 0)

    def place(self, punto: Sequence[float]) -> Punto:
        """Longitude and latitude to x and y."""
        return (
            (punto[0] - self.ovest) * self.per_grado[0] + self.origine[0],
            (self.nord - punto[1]) * self.per_grado[1] + self.origine[1],
        )

    @property
    def per_km(self) -> float:
        """Units in a kilometre."""
        return self.per_grado[1] / KM_PER_GRADO


def fit_projection(
    punti: Iterable[Sequence[float]], origine: Punto, larghezza: float, altezza: float
) -> tuple[Proiezione, float]:
    """The largest projection of `punti` within a box that begins at `origine`.

    It is drawn in the middle of the width, from the top; how high it is comes with it.
    """
    longitudini, latitudini = zip(*((punto[0], punto[1]) for punto in punti), strict=True)
    ovest, nord, sud = min(longitudini), max(latitudini), min(latitudini)
    gradi = cos(radians((sud + nord) / 2)) * (max(longitudini) - ovest)
    verticale = min(larghezza / (gradi or 1), altezza / ((nord - sud) or 1))
    per_grado = (verticale * cos(radians((sud + nord) / 2)), verticale)
    centrata = (origine[0] + (larghezza - gradi * verticale) / 2, origine[1])
    return Proiezione(ovest, nord, per_grado, centrata), (nord - sud) * verticale


def edges(anelli: Iterable[Anello]) -> list[Lato]:
    """The sides of closed rings, without direction."""
    return [frozenset((da, a)) for anello in anelli for da, a in itertools.pairwise(anello)]


def dissolve(anelli: Iterable[Anello]) -> list[Anello]:
    """The outline of areas that share sides: the closed rings of the sides that only one has."""
    quante = Counter(edges(anelli))
    vicini: dict[Punto, list[Punto]] = defaultdict(list)
    for lato, volte in quante.items():
        if volte == 1 and len(lato) == 2:
            da, a = sorted(lato)
            vicini[da].append(a)
            vicini[a].append(da)
    return [_walk(partenza, vicini) for partenza in sorted(vicini) if vicini[partenza]]


def _walk(partenza: Punto, vicini: dict[Punto, list[Punto]]) -> Anello:
    """Follow the sides from `partenza` back to it, using each once."""
    anello = [partenza]
    while vicini[anello[-1]]:
        prossimo = vicini[anello[-1]].pop()
        vicini[prossimo].remove(anello[-1])
        anello.append(prossimo)
    return anello


def signed_distance(punto: Punto, anelli: Iterable[Anello]) -> float:
    """How far `punto` is from the nearest side, negative outside (even-odd rule)."""
    x, y = punto
    dentro, minima = False, inf
    for anello in anelli:
        for (x1, y1), (x2, y2) in itertools.pairwise(anello):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                dentro = not dentro
            minima = min(minima, _to_segment(x, y, x1, y1, x2, y2))
    return minima if dentro else -minima


def box(centro: Punto, larghezza: float, altezza: float) -> Anello:
    """The ring of a rectangle around `centro`."""
    (x, y), dx, dy = centro, larghezza / 2, altezza / 2
    return [
        (x - dx, y - dy),
        (x + dx, y - dy),
        (x + dx, y + dy),
        (x - dx, y + dy),
        (x - dx, y - dy),
    ]


def _to_segment(x: float, y: float, x1: float, y1: float, x2: float, y2: float) -> float:
    dx, dy = x2 - x1, y2 - y1
    lungo = dx * dx + dy * dy
    t = min(max(((x - x1) * dx + (y - y1) * dy) / lungo, 0), 1) if lungo else 0
    return hypot(x - x1 - t * dx, y - y1 - t * dy)


def pole(anelli: Sequence[Anello], ostacoli: Sequence[Anello] = ()) -> Punto:
    """The point of an area (its rings, islands and holes too) farthest from its sides.

    It keeps as far from `ostacoli`, areas to stay out of.
    """
    return best_point(anelli, lambda punto: clearance(punto, anelli, ostacoli))


def clearance(punto: Punto, anelli: Sequence[Anello], ostacoli: Sequence[Anello] = ()) -> float:
    """How far `punto` is from leaving the area or entering an obstacle, negative beyond."""
    libero = min((-signed_distance(punto, [ostacolo]) for ostacolo in ostacoli), default=inf)
    return min(signed_distance(punto, anelli), libero)


def best_point(
    anelli: Sequence[Anello], score: Callable[[Punto], float], precisione: float = 1.5
) -> Punto:
    """The point within the bounds of `anelli` where `score` is highest, within `precisione`.

    `score` must not change more than the distance between two points: squares that cannot hold a
    better point are never divided.
    """
    celle = [_cell(punto, mezzo, score) for punto, mezzo in _grid(anelli)]
    heapq.heapify(celle)
    migliore, massimo = celle[0][2], -inf
    while celle and -celle[0][0] > massimo + precisione:
        _, mezzo, (x, y), valore = heapq.heappop(celle)
        if valore > massimo:
            migliore, massimo = (x, y), valore
        quarto = mezzo / 2
        for dx, dy in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            vicino = (x + dx * quarto, y + dy * quarto)
            heapq.heappush(celle, _cell(vicino, quarto, score))
    return migliore


def _cell(
    punto: Punto, mezzo: float, score: Callable[[Punto], float]
) -> tuple[float, float, Punto, float]:
    """A square around `punto`, sorted by the best score that it can hold."""
    valore = score(punto)
    return (-(valore + mezzo * 2**0.5), mezzo, punto, valore)


def _grid(anelli: Sequence[Anello]) -> list[tuple[Punto, float]]:
    """Squares that cover the area, as large as its shorter side."""
    xs, ys = zip(*(punto for anello in anelli for punto in anello), strict=True)
    lato = min(max(xs) - min(xs), max(ys) - min(ys)) or 1
    colonne = max(ceil((max(xs) - min(xs)) / lato), 1)
    righe = max(ceil((max(ys) - min(ys)) / lato), 1)
    return [
        ((min(xs) + (i + 0.5) * lato, min(ys) + (j + 0.5) * lato), lato / 2)
        for i in range(colonne)
        for j in range(righe)
    ]
