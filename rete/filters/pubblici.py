"""The public lists of the network, and the reports for who answers them."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from conciliazione.ricerca import matching
from conciliazione.scelte import NomeFilter
from rete.attuale import current_ciclo
from rete.enums import (
    AreaServizio,
    DestinatarioEsempio,
    LivelloOrgano,
    MotivoSegnalazione,
    NaturaSoggetto,
    SettoreServizio,
    StatoSegnalazione,
    TipoNorma,
)
from rete.models import (
    Ambito,
    Comune,
    EsempioServizio,
    GrafiaSoggetto,
    Norma,
    Organo,
    Segnalazione,
    Soggetto,
    TemaNorma,
    TipologiaServizio,
)

MEMBRI, ALTRI = "membri", "altri"


class SearchFilter(django_filters.CharFilter):
    """The rows whose normalised column holds every word typed."""

    def __init__(self, label: str, **kwargs: object) -> None:
        widget = forms.TextInput(attrs={"type": "search", "maxlength": 100})
        super().__init__(label=label, max_length=100, widget=widget, **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return super().filter(qs, value) if self.method else qs.filter(matching(value or ""))


class AmbitoFilter(NomeFilter):
    """One of the ambiti, by its slug."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            queryset=Ambito.objects.all(),
            to_field_name="slug",
            label="Ambito territoriale",
            empty_label="Tutti",
            **kwargs,
        )


class SoggettoFilter(django_filters.FilterSet):
    """Soggetti by name (in any of the spellings that documents use), nature, place, adhesion."""

    cerca = SearchFilter("Cerca per nome o sigla", method="search")
    natura = django_filters.ChoiceFilter(
        label="Natura", choices=NaturaSoggetto.choices, empty_label="Tutte"
    )
    ambito = AmbitoFilter(method="in_ambito")
    comune = NomeFilter(
        label="Comune della sede",
        queryset=Comune.objects.defer("confine"),
        to_field_name="codice_istat",
        empty_label="Tutti",
    )
    rete = django_filters.ChoiceFilter(
        label="Adesione alla Rete",
        choices=[
            (MEMBRI, "Fanno parte della Rete"),
            (ALTRI, "Solo nominati nei documenti"),
        ],
        empty_label="Tutti",
        method="by_adhesion",
    )

    class Meta:
        model = Soggetto
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows of which the name, or one of the spellings, holds the words typed."""
        if not (trovati := matching(value)):
            return queryset
        grafie = GrafiaSoggetto.objects.filter(trovati).values("soggetto")
        return queryset.filter(trovati | Q(pk__in=grafie))

    def in_ambito(self, queryset: QuerySet, name: str, value: Ambito) -> QuerySet:
        """Who has its seat in the ambito, and the social district that stands for it."""
        return queryset.filter(Q(comune__ambito=value) | Q(pk=value.distretto_id))

    def by_adhesion(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Members of the network today, or all the others."""
        membri = Soggetto.objects.membri(current_ciclo(self.request)).values("pk")
        scelti = Q(pk__in=membri)
        return queryset.filter(scelti if value == MEMBRI else ~scelti)


class ComuneFilter(django_filters.FilterSet):
    """Comuni by ambito."""

    ambito = AmbitoFilter()

    class Meta:
        model = Comune
        fields: list[str] = []


class OrganoFilter(django_filters.FilterSet):
    """Organi by level, or by a word of what they are."""

    cerca = SearchFilter("Cerca per nome o per ciò che fa")
    livello = django_filters.ChoiceFilter(
        label="Livello", choices=LivelloOrgano.choices, empty_label="Tutti"
    )

    class Meta:
        model = Organo
        fields: list[str] = []


class NormaFilter(django_filters.FilterSet):
    """Norms by words, topic, kind and year."""

    cerca = SearchFilter("Cerca nel titolo e nella sintesi")
    tema = NomeFilter(
        field_name="temi",
        label="Tema",
        queryset=TemaNorma.objects.all(),
        to_field_name="slug",
        empty_label="Tutti",
    )
    tipo = django_filters.ChoiceFilter(label="Tipo", choices=TipoNorma.choices, empty_label="Tutti")
    anno = django_filters.ChoiceFilter(
        label="Anno",
        field_name="data__year",
        choices=lambda: [(str(anno), str(anno)) for anno in _years()],
        empty_label="Tutti",
    )

    class Meta:
        model = Norma
        fields: list[str] = []


def _years() -> list[int]:
    """The years of which there is a norm, the latest first."""
    # The days are few and indexed; their years would be extracted row by row.
    giorni = Norma.objects.order_by("-data").values_list("data", flat=True).distinct()
    return list(dict.fromkeys(giorno.year for giorno in giorni))


class TipologiaFilter(django_filters.FilterSet):
    """Kinds of service by words, sector, area; and those counted in an ambito."""

    cerca = SearchFilter("Cerca per nome o sigla")
    settore = django_filters.ChoiceFilter(
        label="Settore", choices=SettoreServizio.choices, empty_label="Tutti"
    )
    area = django_filters.ChoiceFilter(
        label="A chi si rivolge", choices=AreaServizio.choices, empty_label="Tutti"
    )
    ambito = AmbitoFilter(method="counted_in")

    class Meta:
        model = TipologiaServizio
        fields: list[str] = []

    def counted_in(self, queryset: QuerySet, name: str, value: Ambito) -> QuerySet:
        """Kinds of which the current ciclo has a number for that ambito."""
        ciclo = current_ciclo(self.request)
        return queryset.filter(censimenti__ciclo=ciclo, censimenti__ambito=value)


class EsempioFilter(django_filters.FilterSet):
    """Municipal initiatives by whom they are for."""

    destinatario = django_filters.ChoiceFilter(
        label="A chi si rivolgono", choices=DestinatarioEsempio.choices, empty_label="Tutti"
    )

    class Meta:
        model = EsempioServizio
        fields: list[str] = []


class SegnalazioneFilter(django_filters.FilterSet):
    """Reports by state and by what they are about."""

    stato = django_filters.ChoiceFilter(
        label="Stato", choices=StatoSegnalazione.choices, empty_label="Tutti"
    )
    motivo = django_filters.ChoiceFilter(
        label="Di che cosa si tratta", choices=MotivoSegnalazione.choices, empty_label="Tutte"
    )

    class Meta:
        model = Segnalazione
        fields: list[str] = []
