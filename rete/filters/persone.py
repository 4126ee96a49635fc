"""The people of the portal, for the staff of the lead body."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from rete.enums import RuoloDelega
from rete.models import Delega, Mandato, Organo, Utente

CON, SENZA = "con", "senza"


class PersonaFilter(django_filters.FilterSet):
    """People by name or address, role, organo, and whether they may do anything today."""

    cerca = django_filters.CharFilter(
        label="Cerca per nome o e-mail",
        method="named",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    ruolo = django_filters.ChoiceFilter(
        label="Ruolo", choices=RuoloDelega.choices, method="in_role", empty_label="Tutti"
    )
    organo = django_filters.ModelChoiceFilter(
        label="Organo",
        queryset=Organo.objects.order_by("denominazione"),
        to_field_name="slug",
        method="sitting_in",
        empty_label="Tutti",
    )
    incarichi = django_filters.ChoiceFilter(
        label="Incarichi oggi",
        choices=[(CON, "Con incarichi in vigore"), (SENZA, "Senza incarichi")],
        method="with_rights",
        empty_label="Con e senza",
    )

    class Meta:
        model = Utente
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word typed is in the name or in the address."""
        for parola in value.split():
            queryset = queryset.filter(Q(nome__icontains=parola) | Q(email__icontains=parola))
        return queryset

    def in_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Who has that role today."""
        return queryset.filter(Exists(_deleghe().filter(ruolo=value)))

    def sitting_in(self, queryset: QuerySet, name: str, value: Organo) -> QuerySet:
        """Who sits there today."""
        return queryset.filter(Exists(_mandati().filter(seggio__organo=value)))

    def with_rights(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Who has a delega or a mandato today, or who has none."""
        qualcuno = Exists(_deleghe()) | Exists(_mandati())
        return queryset.filter(qualcuno if value == CON else ~qualcuno)


def _deleghe() -> QuerySet[Delega]:
    return Delega.objects.vigenti().filter(utente=OuterRef("pk"))


def _mandati() -> QuerySet[Mandato]:
    return Mandato.objects.vigenti().filter(utente=OuterRef("pk"))
