"""The meetings and the requests of convocation, as they are looked for."""

import django_filters
from django import forms

from conciliazione.scelte import SceltaFilter
from rete.enums import StatoRichiesta, StatoSeduta
from rete.models import Organo, RichiestaConvocazione, Seduta

# As the list of the organi, and in the order of its index.
ORGANI = Organo.objects.order_by("-livello", "ordine", "denominazione").values_list(
    "slug", "denominazione"
)


class SedutaFilter(django_filters.FilterSet):
    """Meetings by organo, state and day."""

    organo = SceltaFilter(label="Organo", field_name="organo__slug", righe=ORGANI, vuota="Tutti")
    stato = django_filters.ChoiceFilter(
        label="Stato", choices=StatoSeduta.choices, empty_label="Tutti"
    )
    dal = django_filters.DateFilter(
        field_name="inizio", lookup_expr="date__gte", label="Dal giorno", widget=forms.DateInput
    )
    al = django_filters.DateFilter(
        field_name="inizio", lookup_expr="date__lte", label="Al giorno", widget=forms.DateInput
    )

    class Meta:
        model = Seduta
        fields: list[str] = []


class RichiestaFilter(django_filters.FilterSet):
    """Requests of convocation by organo and state."""

    organo = SceltaFilter(label="Organo", field_name="organo__slug", righe=ORGANI, vuota="Tutti")
    stato = django_filters.ChoiceFilter(
        label="Stato", choices=StatoRichiesta.choices, empty_label="Tutti"
    )

    class Meta:
        model = RichiestaConvocazione
        fields: list[str] = []
