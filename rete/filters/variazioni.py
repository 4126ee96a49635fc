"""What the referenti ask to change, for the staff."""

import django_filters

from conciliazione.ricerca import matching
from rete.enums import StatoRichiesta
from rete.filters.pubblici import SearchFilter
from rete.models import RichiestaVariazione, UnioneSoggetti


class VariazioneFilter(django_filters.FilterSet):
    """Requests of change by soggetto and by where they are."""

    cerca = SearchFilter("Cerca per soggetto", method="of_subject")
    stato = django_filters.ChoiceFilter(
        label="Stato", choices=StatoRichiesta.choices, empty_label="Tutte"
    )

    class Meta:
        model = RichiestaVariazione
        fields: list[str] = []

    def of_subject(self, righe: object, nome: str, testo: str) -> object:
        return righe.filter(matching(testo, "soggetto__ricerca"))


class UnioneFilter(django_filters.FilterSet):
    """Merged cards by the name of the one that stays or of the one that went."""

    cerca = SearchFilter("Cerca per soggetto", method="of_subject")

    class Meta:
        model = UnioneSoggetti
        fields: list[str] = []

    def of_subject(self, righe: object, nome: str, testo: str) -> object:
        tolte = righe.filter(denominazione_unita__icontains=testo)
        return righe.filter(matching(testo, "resta__ricerca")) | tolte
