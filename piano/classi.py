"""Labels that are classes (`15-24`, `> 95`) or years, and where a series of them breaks.

Pure: plain values in and out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

TRATTO = r"\s*[-–—]\s*"
_DA_A = re.compile(rf"^(\d+){TRATTO}(\d+)(?:\s+\D*)?$")
_SOLA = re.compile(r"^(\d+)$")
_DA = re.compile(r"^(?:>\s*=|≥|da)\s*(\d+)$|^(\d+)\s*(?:\+|e (?:più|oltre))$")
_OLTRE = re.compile(r"^(?:>|oltre|più di)\s*(\d+)$")
_FINO = re.compile(r"^(?:<\s*=|≤|fino a)\s*(\d+)$")
_MENO = re.compile(r"^(?:<|meno di|sotto i)\s*(\d+)$")
_ANNO = re.compile(r"^(?:19|20)\d{2}$")
_ANNI = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class Classe:
    """The whole numbers from `dal` to `al`, both included; None where it has no end."""

    etichetta: str
    dal: int
    al: int | None


def read_class(etichetta: str) -> Classe | None:
    """The class that a label names; None if it names none."""
    testo = etichetta.strip().lower()
    if trovata := _DA_A.match(testo):
        return Classe(etichetta, int(trovata[1]), int(trovata[2]))
    if trovata := _SOLA.match(testo):
        return Classe(etichetta, int(trovata[1]), int(trovata[1]))
    if trovata := _DA.match(testo):
        return Classe(etichetta, int(trovata[1] or trovata[2]), None)
    if trovata := _OLTRE.match(testo):
        return Classe(etichetta, int(trovata[1]) + 1, None)
    if trovata := _FINO.match(testo):
        return Classe(etichetta, 0, int(trovata[1]))
    if trovata := _MENO.match(testo):
        return Classe(etichetta, 0, int(trovata[1]) - 1)
    return None


def read_classes(etichette: Sequence[str]) -> list[Classe]:
    """The classes among the labels; none when they are years, or fewer than three."""
    lette = [classe for etichetta in etichette if (classe := read_class(etichetta))]
    if any(_ANNO.match(classe.etichetta.strip()) for classe in lette):
        return []
    return lette if len(lette) >= 3 else []


def gaps(classi: Sequence[Classe]) -> list[tuple[Classe, Classe, int, int]]:
    """Neighbours that leave numbers out: the two, and the first and the last left out."""
    return [
        (prima, dopo, prima.al + 1, dopo.dal - 1)
        for prima, dopo in pairwise(classi)
        if prima.al is not None and dopo.dal > prima.al + 1
    ]


def overlaps(classi: Sequence[Classe]) -> list[tuple[Classe, Classe, int]]:
    """Neighbours that both hold a number: the two, and the first number in both."""
    return [
        (prima, dopo, dopo.dal)
        for prima, dopo in pairwise(classi)
        if prima.al is None or dopo.dal <= prima.al
    ]


def read_years(etichette: Sequence[str]) -> list[int]:
    """The years among the labels, in their order."""
    return [int(etichetta) for etichetta in etichette if _ANNO.match(etichetta.strip())]


def missing_years(anni: Sequence[int]) -> list[int]:
    """The years left out of a yearly series; none when it is taken at a regular, longer step."""
    passi = {dopo - prima for prima, dopo in pairwise(anni)}
    if len(anni) < 3 or 1 not in passi:
        return []
    return [anno for anno in range(min(anni), max(anni)) if anno not in anni]


def named_years(testo: str) -> set[int]:
    """The years that a text names."""
    return {int(anno) for anno in _ANNI.findall(testo)}
