"""What a reader may ask of the list of the alliances."""

import django_filters
from django.db.models import Q, QuerySet

from alleanze.models import Alleanza, Partenariato
from conciliazione.ricerca import matching
from conciliazione.scelte import SceltaFilter
from rete.filters import SearchFilter
from rete.models import Ambito, Ciclo, GrafiaSoggetto


class AlleanzaFilter(django_filters.FilterSet):
    """Alliances by name, theirs or of who is in them; by ciclo; by the ambito where they work."""

    cerca = SearchFilter("Cerca un’alleanza o chi ne fa parte", method="search")
    ciclo = SceltaFilter(
        label="Ciclo",
        field_name="ciclo__slug",
        righe=Ciclo.objects.values_list("slug", "denominazione"),
        vuota="Tutti",
    )
    ambito = SceltaFilter(
        label="Ambito territoriale",
        field_name="ambiti__slug",
        righe=Ambito.objects.values_list("slug", "denominazione"),
        vuota="Tutti",
    )

    class Meta:
        model = Alleanza
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Alliances of which the name, or that of a soggetto, holds the words typed."""
        grafie = GrafiaSoggetto.objects.filter(matching(value)).values("soggetto")
        chi = matching(value, "soggetto__ricerca") | Q(soggetto__in=grafie)
        conosciuti = Partenariato.objects.filter(chi).values("alleanza")
        return queryset.filter(matching(value) | Q(pk__in=conosciuti))
