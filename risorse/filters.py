"""What a reader may ask of the lines of the budget."""

import django_filters
from django.db.models import QuerySet

from conciliazione.ricerca import matching
from conciliazione.scelte import SceltaFilter
from progetti.enums import FonteFinanziamento
from rete.attuale import current_ciclo
from rete.filters import SearchFilter
from rete.models import Ciclo
from risorse.enums import ScopoVoce
from risorse.models import Stanziamento, Voce


class VoceFilter(django_filters.FilterSet):
    """Lines of the budget by words, purpose, source; those of the current ciclo if none is
    chosen."""

    cerca = SearchFilter("Cerca una voce, un uso o un progetto", method="search")
    scopo = django_filters.ChoiceFilter(
        label="A che cosa serve", choices=ScopoVoce.choices, empty_label="A qualunque scopo"
    )
    fonte = django_filters.ChoiceFilter(
        label="Chi la finanzia",
        method="paid_by",
        choices=FonteFinanziamento.choices,
        empty_label="Tutte le fonti",
    )
    ciclo = SceltaFilter(
        label="Ciclo",
        field_name="ciclo__slug",
        righe=Ciclo.objects.values_list("slug", "denominazione"),
        vuota="Quello in corso, o l’ultimo",
    )

    class Meta:
        model = Voce
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Lines that hold every word, in their texts or in the project that they pay."""
        return queryset.filter(matching(value, "ricerca", "progetto__ricerca"))

    def paid_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Lines to which the source gives something."""
        date = Stanziamento.objects.vigenti().filter(fonte=value, importo__gt=0)
        return queryset.filter(pk__in=date.values("voce"))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Amounts of different cycles are never added up: there is always one."""
        if not self.form.cleaned_data.get("ciclo"):
            queryset = queryset.filter(ciclo=current_ciclo(self.request))
        return super().filter_queryset(queryset)
