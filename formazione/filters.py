"""What a reader may ask of training and communication."""

from datetime import date

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from conciliazione.date import MESI
from conciliazione.ricerca import matching
from formazione.mesi import Mese, months_between, months_of_year, read_month
from formazione.models import Contenuto, Iniziativa, Pubblico, RigaAzione
from formazione.querysets import PeriodoQuerySet

CERCA = forms.TextInput(attrs={"type": "search", "maxlength": 100})
# As many months as a list to choose from can hold.
MESI_AL_PIU = 240


class _MonthFilter(django_filters.ChoiceFilter):
    """Rows whose period meets a month, chosen among those of all the rows."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label="Previste nel mese di", choices=[], empty_label="Qualunque mese", **kwargs
        )

    def offer(self, righe: PeriodoQuerySet) -> None:
        """Let the months of these rows be chosen."""
        estremi = righe.estremi()
        mesi = list(months_between(*estremi))[:MESI_AL_PIU] if estremi else []
        self.extra["choices"] = [(mese.chiave, str(mese).capitalize()) for mese in mesi]

    def filter(self, qs: PeriodoQuerySet, value: str) -> PeriodoQuerySet:
        if not value:
            return qs
        mese = read_month(value)
        return qs.previste_fra(mese.dal, mese.al)


class _MonthsFilterSet(django_filters.FilterSet):
    """A set of filters with one by month."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["mese"].offer(self.queryset)


class IniziativaFilter(_MonthsFilterSet):
    """Initiatives by words, kind, recipients and month."""

    cerca = django_filters.CharFilter(
        label="Cerca nel programma", method="search", widget=CERCA, max_length=100
    )
    tipologia = django_filters.AllValuesFilter(label="Tipologia", empty_label="Tutte")
    destinatari = django_filters.CharFilter(label="Per chi", method="addressed_to", max_length=100)
    mese = _MonthFilter()

    class Meta:
        model = Iniziativa
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that hold every word."""
        return queryset.filter(matching(value, "ricerca"))

    def addressed_to(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows whose recipients hold every word."""
        for parola in value.split()[:8]:
            queryset = queryset.filter(destinatari__icontains=parola)
        return queryset


class AzioneFilter(_MonthsFilterSet):
    """Rows of the communication actions by words, public and month."""

    cerca = django_filters.CharFilter(
        label="Cerca nelle azioni", method="search", widget=CERCA, max_length=100
    )
    pubblico = django_filters.ChoiceFilter(
        label="Pubblico",
        field_name="pubblici__denominazione",
        empty_label="Tutti",
        distinct=True,
        choices=[],
    )
    mese = _MonthFilter()

    class Meta:
        model = RigaAzione
        fields: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        nomi = Pubblico.objects.order_by("-ciclo__dal", "ordine")
        nomi = dict.fromkeys(nomi.values_list("denominazione", flat=True))
        self.filters["pubblico"].extra["choices"] = [(nome, nome) for nome in nomi]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that hold every word, in themselves or in the title of their action."""
        return queryset.filter(matching(value, "ricerca", "azione__ricerca"))


class ContenutoFilter(django_filters.FilterSet):
    """Self-training contents by kind."""

    tipologia = django_filters.AllValuesFilter(label="Dove si trovano", empty_label="Ovunque")

    class Meta:
        model = Contenuto
        fields: list[str] = []


class CalendarioFilter(django_filters.FilterSet):
    """Initiatives of a year, or of one of its months; of the year nearest to today by default."""

    anno = django_filters.ChoiceFilter(label="Anno", choices=[], empty_label="Il più vicino a oggi")
    mese = django_filters.ChoiceFilter(
        label="Mese",
        choices=[(str(n), nome.capitalize()) for n, nome in enumerate(MESI, 1)],
        empty_label="Tutto l’anno",
    )

    class Meta:
        model = Iniziativa
        fields: list[str] = []

    def __init__(self, data: QueryDict, *args: object, oggi: date, **kwargs: object) -> None:
        super().__init__(data, *args, **kwargs)
        primo, ultimo = self.queryset.estremi() or (oggi, oggi)
        self.anni = range(primo.year, ultimo.year + 1)
        self.anno_scelto = min(max(oggi.year, primo.year), ultimo.year)
        self.filters["anno"].extra["choices"] = [(str(anno), str(anno)) for anno in self.anni]
        if not data.get("anno"):
            self.data = data.copy()
            self.data["anno"] = str(self.anno_scelto)

    @property
    def mesi(self) -> list[Mese]:
        """The months of the year chosen."""
        return months_of_year(int(self._chosen("anno") or self.anno_scelto))

    @property
    def mese_scelto(self) -> Mese | None:
        """The month chosen, if any."""
        numero = self._chosen("mese")
        return self.mesi[int(numero) - 1] if numero else None

    @property
    def vicini(self) -> tuple[dict[str, int] | None, dict[str, int] | None]:
        """What to ask for the year (or the month) before and after; None out of the rows' years."""
        anno, mese = self.mesi[0].anno, self.mese_scelto
        if mese is None:
            vicini = ({"anno": anno - 1}, {"anno": anno + 1})
        else:
            dodici = anno * 12 + mese.numero - 1
            vicini = tuple({"anno": n // 12, "mese": n % 12 + 1} for n in (dodici - 1, dodici + 1))
        prima, dopo = (vicino if vicino["anno"] in self.anni else None for vicino in vicini)
        return prima, dopo

    def filter_queryset(self, queryset: PeriodoQuerySet) -> PeriodoQuerySet:
        """The rows that the months chosen meet."""
        scelto = self.mese_scelto
        primo, ultimo = (scelto, scelto) if scelto else (self.mesi[0], self.mesi[-1])
        return queryset.previste_fra(primo.dal, ultimo.al)

    def _chosen(self, campo: str) -> str:
        return self.form.cleaned_data.get(campo, "")
