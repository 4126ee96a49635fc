"""What a line of text promises: how often, and how many.

Pure: plain values in and out.
"""

import re

from conciliazione.ricerca import normalise
from piano.controlli.lessico import FREQUENZE, NUMERI

_ALMENO = re.compile(r"\balmeno (\d+) ([a-z]+)")
_CIFRE = re.compile(r"\d+(?:\.\d{3})*")


def frequency(testo: str) -> int | None:
    """The days between two times of what `testo` does, 0 if it never stops; None if it is not
    said, or said in two ways."""
    normale = normalise(testo)
    trovate = {giorni for parola, giorni in FREQUENZE.items() if re.search(rf"\b{parola}", normale)}
    return trovate.pop() if len(trovate) == 1 else None


def numbers(testo: str) -> set[int]:
    """The whole numbers in `testo`, in figures or in words: `Un convegno e 4 workshop` → 1, 4.

    `Un`, `uno`, `una` count only as the first word: elsewhere they are articles.
    """
    in_cifre = {int(cifre.replace(".", "")) for cifre in _CIFRE.findall(testo)}
    parole = enumerate(normalise(testo).split())
    in_lettere = {NUMERI[p]: i for i, p in parole if p in NUMERI and (NUMERI[p] > 1 or i == 0)}
    return in_cifre | set(in_lettere)


def promised(testo: str) -> list[tuple[int, str]]:
    """How many of what `testo` promises at least: `almeno 2 postazioni` → `(2, "postazioni")`."""
    return [(int(quanti), cosa) for quanti, cosa in _ALMENO.findall(normalise(testo))]
