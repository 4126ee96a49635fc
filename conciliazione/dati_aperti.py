"""Open data: each dataset is declared once, and read by the API, the CSV, the XLSX, its
dictionary and the catalogue.

A room declares its own in its `dati_aperti.py`, loaded by `AppConfig.ready()`:

    register(Dataset(
        nome="comuni",
        titolo="Comuni del territorio",
        descrizione="...",
        campi=(Campo("codice_istat", lambda c: c.codice_istat, "Codice ISTAT"), ...),
        righe=lambda: Comune.objects.select_related("ambito").order_by("codice_istat"),
    ))
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model, QuerySet

from conciliazione.esporta import Column


class Tipo(StrEnum):
    """What a field holds: how the API writes it, and what its dictionary says of it."""

    TESTO = "testo"
    INTERO = "intero"
    DECIMALE = "decimale"
    EURO = "euro"
    DATA = "data"
    ISTANTE = "istante"
    BOOLEANO = "booleano"
    INDIRIZZO = "indirizzo"


@dataclass(frozen=True)
class Campo(Column):
    """A field of a dataset: name in snake_case, how it is read from a row, what it means."""

    descrizione: str = ""
    tipo: Tipo = Tipo.TESTO
    unita: str = ""
    facoltativo: bool = False


@dataclass(frozen=True)
class Dataset:
    """A table of public rows. `nome` is its address, in kebab-case and in the plural.

    `righe` gives the public rows in a stable order, with all that `campi` read of them already
    joined. `filtri` is a `FilterSet` class. With a `chiave`, the name of a unique field of the
    model, each row has an address of its own in the API, where `dettaglio` may add members.
    """

    nome: str
    titolo: str
    descrizione: str
    campi: tuple[Campo, ...]
    righe: Callable[[], QuerySet]
    filtri: type | None = None
    chiave: str = ""
    dettaglio: Callable[[Model], Mapping[str, object]] | None = None
    tema: str = "SOCI"
    parole: tuple[str, ...] = ()


_dataset: dict[str, Dataset] = {}


def register(dataset: Dataset) -> Dataset:
    """Declare a dataset.

    Raises:
        ValueError: another one has the same name.
    """
    if _dataset.setdefault(dataset.nome, dataset).campi != dataset.campi:
        raise ValueError(f"C'è già un insieme di dati di nome «{dataset.nome}».")
    return dataset


def all_datasets() -> Iterator[Dataset]:
    """Every declared dataset, by name."""
    yield from (_dataset[nome] for nome in sorted(_dataset))


def find_dataset(nome: str) -> Dataset | None:
    """The dataset of that name; None if there is none."""
    return _dataset.get(nome)
