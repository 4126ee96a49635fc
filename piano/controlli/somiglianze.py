"""When two names are the same one written differently, or almost.

Pure: plain values in and out.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from conciliazione.ricerca import normalise

_NOTE = re.compile(r"\([^)]*\)")
_VIRGOLETTE = re.compile(r"[\"“”«»]")
_PAROLE = re.compile(r"\S+")


def words(testo: str, senza: Collection[str] = ()) -> list[str]:
    """The normalised words of `testo`, but those of `senza`."""
    return [parola for parola in normalise(testo).split() if parola not in senza]


def same_name(uno: str, altro: str) -> bool:
    """Whether the two have the same letters and digits, whatever their capitals and signs."""
    return "".join(words(uno)) == "".join(words(altro))


def bare(testo: str, senza: Collection[str] = ()) -> str:
    """`testo` as written, without quotation marks, notes in brackets and the words of `senza`."""
    pulito = _VIRGOLETTE.sub("", _NOTE.sub("", testo))
    return " ".join(p for p in _PAROLE.findall(pulito) if normalise(p) not in senza)


def variants(grafie: Iterable[str], generi: Collection[str]) -> list[str]:
    """The spellings, sorted, of what is written in more than one way.

    `generi` are words that only say what a thing is: `Comune di Borgo` and `comune di Borgo` are
    one way, `CESPA` and `Cespa` are two.
    """
    gruppi: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for grafia in grafie:
        proprio = bare(grafia, generi)
        if proprio:
            gruppi["".join(words(proprio))][proprio].add(grafia)
    piu_modi = [modi for modi in gruppi.values() if len(modi) > 1]
    return sorted({g for modi in piu_modi for insieme in modi.values() for g in insieme})


def one_letter_apart(uno: str, altro: str) -> bool:
    """Whether one letter more, less or other turns a word into the other."""
    corta, lunga = sorted((uno, altro), key=len)
    if corta == lunga or len(lunga) - len(corta) > 1:
        return False
    i = next((i for i, (a, b) in enumerate(zip(corta, lunga, strict=False)) if a != b), len(corta))
    return corta[i + (len(corta) == len(lunga)) :] == lunga[i + 1 :]


def nearly(nome: str, testo: str) -> str:
    """The words of `testo`, as written, that are `nome` but for one letter of one word; or "".

    Names of one word are left alone: other words are too near them.
    """
    attese = words(nome)
    scritte = [(parola, normalise(parola)) for parola in _PAROLE.findall(testo)]
    if len(attese) < 2:
        return ""
    for inizio in range(len(scritte) - len(attese) + 1):
        finestra = scritte[inizio : inizio + len(attese)]
        diverse = [
            (attesa, letta)
            for attesa, (_, letta) in zip(attese, finestra, strict=True)
            if attesa != letta
        ]
        if len(diverse) == 1 and _is_slip(*diverse[0]):
            return " ".join(parola for parola, _ in finestra)
    return ""


def nearest(testo: str, nomi: Iterable[str]) -> str:
    """Which of `nomi` is written most like `testo`."""
    return max(sorted(nomi), key=lambda nome: SequenceMatcher(None, nome, testo).ratio())


def without_number(nome: str, testo: str) -> bool:
    """Whether `testo` is `nome` without the number at its end: `ASL Valle` for `ASL Valle 2`."""
    attese = words(nome)
    return len(attese) > 2 and attese[-1].isdigit() and words(testo) == attese[:-1]


def stutters(testo: str) -> bool:
    """Whether two words in a row are almost the same: `Centro Studi Studio`."""
    parole = words(testo)
    return any(
        min(len(a), len(b)) > 3 and (a == b or one_letter_apart(a, b)) for a, b in pairwise(parole)
    )


def mentioned(testo: str, lessico: dict[str, Iterable[str]]) -> Iterator[str]:
    """The names of `lessico` one of whose words (whole, normalised) is in `testo`."""
    spazi = f" {normalise(testo)} "
    return (nome for nome, parole in lessico.items() if any(f" {p} " in spazi for p in parole))


def _is_slip(attesa: str, letta: str) -> bool:
    parole = attesa.isalpha() and letta.isalpha()
    return parole and min(len(attesa), len(letta)) > 2 and one_letter_apart(attesa, letta)
