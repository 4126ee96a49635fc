"""A filter that chooses one row among others, which may be very many."""

from collections.abc import Iterator

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

# How many rows the list offers; any other can still be chosen by its address.
PROPOSTE = 50
CON_ALTRE = "{} (qui le prime {}: per le altre si cerca per nome)"


def label_of(riga: tuple[object, ...]) -> str:
    """The words of an option: the second column, then the third between brackets."""
    _, nome, *resto = riga
    return f"{nome} ({resto[0]})" if resto else str(nome)


class SceltaSelect(forms.Select):
    """A list of choices that shows the chosen one even where it is not among the first."""

    righe: QuerySet
    chiave: str

    def use_required_attribute(self, initial: object) -> bool:
        """Never: to know it Django would read the rows once more."""
        return False

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        gruppi = super().optgroups(name, value, attrs)
        if not any(opzione["selected"] for _, opzioni, _ in gruppi for opzione in opzioni):
            trovata = self.find(value[0]) if value else None
            if trovata:
                dati = (name, value[0], label_of(trovata), True, len(gruppi))
                gruppi.append((None, [self.create_option(*dati, attrs=attrs)], len(gruppi)))
        return gruppi

    def find(self, valore: str) -> tuple[object, ...] | None:
        """The row of that key; None where there is none."""
        return None if "\0" in valore else self.righe.filter(**{self.chiave: valore}).first()


class SceltaField(forms.ChoiceField):
    """The key of one row of `righe`, a queryset of tuples (`values_list`): key, name, and what
    tells it from another of the same name."""

    widget = SceltaSelect
    default_error_messages = {"invalid_choice": "Non è in elenco: sceglierne un’altra voce."}

    def __init__(
        self, *, righe: QuerySet, vuota: str = "Tutte", chiave: str = "slug", **altro: object
    ) -> None:
        self.righe, self.vuota = righe, vuota
        super().__init__(choices=self.options, **altro)
        self.widget.righe, self.widget.chiave = righe, chiave

    def options(self) -> list[tuple[str, str]]:
        """Those of the first rows; a key that several rows have is offered once."""
        righe = list(self.righe[: PROPOSTE + 1])
        vuota = CON_ALTRE.format(self.vuota, PROPOSTE) if len(righe) > PROPOSTE else self.vuota
        scelte = {str(riga[0]): label_of(riga) for riga in reversed(righe[:PROPOSTE])}
        return [("", vuota), *reversed(scelte.items())]

    def valid_value(self, value: str) -> bool:
        return self.widget.find(value) is not None


class SceltaFilter(django_filters.Filter):
    """Rows by the key of something that they refer to: `righe`, `vuota` and `chiave` of its
    `SceltaField`."""

    field_class = SceltaField


class NomeIterator(ModelChoiceIterator):
    """The options of a `NomeField`, from two columns: no row is built to be only named."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        self.queryset = self.queryset.values_list(self.field.to_field_name, "denominazione")
        return super().__iter__()

    def choice(self, riga: tuple[str, str]) -> tuple[str, str]:
        return riga


class NomeField(ModelChoiceField):
    """One of a few rows, by its `to_field_name`; each is called by its `denominazione`."""

    iterator = NomeIterator


class NomeFilter(django_filters.ModelChoiceFilter):
    """Rows by something that they refer to, among a few."""

    field_class = NomeField
