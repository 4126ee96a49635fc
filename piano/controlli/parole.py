"""How findings are put in words.

Pure: plain values in and out.
"""

from collections.abc import Iterable, Sequence


def listed(parole: Iterable[object]) -> str:
    """`3`, `1 e 2`, `6, 8 e 9`."""
    tutte = [str(parola) for parola in parole]
    return " e ".join([", ".join(tutte[:-1]), tutte[-1]]) if len(tutte) > 1 else "".join(tutte)


def quoted(parole: Iterable[object]) -> str:
    """`«uno» e «due»`: texts on one line, sentences without their full stop."""
    return listed(f"«{_inline(str(parola))}»" for parola in parole)


def counted(quanti: int, singolare: str, plurale: str) -> str:
    """`1 iniziativa`, `3 iniziative`."""
    return f"{quanti} {singolare if quanti == 1 else plurale}"


def either(parole: Sequence[object], singolare: str, plurale: str) -> str:
    """The first when `parole` has one thing, else the second: `l'obiettivo` or `gli obiettivi`."""
    return singolare if len(parole) == 1 else plurale


def _inline(testo: str) -> str:
    """A sentence loses its full stop; an acronym keeps it."""
    riga = " ".join(testo.split())
    ultima = riga.rpartition(" ")[2]
    return riga.removesuffix(".") if ultima.count(".") == 1 else riga
