"""The filters of the queue of membership requests."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from conciliazione.periodi import today
from rete.coda_domande import PAROLE, Scadenza, due_within
from rete.enums import NaturaSoggetto, StatoDomanda
from rete.filters.pubblici import AmbitoFilter, SearchFilter
from rete.models import Ambito, DomandaAdesione, Utente
from rete.models.domande import PENDENTI

IN_CORSO, NESSUNO = "in_corso", "nessuno"
STATI = [
    (IN_CORSO, "Tutte quelle da decidere"),
    *((s.value, s.label.capitalize()) for s in StatoDomanda if s != StatoDomanda.BOZZA),
]


def _who_may_have_one() -> list[tuple[str, str]]:
    """Nobody, or one of those who have had a request."""
    sue = DomandaAdesione.objects.filter(assegnata_a=OuterRef("pk"))
    persone = Utente.objects.filter(Exists(sue)).order_by("nome")
    return [(NESSUNO, "Nessuno"), *((p.codice, p.nome) for p in persone)]


class DomandaFilter(django_filters.FilterSet):
    """Requests by words, state, days left of the term, who has them, nature, ambito."""

    cerca = SearchFilter("Cerca per nome, codice o e-mail")
    stato = django_filters.ChoiceFilter(
        label="Stato", choices=STATI, empty_label="Tutti", method="in_state"
    )
    scadenza = django_filters.ChoiceFilter(
        label="Termine",
        choices=[(s.value, parole) for s, parole in PAROLE.items()],
        empty_label="Qualunque",
        method="due",
    )
    assegnata = django_filters.ChoiceFilter(
        label="Chi la segue", choices=_who_may_have_one, empty_label="Chiunque", method="held_by"
    )
    natura = django_filters.ChoiceFilter(
        label="Natura", choices=NaturaSoggetto.choices, empty_label="Tutte"
    )
    ambito = AmbitoFilter(method="in_ambito")

    class Meta:
        model = DomandaAdesione
        fields: list[str] = []

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(stato__in=PENDENTI if value == IN_CORSO else [value])

    def due(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(due_within(Scadenza(value), today()))

    def held_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        nessuno = Q(assegnata_a__isnull=True)
        return queryset.filter(nessuno if value == NESSUNO else Q(assegnata_a__codice=value))

    def in_ambito(self, queryset: QuerySet, name: str, value: Ambito) -> QuerySet:
        return queryset.filter(comune__ambito=value)
