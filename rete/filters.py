"""What a reader may ask of the lists of the network."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from rete.enums import NaturaSoggetto
from rete.models import Soggetto


class SoggettoFilter(django_filters.FilterSet):
    """Soggetti by name (in any of the spellings that documents use) and by nature."""

    cerca = django_filters.CharFilter(
        label="Cerca per nome o sigla",
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
        max_length=100,
    )
    natura = django_filters.ChoiceFilter(
        label="Natura", choices=NaturaSoggetto.choices, empty_label="Tutte"
    )

    class Meta:
        model = Soggetto
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows whose name, acronym or cited spelling contains the words typed."""
        return queryset.filter(
            Q(denominazione__icontains=value)
            | Q(sigla__icontains=value)
            | Q(grafie__grafia__icontains=value)
        ).distinct()
