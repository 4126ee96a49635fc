"""Words as they are searched: lower case, without accents, the same on both engines.

Every searchable row keeps them in its column `ricerca` (`campi.RicercaField`).
"""

import re
import unicodedata

from django.db.models import Q

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
