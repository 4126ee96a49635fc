"""What a reader may ask of the projects and of the results that they promise."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from alleanze.models import Alleanza
from conciliazione.ricerca import matching
from conciliazione.scelte import SceltaFilter
from progetti.enums import LivelloAvviso, OrigineProgetto, StatoAvviso
from progetti.models import (
    Avviso,
    AzionePrescelta,
    AzioneProgettuale,
    FinestraMonitoraggio,
    Indicatore,
    Progetto,
    Rilevazione,
    TipoProva,
)
from rete.filters import SearchFilter
from rete.models import Ambito, Ciclo
from rete.permissions import roles_of

CON, SENZA = "con", "senza"
CICLI = Ciclo.objects.values_list("slug", "denominazione")
# The ciclo registered last first, in the order of an index: those of a long table are not sorted.
ALLEANZE = Alleanza.objects.order_by("-ciclo_id", "ordine").values_list(
    "slug", "denominazione", "ciclo__denominazione"
)
PROGETTI = Progetto.objects.order_by("-ciclo_id", "lettera").values_list(
    "slug", "titolo", "ciclo__denominazione"
)


class ProgettoFilter(django_filters.FilterSet):
    """Projects by words, ciclo, alliance, ambito, admitted action, origin."""

    cerca = SearchFilter("Cerca nel titolo, negli scopi o nel nome dell’alleanza", method="search")
    ciclo = SceltaFilter(label="Ciclo", field_name="ciclo__slug", righe=CICLI, vuota="Tutti")
    alleanza = SceltaFilter(label="Alleanza", field_name="alleanza__slug", righe=ALLEANZE)
    ambito = SceltaFilter(
        label="Ambito territoriale",
        field_name="alleanza__ambiti__slug",
        righe=Ambito.objects.values_list("slug", "denominazione"),
        vuota="Tutti",
    )
    azione = SceltaFilter(
        label="Azione dell’Avviso",
        method="with_action",
        righe=AzioneProgettuale.objects.values_list("slug", "denominazione"),
    )
    origine = django_filters.ChoiceFilter(
        label="Da dove nasce", choices=OrigineProgetto.choices, empty_label="Tutti"
    )

    class Meta:
        model = Progetto
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Projects that hold every word, in their texts or in the name of their alliance."""
        return queryset.filter(matching(value, "ricerca", "alleanza__ricerca"))

    def with_action(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Projects that chose the action; one may name it twice."""
        scelte = AzionePrescelta.objects.filter(azione__slug=value)
        return queryset.filter(pk__in=scelte.values("progetto"))


class PuntoFilter(django_filters.FilterSet):
    """Projects by name and ciclo, and the day of which one wants to know."""

    progetto = SceltaFilter(label="Progetto", field_name="slug", righe=PROGETTI, vuota="Tutti")
    ciclo = SceltaFilter(label="Ciclo", field_name="ciclo__slug", righe=CICLI, vuota="Tutti")
    al = django_filters.DateFilter(
        label="Com’era il",
        method="on_day",
        help_text="Vuoto per oggi.",
        error_messages={"invalid": "Scrivere un giorno, per esempio 31/12/2014."},
    )

    class Meta:
        model = Progetto
        fields: list[str] = []

    def on_day(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """The same projects: the day is of what they have reached."""
        return queryset


class IndicatoreFilter(django_filters.FilterSet):
    """Indicators by words, project, alliance, kind of proof, with or without an expected value."""

    cerca = SearchFilter("Cerca un indicatore, un obiettivo o un progetto", method="search")
    progetto = SceltaFilter(
        label="Progetto",
        field_name="risultato__obiettivo__progetto__slug",
        righe=PROGETTI,
        vuota="Tutti",
    )
    alleanza = SceltaFilter(
        label="Alleanza",
        field_name="risultato__obiettivo__progetto__alleanza__slug",
        righe=ALLEANZE,
    )
    ciclo = SceltaFilter(
        label="Ciclo",
        field_name="risultato__obiettivo__progetto__ciclo__slug",
        righe=CICLI,
        vuota="Tutti",
    )
    prova = SceltaFilter(
        label="Come si prova",
        field_name="prove__slug",
        righe=TipoProva.objects.values_list("slug", "denominazione"),
        vuota="In qualunque modo",
    )
    target = django_filters.ChoiceFilter(
        label="Valore atteso",
        method="with_target",
        choices=[(CON, "Con un valore atteso"), (SENZA, "Senza un valore atteso")],
        empty_label="Con o senza",
    )

    class Meta:
        model = Indicatore
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Indicators that hold every word, or whose objective or project does."""
        obiettivo = "risultato__obiettivo"
        campi = ("ricerca", f"{obiettivo}__ricerca", f"{obiettivo}__progetto__ricerca")
        return queryset.filter(matching(value, *campi))

    def with_target(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(target__isnull=value == SENZA)


APERTI, IN_ARRIVO, CHIUSI, CONCLUSI, BOZZE = "aperti", "in-arrivo", "chiusi", "conclusi", "bozze"


class AvvisoFilter(django_filters.FilterSet):
    """Calls by words, where they are now, level, ciclo."""

    cerca = SearchFilter("Cerca nel titolo o nel testo", method="search")
    stato = django_filters.ChoiceFilter(
        label="Stato",
        method="in_phase",
        choices=[
            (APERTI, "Aperti"),
            (IN_ARRIVO, "Che devono ancora aprire"),
            (CHIUSI, "Chiusi, in valutazione"),
            (CONCLUSI, "Conclusi, revocati o deserti"),
        ],
        empty_label="Tutti",
    )
    livello = django_filters.ChoiceFilter(
        label="Chi lo emana", choices=LivelloAvviso.choices, empty_label="Tutti"
    )
    ciclo = SceltaFilter(label="Ciclo", field_name="ciclo__slug", righe=CICLI, vuota="Tutti")

    class Meta:
        model = Avviso
        fields: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None and roles_of(self.request.user):
            scelte = self.filters["stato"].extra["choices"]
            self.filters["stato"].extra["choices"] = [*scelte, (BOZZE, "In preparazione")]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls that hold every word."""
        return queryset.filter(matching(value))

    def in_phase(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Calls in that moment of their life, by the database's clock."""
        pubblicato = Q(stato=StatoAvviso.PUBBLICATO)
        fasi = {
            APERTI: pubblicato & Q(apre_il__lte=Now(), chiude_il__gte=Now()),
            IN_ARRIVO: pubblicato & Q(apre_il__gt=Now()),
            CHIUSI: Q(stato__in=(StatoAvviso.CHIUSO, StatoAvviso.VALUTATO))
            | pubblicato & Q(chiude_il__lt=Now()),
            CONCLUSI: Q(concluso_il__isnull=False),
            BOZZE: Q(stato=StatoAvviso.BOZZA),
        }
        return queryset.filter(fasi[value])


IN_ORDINE, SENZA_PROVE, CORRETTE = "in-ordine", "senza-prove", "corrette"
FINESTRE = FinestraMonitoraggio.objects.order_by("-dal", "-pk").values_list(
    "codice", "denominazione", "ciclo__denominazione"
)


class VerificaFilter(django_filters.FilterSet):
    """Declared values by project, window, and whether they rest on their proofs."""

    progetto = SceltaFilter(
        label="Progetto", field_name="consegna__progetto__slug", righe=PROGETTI, vuota="Tutti"
    )
    finestra = SceltaFilter(
        label="Finestra",
        field_name="consegna__finestra__codice",
        righe=FINESTRE,
        chiave="codice",
        vuota="Tutte",
    )
    quali = django_filters.ChoiceFilter(
        label="Quali righe",
        method="of_kind",
        choices=[
            (IN_ORDINE, "In ordine: le prove bastano"),
            (SENZA_PROVE, "Senza prove sufficienti"),
            (CORRETTE, "Correzioni di valori già verificati"),
        ],
        empty_label="Tutte",
    )

    class Meta:
        model = Rilevazione
        fields: list[str] = []

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Values of which that is true."""
        if value == CORRETTE:
            return queryset.filter(corregge__isnull=False)
        if value == IN_ORDINE:
            return queryset.resting()
        return queryset.exclude(pk__in=queryset.resting().values("pk"))
