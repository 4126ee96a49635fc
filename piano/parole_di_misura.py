"""Words with which numbers are said, in Italian: bounds, trends, extremes, changes.

Pure: plain values in and out. The lists are short on purpose: a word that is not here is not read,
and no finding comes from it.
"""

import re

from piano.enums import Confronto

# Units of a difference between percentages.
DIFFERENZE = frozenset({"punti", "punti percentuali"})

_CONFRONTI = (
    (Confronto.CIRCA, r"circa|all'incirca|intorno a\w*|pressappoco|più o meno"),
    (Confronto.OLTRE, r"oltre|più d\w+|superior[ei] a\w*|sopra|almeno"),
    (Confronto.MENO, r"meno d\w+|quasi|inferior[ei] a\w*|sotto"),
)
_CALA = re.compile(r"\b(?:in (?:calo|diminuzione|discesa|flessione)|diminui\w+|cala\w*)\b")
_CRESCE = re.compile(r"\b(?:in (?:aumento|crescita|salita)|aumenta\w*|cresc\w+)\b")
_ESTREMI = (
    (True, re.compile(r"\bpiù (?:longev\w|anzian\w|vecchi\w*|grand\w|alt\w)\b")),
    (False, re.compile(r"\bpiù (?:giovan\w|piccol\w|bass\w)\b")),
)
_CAMBIAMENTI = re.compile(
    r"\b(?:cresc\w+|aument\w+|increment\w+|variazion\w+|diminu\w+|cal[oi]|perdit\w+|riduzion\w+"
    r"|rincar\w+|saldo)\b"
)


def read_comparison(testo: str) -> Confronto | None:
    """How the words around a number want it read; None when they say nothing of it."""
    for confronto, parole in _CONFRONTI:
        if re.search(rf"\b(?:{parole})(?!\w)", testo.lower()):
            return confronto
    return None


def read_trend(testo: str) -> int:
    """1 when the words say that something grows, -1 that it falls, 0 neither."""
    minuscolo = testo.lower()
    return bool(_CRESCE.search(minuscolo)) - bool(_CALA.search(minuscolo))


def read_extreme(testo: str) -> bool | None:
    """True when the words speak of the last of a row of classes, False of the first, else None."""
    return next((alto for alto, parole in _ESTREMI if parole.search(testo.lower())), None)


def speaks_of_points(testo: str) -> bool:
    """Whether the words count percentage points."""
    return bool(re.search(r"\bpunt[oi](?: percentual[ei])?\b", testo.lower()))


def is_change(testo: str) -> bool:
    """Whether the words speak of how something changes, that may be over 100 % or below zero."""
    return bool(_CAMBIAMENTI.search(testo.lower()))
