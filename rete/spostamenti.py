"""What points to a soggetto, of whatever room: the rows that move when two cards become one.

The rows are found by the foreign keys of the models that are installed: no room is named here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from conciliazione.intervalli import check_overlaps
from rete.models import Soggetto

SIGILLATA = "È in un archivio che non si può riscrivere."


@dataclass(frozen=True)
class Spostamento:
    """A row whose foreign keys `campi` point to the card that goes.

    `contro` is what the move would break, in words; `doppia` says that the card that stays has
    the same row already, so that this one is not needed.
    """

    riga: models.Model
    campi: tuple[str, ...]
    contro: str = ""
    doppia: bool = False


@dataclass(frozen=True)
class Gruppo:
    """Rows of a model of which the page says the same thing."""

    nome: str
    quante: int
    detto: str = ""


def pointing_fields() -> Iterator[models.ForeignKey]:
    """Every foreign key to a soggetto, hidden ones and those of many-to-many tables included."""
    for relazione in Soggetto._meta.get_fields(include_hidden=True):
        if relazione.one_to_many or relazione.one_to_one:
            yield relazione.field


def moves(via: Soggetto, resta: Soggetto) -> list[Spostamento]:
    """What happens to each row that points to `via` when `resta` takes its place."""
    campi_di: dict[type[models.Model], list[str]] = {}
    for campo in pointing_fields():
        campi_di.setdefault(campo.model, []).append(campo.name)
    return [
        _moved(riga, tuple(nome for nome in nomi if _points(riga, nome, via)), resta)
        for modello, nomi in sorted(campi_di.items(), key=lambda voce: voce[0]._meta.label)
        for riga in _rows(modello, nomi, via)
    ]


def grouped(spostamenti: list[Spostamento]) -> list[Gruppo]:
    """The moves as the page tells them: how many rows of each table, and what is said of them."""
    conti = Counter((_table_name(s.riga), _said(s)) for s in spostamenti)
    return [Gruppo(nome, quante, detto) for (nome, detto), quante in sorted(conti.items())]


def _table_name(riga: models.Model) -> str:
    """What people call the rows of a table; those of a many-to-many by the two it links."""
    opzioni = riga._meta
    if not opzioni.auto_created:
        return str(opzioni.verbose_name_plural)
    return f"{opzioni.auto_created._meta.verbose_name_plural} (elenco dei soggetti)"


def _said(spostamento: Spostamento) -> str:
    return spostamento.contro or ("già presenti nella scheda che resta" * spostamento.doppia)


def _rows(modello: type[models.Model], nomi: list[str], via: Soggetto) -> models.QuerySet:
    condizione = models.Q()
    for nome in nomi:
        condizione |= models.Q(**{nome: via.pk})
    return modello._base_manager.filter(condizione).order_by("pk")


def _points(riga: models.Model, nome: str, via: Soggetto) -> bool:
    return getattr(riga, riga._meta.get_field(nome).attname) == via.pk


def _moved(riga: models.Model, campi: tuple[str, ...], resta: Soggetto) -> Spostamento:
    sigillo = type(riga).__dict__.get("sigillo")
    if sigillo is not None and not set(campi) <= set(sigillo.redigibili):
        return Spostamento(riga, campi, contro=SIGILLATA)
    for nome in campi:
        setattr(riga, riga._meta.get_field(nome).attname, resta.pk)
    try:
        riga.validate_unique()
        riga.validate_constraints()
        check_overlaps(riga)
    except ValidationError as errore:
        if _is_spare(riga, campi):
            return Spostamento(riga, campi, doppia=True)
        return Spostamento(riga, campi, contro=_first_words(errore))
    return Spostamento(riga, campi)


def _is_spare(riga: models.Model, campi: tuple[str, ...]) -> bool:
    """Whether the row is only a part of the card or of a list, which the other one has too."""
    parti = [riga._meta.get_field(nome) for nome in campi]
    unite = all(c.remote_field.on_delete is models.CASCADE and not c.unique for c in parti)
    return unite and not any(r.one_to_many for r in riga._meta.related_objects)


def _first_words(errore: ValidationError) -> str:
    detti = errore.message_dict if hasattr(errore, "error_dict") else {}
    return (detti.get(NON_FIELD_ERRORS) or errore.messages)[0]
