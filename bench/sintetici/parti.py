"""How synthetic rows are written and named, and how many there are of what does not grow."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product
from string import ascii_letters, digits

from django.db import models

COMUNI, AMBITI, CICLI, TEMI, PUBBLICI, AZIONI, PROVE = 60, 6, 4, 8, 6, 8, 6
ATTI = 60
DAL = date(2014, 10, 1)
FRASE = (
    "Il testo di una riga di prova descrive in due frasi che cosa si fa, per chi e in quale comune"
    " del territorio. È lungo quanto quelli che si scrivono davvero."
)
LETTERE = ["".join(coppia) for coppia in product(ascii_letters + digits, repeat=2)]


def many(modello: type[models.Model], righe: Iterable[dict[str, object]]) -> list[models.Model]:
    """Write many rows at once."""
    nuove = [modello(**riga) for riga in righe]
    return modello._default_manager.bulk_create(nuove, batch_size=500)


def link(
    relazione: models.Manager | object, coppie: Iterable[tuple[models.Model, models.Model]]
) -> None:
    """Write the rows of a many-to-many relation, given as the descriptor of its model."""
    tramite = relazione.through
    da, a = relazione.field.m2m_column_name(), relazione.field.m2m_reverse_name()
    many(tramite, ({da: riga.pk, a: altra.pk} for riga, altra in coppie))


def in_turn(scelte: Iterable[object]) -> Callable[[int], object]:
    """What takes the n-th of `scelte`, starting again after the last."""
    tutte = list(scelte)
    return lambda n: tutte[n % len(tutte)]


def named(nome: str, quante: int) -> Iterator[tuple[int, str, str]]:
    """Number, slug and name of each row."""
    for n in range(quante):
        yield n, f"{nome.lower().replace(' ', '-')}-{n:05d}", f"{nome} di prova numero {n:05d}"
