"""Figures: each computed in one place, known by a key, read by every page, text, PDF and API.

An app registers its figures in its `cifre.py`, loaded by `AppConfig.ready()`:

    @conta("rete.comuni", "Comuni del territorio", unita="comuni")
    def comuni(richiesta: Richiesta) -> QuerySet: ...  # the rows, which are counted

    @somma("rete.posti", "Posti nei servizi", "posti", unita="posti")
    def posti(richiesta: Richiesta) -> QuerySet: ...  # the rows, whose field is added up

    @cifra("rete.membri", "Soggetti della Rete", unita="soggetti", origini=_members)
    def membri(richiesta: Richiesta) -> int: ...  # anything else, with the rows that explain it

Who shows them reads them through a `Lettura`, which computes each at most once:

    lettura = Lettura(ciclo, on)
    lettura.value("rete.membri")             # 32
    lettura.write("rete.membri|lettere")     # "trentadue"
    lettura.write("risorse.voce:formazione") # "€ 20.000,00"
    lettura.origins("rete.membri")           # the rows behind it
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, wraps
from typing import TypeVar

from django.db.models import Model, QuerySet, Sum

from conciliazione.date import format_day
from conciliazione.lettere import in_words
from conciliazione.numeri import format_decimal, format_euro, format_percent
from conciliazione.periodi import today

T = TypeVar("T")
Valore = Decimal | int | str | date

# What stands where a figure is not known yet, as the date of an opinion still to be given.
IGNOTO = "(non ancora registrato)"

FORMATI: dict[str, Callable[[Valore], str]] = {
    "numero": format_decimal,
    "euro": format_euro,
    "percento": format_percent,
    "data": format_day,
    "testo": str,
    "lettere": in_words,
}


# The argument with which a figure is asked for the arguments that it takes.
ELENCO = "*"


class ErroreCifra(ValueError):
    """A figure that cannot be read; the message says why, in Italian."""


class _Elenco(Exception):
    """The arguments of a figure, on their way to who asked for them."""

    def __init__(self, argomenti: list[str]) -> None:
        super().__init__(argomenti)
        self.argomenti = argomenti


@dataclass(frozen=True)
class Richiesta:
    """What a figure is computed for: a ciclo, the day of the data, the argument (or "")."""

    ciclo: object
    on: date
    argomento: str = ""
    letti: dict[Callable, object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, leggi: Callable[[object], T]) -> T:
        """What `leggi` reads of the ciclo, read once for all the figures of a `Lettura`."""
        if leggi not in self.letti:
            self.letti[leggi] = leggi(self.ciclo)
        return self.letti[leggi]

    def pick(self, scelte: dict[str, Valore]) -> Valore:
        """The value that the argument chooses.

        Raises:
            ErroreCifra: the argument is none of the `scelte`.
        """
        if self.argomento == ELENCO:
            raise _Elenco(list(scelte))
        if self.argomento not in scelte:
            raise ErroreCifra(_unknown("l'argomento", self.argomento, scelte))
        return scelte[self.argomento]


@dataclass(frozen=True)
class Origine:
    """A row behind a figure: its name, what it brings to it, its public page if it has one.

    `unita` is what the rows behind a percentage count, where it is not euro.
    """

    nome: str
    valore: Valore | None = None
    url: str = ""
    unita: str = ""


Origini = Callable[[Richiesta], Sequence[Origine]]


class OriginiDaRighe(Sequence[Origine]):
    """The rows of a queryset as origins, read only as far as they are asked for.

    Each brings the value of its field `campo`, or one; or is what `scrivi` makes of it.
    """

    def __init__(
        self, righe: QuerySet, campo: str = "", scrivi: Callable[[Model], Origine] | None = None
    ) -> None:
        self.righe = righe
        self.campo = campo
        self.scrivi = scrivi or self._origin

    def __len__(self) -> int:
        return self.righe.count()

    def __getitem__(self, posto: int | slice) -> Origine | list[Origine]:
        scelte = self.righe[posto]
        return self.scrivi(scelte) if isinstance(posto, int) else list(map(self.scrivi, scelte))

    def _origin(self, riga: Model) -> Origine:
        valore = getattr(riga, self.campo) if self.campo else 1
        return Origine(str(riga), valore, address_of(riga))


class OriginiUnite(Sequence[Origine]):
    """Several sequences of origins one after the other, each read as far as it is asked for."""

    def __init__(self, parti: Sequence[Sequence[Origine]]) -> None:
        self.parti = parti

    @cached_property
    def _quante(self) -> list[int]:
        return [len(parte) for parte in self.parti]

    def __len__(self) -> int:
        return sum(self._quante)

    def __getitem__(self, posto: int | slice) -> Origine | list[Origine]:
        if isinstance(posto, int):
            da = posto + len(self) if posto < 0 else posto
            return self[da : da + 1][0]
        da, a, passo = posto.indices(len(self))
        return list(self._between(da, a))[::passo]

    def _between(self, da: int, a: int) -> Iterator[Origine]:
        inizio = 0
        for parte, quante in zip(self.parti, self._quante, strict=True):
            primo, ultimo = max(da - inizio, 0), min(a - inizio, quante)
            if primo < ultimo:
                yield from parte[primo:ultimo]
            inizio += quante


def address_of(riga: Model) -> str:
    """The public page of a row; empty when it has none of its own."""
    return riga.get_absolute_url() if hasattr(riga, "get_absolute_url") else ""


@dataclass(frozen=True)
class Cifra:
    """A registered figure. `argomento` says in words what follows the colon, if anything may;
    `unita` is what its number counts (soggetti, euro). One `nel_tempo` is computed for the day of
    the data, whichever it is; any other is what the rows say today."""

    chiave: str
    etichetta: str
    formato: str
    calcola: Callable[[Richiesta], Valore | None]
    argomento: str = ""
    facoltativo: bool = False
    unita: str = ""
    origini: Origini | None = None
    nel_tempo: bool = False

    @property
    def stanza(self) -> str:
        """The label of the app that computes it."""
        return self.chiave.partition(".")[0]

    @property
    def is_plain(self) -> bool:
        """Whether it can be read without an argument."""
        return not self.argomento or self.facoltativo


@dataclass(frozen=True)
class Letta:
    """A figure as it was read: its value, how it is written, of which day it is."""

    cifra: Cifra
    argomento: str
    valore: Valore | None
    testo: str
    al: date

    @property
    def riferimento(self) -> str:
        """What reads it again: `chiave` or `chiave:argomento`."""
        return f"{self.cifra.chiave}:{self.argomento}" if self.argomento else self.cifra.chiave


Calcolo = Callable[[Richiesta], Valore | None]
Righe = Callable[[Richiesta], QuerySet]

UNITA_DEL_FORMATO = {"euro": "euro", "percento": "%"}

_cifre: dict[str, Cifra] = {}
_aperte: dict[str, Callable[[object], bool]] = {}


def cifra(
    chiave: str,
    etichetta: str,
    formato: str = "numero",
    *,
    unita: str = "",
    argomento: str = "",
    facoltativo: bool = False,
    origini: Origini | None = None,
    nel_tempo: bool = False,
) -> Callable[[Calcolo], Calcolo]:
    """Register the decorated function as the figure `chiave`.

    Raises:
        ValueError: the key is taken by another function, or the format does not exist.
    """
    if formato not in FORMATI:
        raise ValueError(_unknown("il formato", formato, FORMATI))

    def register(calcola: Calcolo) -> Calcolo:
        if chiave in _cifre and _origin_of(_cifre[chiave].calcola) != _origin_of(calcola):
            raise ValueError(f"La chiave «{chiave}» è già di un'altra cifra.")
        detta = unita or UNITA_DEL_FORMATO.get(formato, "")
        _cifre[chiave] = Cifra(
            chiave, etichetta, formato, calcola, argomento, facoltativo, detta, origini, nel_tempo
        )
        return calcola

    return register


def conta(chiave: str, etichetta: str, **altro: object) -> Callable[[Righe], Righe]:
    """Register how many rows the decorated function finds as the figure `chiave`."""

    def register(righe: Righe) -> Righe:
        @wraps(righe)
        def count(richiesta: Richiesta) -> int:
            return righe(richiesta).count()

        def origins(richiesta: Richiesta) -> OriginiDaRighe:
            return OriginiDaRighe(righe(richiesta))

        cifra(chiave, etichetta, origini=origins, **altro)(count)
        return righe

    return register


def somma(chiave: str, etichetta: str, campo: str, **altro: object) -> Callable[[Righe], Righe]:
    """Register the sum of `campo` over the rows of the decorated function as `chiave`.

    A row where it is not known brings nothing.
    """

    def register(righe: Righe) -> Righe:
        @wraps(righe)
        def add_up(richiesta: Richiesta) -> Valore:
            return righe(richiesta).aggregate(somma=Sum(campo, default=0))["somma"]

        def origins(richiesta: Richiesta) -> OriginiDaRighe:
            return OriginiDaRighe(righe(richiesta), campo)

        cifra(chiave, etichetta, origini=origins, **altro)(add_up)
        return righe

    return register


def open_when(stanza: str, condizione: Callable[[object], bool]) -> None:
    """Let the public read the figures of a room only while `condizione(ciclo)` holds."""
    _aperte[stanza] = condizione


def _origin_of(calcola: Callable[..., object]) -> Callable[..., object]:
    """The function that was decorated."""
    return getattr(calcola, "__wrapped__", calcola)


def all_figures() -> Iterator[Cifra]:
    """Every registered figure, by key."""
    yield from (_cifre[chiave] for chiave in sorted(_cifre))


def find_figure(chiave: str) -> Cifra:
    """The figure of that key.

    Raises:
        ErroreCifra: there is none; the message proposes the nearest.
    """
    if chiave not in _cifre:
        raise ErroreCifra(_unknown("la cifra", chiave, _cifre))
    return _cifre[chiave]


class Lettura:
    """Reads figures for one ciclo on one day, each computed at most once."""

    def __init__(self, ciclo: object, on: date) -> None:
        self.ciclo = ciclo
        self.on = on
        self._lette: dict[tuple[str, str], Valore] = {}
        self._letti: dict[Callable, object] = {}

    def value(self, riferimento: str) -> Valore | None:
        """The value of `chiave` or `chiave:argomento`; None while nobody has recorded it.

        Raises:
            ErroreCifra: the key or the argument is unknown.
        """
        cifra, argomento = _resolve(riferimento)
        posto = (cifra.chiave, argomento)
        if posto not in self._lette:
            self._lette[posto] = cifra.calcola(self._request(argomento))
        return self._lette[posto]

    def read(self, riferimento: str) -> Letta:
        """The figure with all that a page or a program says of it.

        Raises:
            ErroreCifra: as `value`.
        """
        cifra, argomento = _resolve(riferimento)
        al = self.on if cifra.nel_tempo else today()
        return Letta(cifra, argomento, self.value(riferimento), self.write(riferimento), al)

    def read_all(self) -> list[Letta]:
        """Every figure that needs no argument, by key; without those that cannot be read yet."""
        return [letta for c in all_figures() if c.is_plain and (letta := self._try(c.chiave))]

    def _try(self, riferimento: str) -> Letta | None:
        try:
            return self.read(riferimento)
        except ErroreCifra:
            return None

    def origins(self, riferimento: str) -> Sequence[Origine]:
        """The rows behind a figure, in order; none where it comes from no row.

        Raises:
            ErroreCifra: as `value`.
        """
        cifra, argomento = _resolve(riferimento)
        return cifra.origini(self._request(argomento)) if cifra.origini else []

    def arguments(self, chiave: str) -> list[str]:
        """What may follow the colon of a figure, in order; nothing where it takes no argument.

        Raises:
            ErroreCifra: there is no such figure.
        """
        cifra = find_figure(chiave)
        if not cifra.argomento:
            return []
        try:
            cifra.calcola(self._request(ELENCO))
        except _Elenco as elenco:
            return [argomento for argomento in elenco.argomenti if argomento]
        return []

    def once(self, leggi: Callable[[object], T]) -> T:
        """As `Richiesta.once`, for the page that shows the same rows beside the figures."""
        return self._request("").once(leggi)

    def _request(self, argomento: str) -> Richiesta:
        return Richiesta(self.ciclo, self.on, argomento, self._letti)

    def write(self, riferimento: str) -> str:
        """The value of `chiave[:argomento][|formato]`, written for an Italian reader.

        One that nobody has recorded yet is `IGNOTO`.

        Raises:
            ErroreCifra: as `value`; or the format is unknown, or does not suit the value.
        """
        chiave, _, formato = riferimento.partition("|")
        formato = formato.strip() or _resolve(chiave)[0].formato
        if formato not in FORMATI:
            raise ErroreCifra(_unknown("il formato", formato, FORMATI))
        valore = self.value(chiave)
        if valore is None:
            return IGNOTO
        try:
            return FORMATI[formato](valore)
        except (ValueError, ArithmeticError, TypeError, AttributeError) as errore:
            raise ErroreCifra(f"«{valore}» non si scrive nel formato «{formato}»") from errore


class LetturaPubblica(Lettura):
    """What anybody may read: without the figures of a room that is not open yet."""

    def value(self, riferimento: str) -> Valore | None:
        self._check(riferimento)
        return super().value(riferimento)

    def origins(self, riferimento: str) -> Sequence[Origine]:
        self._check(riferimento)
        return super().origins(riferimento)

    def arguments(self, chiave: str) -> list[str]:
        self._check(chiave)
        return super().arguments(chiave)

    def _check(self, riferimento: str) -> None:
        stanza = riferimento.partition(".")[0]
        if stanza in _aperte and not self.once(_aperte[stanza]):
            raise ErroreCifra(f"la cifra «{riferimento}» non è ancora pubblica")


def _resolve(riferimento: str) -> tuple[Cifra, str]:
    """The figure and the argument that a reference names."""
    chiave, due_punti, argomento = (parte.strip() for parte in riferimento.partition(":"))
    cifra = find_figure(chiave)
    if due_punti and not cifra.argomento:
        raise ErroreCifra(f"la cifra «{chiave}» non prende argomenti")
    if argomento == ELENCO:
        raise ErroreCifra(f"l'argomento «{ELENCO}» non esiste")
    if not argomento and not cifra.is_plain:
        raise ErroreCifra(f"alla cifra «{chiave}» manca l'argomento: {cifra.argomento}")
    return cifra, argomento


def _unknown(cosa: str, nome: str, noti: dict[str, object]) -> str:
    """`cosa` «nome» does not exist, with the nearest known name or the short list of them."""
    vicini = get_close_matches(nome, noti, n=1)
    rimedio = f"forse «{vicini[0]}»" if vicini else ""
    if not rimedio and len(noti) <= 12:
        rimedio = "sono ammessi: " + ", ".join(sorted(noti))
    return f"{cosa} «{nome}» non esiste" + (f" ({rimedio})" if rimedio else "")
