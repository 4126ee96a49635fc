"""Open data: each dataset is declared once, and read by the API, the CSV, the XLSX, its
dictionary and the catalogue.

A room declares its own in its `dati_aperti.py`, loaded by `AppConfig.ready()`:

    register(Dataset(
        nome="comuni",
        titolo="Comuni del territorio",
        descrizione="...",
        campi=(
            campo("codice_istat", "Codice ISTAT", esempio="015146"),
            campo("ambito", "Ambito di cui fa parte (slug)", da="ambito.slug"),
        ),
        righe=lambda: Comune.objects.select_related("ambito").order_by("codice_istat"),
        chiave="codice_istat",
    ))
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db.models import Choices, Model, QuerySet

from conciliazione.esporta import Column

# The themes of the European catalogue of open data that ours belong to.
TEMI = {
    "ECON": "Economia e finanze",
    "EDUC": "Istruzione, cultura e sport",
    "GOVE": "Governo e settore pubblico",
    "JUST": "Giustizia, sistema giuridico e sicurezza pubblica",
    "REGI": "Regioni e città",
    "SOCI": "Popolazione e società",
}

Lettore = Callable[[object], object]


class Tipo(StrEnum):
    """What a field holds: how the API writes it, and what its dictionary says of it.

    An `ELENCO` is a list of texts, joined by `; ` in a file. An `INDIRIZZO` is a whole address.
    """

    TESTO = "testo"
    INTERO = "intero"
    DECIMALE = "decimale"
    EURO = "euro"
    DATA = "data"
    ISTANTE = "istante"
    BOOLEANO = "booleano"
    INDIRIZZO = "indirizzo"
    ELENCO = "elenco"


@dataclass(frozen=True)
class Campo(Column):
    """A field of a dataset: name in snake_case, how it is read from a row, what it means.

    A `facoltativo` one may be empty (null, in the API). `valori` are the codes that it may hold,
    where they are a closed list, each with what it means.
    """

    descrizione: str = ""
    tipo: Tipo = Tipo.TESTO
    unita: str = ""
    facoltativo: bool = False
    esempio: object = None
    valori: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Ramo:
    """Rows inside a row, that only the API shows, in its detail: what a file cannot hold."""

    nome: str
    descrizione: str
    righe: Callable[[object], Iterable[object]]
    parti: tuple["Campo | Ramo", ...]


@dataclass(frozen=True)
class Dataset:
    """A table of public rows. `nome` is its address, in kebab-case and in the plural.

    `righe` gives the public rows with all that `campi` read of them already joined, in the order
    of an index: so the pages of a long list stay quick. `filtri` is a `FilterSet` class. With a
    `chiave`, the name of a unique field of the model, each row has an address of its own in the
    API, where the `rami` are added; `intere` joins what these read. `spostata` says which key a row
    has now, from one that it had (empty: none ever had it). `tema` is one of `TEMI`.
    `fonte` is whom else to cite, beside who publishes; `aggiornato` the day of the last change,
    where the rows know it. `calcolato` says that the rows are not those of a table: `righe`
    computes them all, as a list. `lette` takes the rows that were read, a page or all of them, and
    gives them back with what is computed of many at once.
    """

    nome: str
    titolo: str
    descrizione: str
    campi: tuple[Campo, ...]
    righe: Callable[[], QuerySet]
    filtri: type | None = None
    chiave: str = ""
    rami: tuple[Ramo, ...] = ()
    intere: Callable[[QuerySet], QuerySet] = lambda righe: righe
    spostata: Callable[[str], str] | None = None
    tema: str = "SOCI"
    parole: tuple[str, ...] = ()
    fonte: str = ""
    aggiornato: Callable[[], date | None] = lambda: None
    calcolato: bool = False
    lette: Callable[[list], list] = lambda righe: righe

    @property
    def parti(self) -> tuple[Campo | Ramo, ...]:
        """What the detail of a row is made of."""
        return (*self.campi, *self.rami)


def read(percorso: str) -> Lettore:
    """What reads `a.b.c` from a row; None where one of the steps is None."""
    passi = percorso.split(".")

    def leggi(riga: object) -> object:
        for passo in passi:
            if riga is None:
                return None
            riga = getattr(riga, passo)
        return riga

    return leggi


def campo(
    nome: str, descrizione: str, tipo: Tipo = Tipo.TESTO, *, da: str = "", **altro: object
) -> Campo:
    """A field read from the attribute `da` of the row (a path with points), or from its name."""
    return Campo(nome, read(da or nome), descrizione, tipo, **altro)


def scelta(
    nome: str, descrizione: str, scelte: type[Choices], *, da: str = "", **altro: object
) -> tuple[Campo, Campo]:
    """The two fields of a closed list: its code, and the code as people read it."""
    leggi = read(da or nome)
    etichette = dict(scelte.choices)
    valori = tuple((str(codice), str(parole)) for codice, parole in scelte.choices if codice)
    codice, parole = valori[0]
    return (
        Campo(nome, leggi, descrizione, esempio=codice, valori=valori, **altro),
        Campo(
            f"{nome}_etichetta",
            lambda riga: etichette.get(leggi(riga)),
            f"{descrizione}, in parole",
            esempio=parole,
            **altro,
        ),
    )


def importi(*campi: Campo) -> tuple[Campo, ...]:
    """Amounts, followed by the currency in which they are."""
    valuta = Campo(
        "valuta", lambda riga: "EUR", "Valuta degli importi (ISO 4217)", valori=(("EUR", "Euro"),)
    )
    return (*campi, valuta)


def pagina(descrizione: str = "Pagina del portale") -> Campo:
    """The public page of the row, as a whole address."""

    def leggi(riga: Model) -> str:
        return whole(riga.get_absolute_url())

    return Campo("pagina", leggi, descrizione, Tipo.INDIRIZZO)


def whole(percorso: str) -> str:
    """The address of a path of ours, as it is known outside."""
    return f"{settings.BASE_URL}{percorso}"


_dataset: dict[str, Dataset] = {}


def register(dataset: Dataset) -> Dataset:
    """Declare a dataset.

    Raises:
        ValueError: another one has the same name.
    """
    if _dataset.setdefault(dataset.nome, dataset) is not dataset:
        raise ValueError(f"C'è già un insieme di dati di nome «{dataset.nome}».")
    return dataset


def all_datasets() -> Iterator[Dataset]:
    """Every declared dataset, by name."""
    yield from (_dataset[nome] for nome in sorted(_dataset))


def find_dataset(nome: str) -> Dataset | None:
    """The dataset of that name; None if there is none."""
    return _dataset.get(nome)
