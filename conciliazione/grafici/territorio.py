"""Reading the block of a map: which comuni, in which ambito, with which boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conciliazione.grafici.confini import Anello, edges
from conciliazione.grafici.lettura import required

TINTE_PER_FAMIGLIA = 4


@dataclass(frozen=True)
class Comune:
    """A comune: its number on the map, its rings in longitude and latitude."""

    codice_istat: str
    denominazione: str
    numero: int
    anelli: tuple[Anello, ...]


@dataclass(frozen=True)
class Ambito:
    """The comuni of an ambito; `classe` is the larger group it belongs to, if any."""

    nome: str
    classe: str
    comuni: tuple[Comune, ...]

    @property
    def anelli(self) -> list[Anello]:
        """The rings of all its comuni."""
        return [anello for comune in self.comuni for anello in comune.anelli]


def read_ambiti(blocco: Mapping) -> list[Ambito]:
    """Group the comuni of the block by classe and ambito, in the order in which they come.

    Comuni without a number of their own are numbered in this order, by name within an ambito.

    Raises:
        ValueError: something is missing or a boundary is not the coordinates of a MultiPolygon.
    """
    gruppi: dict[tuple[str, str], list[Mapping]] = {}
    for comune in required(blocco, "comuni"):
        chiave = (comune.get("classe") or "", required(comune, "ambito"))
        gruppi.setdefault(chiave, []).append(comune)
    classi = list(dict.fromkeys(classe for classe, _ in gruppi))
    ambiti, numero = [], 1
    for (classe, nome), righe in sorted(gruppi.items(), key=lambda g: classi.index(g[0][0])):
        in_ordine = sorted(righe, key=lambda riga: required(riga, "denominazione"))
        comuni = tuple(_read_comune(riga, numero + i) for i, riga in enumerate(in_ordine))
        ambiti.append(Ambito(nome, classe, comuni))
        numero += len(comuni)
    return ambiti


def choose_tints(ambiti: Sequence[Ambito]) -> list[int]:
    """A tint for each ambito, different from its neighbours' as long as there are enough.

    Each classe has tints of its own; among the free ones an ambito takes the least used.
    """
    lati = [set(edges(ambito.anelli)) for ambito in ambiti]
    scelte: list[int] = []
    for i, ambito in enumerate(ambiti):
        stessa = [j for j in range(i) if ambiti[j].classe == ambito.classe]
        usate = [scelte[j] for j in stessa]
        vicine = {scelte[j] for j in stessa if lati[i] & lati[j]}
        libere = [t for t in range(TINTE_PER_FAMIGLIA) if t not in vicine]
        scelte.append(min(libere or range(TINTE_PER_FAMIGLIA), key=usate.count))
    return scelte


def _read_comune(riga: Mapping, posizione: int) -> Comune:
    nome = riga["denominazione"]
    confine = required(riga, "confine")
    try:
        anelli = tuple(_read_ring(anello) for poligono in confine for anello in poligono)
    except (TypeError, ValueError, IndexError):
        anelli = ()
    if not anelli:
        raise ValueError(f"Il confine di «{nome}» non è fatto di coordinate di un MultiPolygon.")
    codice = required(riga, "codice_istat")
    return Comune(codice, nome, riga.get("numero") or posizione, anelli)


def _read_ring(anello: Sequence) -> Anello:
    """A ring of at least three points, closed."""
    punti = [(float(punto[0]), float(punto[1])) for punto in anello]
    if len(punti) < 3:
        raise ValueError("a ring has three points at least")
    return punti if punti[0] == punti[-1] else [*punti, punti[0]]
