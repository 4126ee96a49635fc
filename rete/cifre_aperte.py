"""The figures as open data: what each is worth on a day and, for each, the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from conciliazione.cifre import FORMATI, Cifra, Letta, Valore
from conciliazione.dati_aperti import Campo, Dataset, Tipo, campo, register, whole
from conciliazione.filters import DayField, DayFilter
from rete.pannelli import read_figures

ESEMPIO = "rete.membri"


def as_text(valore: Valore | None, formato: str = "") -> str | None:
    """A value for programs: decimals with a point (two for euro), days in ISO form; None while
    not known."""
    match valore:
        case None:
            return None
        case Decimal():
            return f"{valore:.2f}" if formato == "euro" else f"{valore:f}"
        case date():
            return valore.isoformat()
    return str(valore)


def _of_figure(leggi: Callable[[Cifra], object]) -> Callable[[Letta], object]:
    return lambda letta: leggi(letta.cifra)


def _page(letta: Letta) -> str:
    return whole(reverse("rete:cifra", args=[letta.riferimento]))


CAMPI = (
    campo("riferimento", "Chiave, con l'argomento se ce n'è uno", esempio=ESEMPIO),
    Campo("etichetta", _of_figure(lambda c: c.etichetta), "Che cosa conta o dice"),
    Campo(
        "formato",
        _of_figure(lambda c: c.formato),
        "Che genere di valore è",
        valori=tuple((nome, nome) for nome in FORMATI if nome != "lettere"),
    ),
    Campo("unita", _of_figure(lambda c: c.unita), "Unità di misura", facoltativo=True),
    Campo(
        "valore",
        lambda letta: as_text(letta.valore, letta.cifra.formato),
        "Valore, con il punto per i decimali; vuoto finché nessuno lo registra",
        facoltativo=True,
        esempio="32",
    ),
    campo("testo", "Valore come lo scrivono le pagine e il Piano", esempio="32"),
    campo("al", "Giorno a cui si riferisce", Tipo.DATA),
    Campo("pagina", _page, "Pagina del portale, con le righe da cui viene", Tipo.INDIRIZZO),
)
ORIGINE = (
    campo("nome", "La riga"),
    Campo(
        "valore",
        lambda origine: as_text(origine.valore),
        "Quanto porta alla cifra; vuoto dove non è noto",
        facoltativo=True,
        esempio="1",
    ),
    Campo(
        "pagina",
        lambda origine: whole(origine.url) if origine.url else None,
        "La sua pagina, se ne ha una",
        Tipo.INDIRIZZO,
        facoltativo=True,
    ),
)


class GiornoForm(forms.Form):
    """The day of which one asks, as programs write it."""

    al = DayField(required=False)


class GiornoFilter:
    """The figures of a day: what a `FilterSet` is, for rows that are computed and in no table."""

    base_filters = {
        "al": DayFilter(
            label="Giorno a cui riferire le cifre che si calcolano per un giorno; le altre sono"
            " quelle di oggi, e il loro campo al lo dice"
        )
    }

    def __init__(self, data: Mapping[str, str], queryset: Sequence[object]) -> None:
        self.form = GiornoForm(data)
        self._oggi = queryset

    def is_valid(self) -> bool:
        return self.form.is_valid()

    @property
    def errors(self) -> Mapping[str, Sequence[str]]:
        return self.form.errors

    @property
    def giorno(self) -> date | None:
        """The day asked for; None when none is, or it cannot be read."""
        return self.form.cleaned_data["al"] if self.form.is_valid() else None

    @property
    def qs(self) -> Sequence[object]:
        return self.read(self.giorno) if self.giorno else self._oggi

    def read(self, on: date) -> Sequence[object]:
        """The rows of a day."""
        return read_plain(on)


def read_plain(on: date | None = None) -> Sequence[Letta]:
    """Every figure that needs no argument, on a day (default: today), read when they are wanted;
    none before there is a ciclo."""
    return SimpleLazyObject(lambda: _read_plain(on))


def _read_plain(on: date | None) -> list[Letta]:
    lettura = read_figures(on=on)
    return lettura.read_all() if lettura else []


CIFRE = register(
    Dataset(
        nome="cifre",
        titolo="Cifre del portale",
        descrizione="Ogni numero che il portale mostra, calcolato una volta sola: quanto vale"
        " oggi, per il ciclo in corso, o il giorno che si chiede.",
        campi=CAMPI,
        righe=read_plain,
        filtri=GiornoFilter,
        calcolato=True,
        tema="GOVE",
        parole=("cifre", "indicatori", "conteggi"),
    )
)
