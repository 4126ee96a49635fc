"""Words as they are searched: lower case, without accents, the same on both engines.

Every searchable row keeps them in its column `ricerca` (`campi.RicercaField`). The rooms register
in their `ricerca.py` the kinds of row that the search of the whole site looks through.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Model, Q, QuerySet, Value, Window
from django.db.models.functions import StrIndex

_SEPARATORI = re.compile(r"[^a-z0-9]+")
PAROLE_AL_PIU = 8


def normalise(testo: str) -> str:
    """`testo` in lower case, without accents, with one space between its words.

    `A.S.S.E.MI.` becomes `assemi`, `L'età dell'obbligo` becomes `l eta dell obbligo`.
    """
    piegato = unicodedata.normalize("NFKD", testo.casefold())
    senza = "".join(c for c in piegato if not unicodedata.combining(c))
    senza = re.sub(r"\b((?:\w\.)+\w{0,3})\.?(?=\W|$)", lambda m: m[0].replace(".", ""), senza)
    return _SEPARATORI.sub(" ", senza).strip()


def matching(testo: str, *campi: str) -> Q:
    """The condition that every word of `testo` is found in one of the normalised `campi`.

    Words beyond the eighth are left out; a text without words matches everything.
    """
    condizione = Q()
    for parola in normalise(testo).split()[:PAROLE_AL_PIU]:
        una = Q()
        for campo in campi or ("ricerca",):
            una |= Q(**{f"{campo}__contains": parola})
        condizione &= una
    return condizione


# --- The search of the whole site -------------------------------------------------------------


@dataclass(frozen=True)
class Voce:
    """Something found: its name, its page, the plain text from which an excerpt is taken."""

    titolo: str
    url: str
    testo: str = ""


@dataclass(frozen=True)
class Genere:
    """A kind of thing that is searched.

    `chiave` names it in addresses. `righe(testo)` are those that match: a queryset, or a list of
    `Voce` where there is no table to ask. `voce(riga)` is how one of the queryset is shown.
    """

    chiave: str
    titolo: str
    ordine: int
    righe: Callable[[str], QuerySet | Sequence[Voce]]
    voce: Callable[[Model], Voce] | None = None


@dataclass(frozen=True)
class Trovati:
    """What was found of a kind: how many, and some of them."""

    genere: Genere
    quanti: int
    voci: tuple[Voce, ...]


_generi: dict[str, Genere] = {}


def register(*generi: Genere) -> None:
    """Let the search of the whole site look through these kinds; the same key replaces."""
    _generi.update({genere.chiave: genere for genere in generi})


def kinds() -> list[Genere]:
    """Every registered kind, in order."""
    return sorted(_generi.values(), key=lambda genere: (genere.ordine, genere.titolo))


def find(genere: Genere, testo: str, da: int, quanti: int) -> Trovati:
    """The `quanti` found of a kind from the `da`-th on, and how many they are: one query.

    Those in whose words the first one searched comes earliest stand first.
    """
    righe = genere.righe(testo)
    if not isinstance(righe, QuerySet):
        return Trovati(genere, len(righe), tuple(righe[da : da + quanti]))
    parola = normalise(testo).partition(" ")[0]
    ordine = [StrIndex("ricerca", Value(parola)), *righe.model._meta.ordering, "pk"]
    contate = righe.annotate(trovate=Window(Count("pk"))).order_by(*ordine)
    scelte = list(contate[da : da + quanti])
    quante = scelte[0].trovate if scelte else 0
    return Trovati(genere, quante, tuple(map(genere.voce, scelte)))


def find_everywhere(testo: str, quanti: int) -> list[Trovati]:
    """The first `quanti` of each kind of which something is found: a query for each kind."""
    trovati = [find(genere, testo, 0, quanti) for genere in kinds()]
    return [risultato for risultato in trovati if risultato.quanti]


_PAROLA = re.compile(r"\w+")
ESTRATTO_LARGO = 220


def excerpt(testo: str, cercato: str, largo: int = ESTRATTO_LARGO) -> list[tuple[str, bool]]:
    """The part of `testo` around the first word that was searched, in pieces.

    Each piece comes with whether it is a word that was searched. A text in which none is found
    is shown from its beginning.
    """
    testo = " ".join(testo.split())
    parole = normalise(cercato).split()[:PAROLE_AL_PIU]
    tratti = [m.span() for m in _PAROLA.finditer(testo) if _is_one_of(m[0], parole)]
    inizio, fine = _around(testo, tratti[0][0] if tratti else 0, largo)
    pezzi, qui = [("…", False)] if inizio else [], inizio
    for da, a in tratti:
        if da >= qui and a <= fine:
            pezzi += [(testo[qui:da], False), (testo[da:a], True)]
            qui = a
    pezzi += [(testo[qui:fine], False), ("…" if fine < len(testo) else "", False)]
    return [(pezzo, segnato) for pezzo, segnato in pezzi if pezzo]


def _is_one_of(parola: str, cercate: Sequence[str]) -> bool:
    scritta = normalise(parola)
    return any(cercata in scritta for cercata in cercate)


def _around(testo: str, centro: int, largo: int) -> tuple[int, int]:
    """Where an excerpt begins and ends: at whole words, a third of it before `centro`."""
    inizio = max(0, min(centro - largo // 3, len(testo) - largo))
    inizio = testo.rfind(" ", 0, inizio) + 1 if inizio else 0
    fine = inizio + largo
    return inizio, len(testo) if fine >= len(testo) else max(testo.rfind(" ", 0, fine), centro)
