"""The budget of a cycle as every surface shows it: lines by source, totals, shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from conciliazione.quote import largest_remainder
from progetti.enums import FonteFinanziamento
from rete.models import Ciclo
from risorse.models import VIGENTE, Voce


@dataclass(frozen=True)
class Riga:
    """One line of the budget, or its total: euro and percentages in the order of the sources.

    `quote` add to 100, or are all zero where the line has no money.
    """

    denominazione: str
    importi: tuple[Decimal, ...]
    voce: Voce | None = None

    fonti = tuple(FonteFinanziamento.labels)

    @property
    def totale(self) -> Decimal:
        """All the sources together, in euro."""
        return sum(self.importi, Decimal(0))

    @property
    def quote(self) -> list[Decimal]:
        """How much of the line each source pays, in whole percentages."""
        return largest_remainder(self.importi)

    @property
    def celle(self) -> list[tuple[str, Decimal, Decimal]]:
        """Name, amount and share of each source."""
        return list(zip(self.fonti, self.importi, self.quote, strict=True))


@dataclass(frozen=True)
class Prospetto:
    """The lines of a budget, in order, and their total."""

    fonti: tuple[str, ...]
    righe: tuple[Riga, ...]

    @property
    def totale(self) -> Riga:
        """The sum of the lines, source by source."""
        return add_up(self.righe)


def add_up(righe: Iterable[Riga]) -> Riga:
    """The sum of some lines, source by source."""
    colonne = zip(*(riga.importi for riga in righe), strict=True)
    importi = tuple(sum(colonna, Decimal(0)) for colonna in colonne)
    return Riga("Totale", importi or tuple(Decimal(0) for _ in FonteFinanziamento.values))


def row_of(voce: Voce) -> Riga:
    """The row of a `voce` read with its amounts (`con_importi`)."""
    importi = tuple(getattr(voce, fonte) for fonte in FonteFinanziamento.values)
    return Riga(voce.denominazione_citata, importi, voce)


def row_of_parts(voce: Voce) -> Riga:
    """As `row_of`, of a `voce` read `con_stanziamenti`: for the lines of one page, quicker than
    letting the database add up each of them."""
    somme = dict.fromkeys(FonteFinanziamento.values, Decimal(0))
    for stanziamento in voce.in_vigore:
        somme[stanziamento.fonte] += stanziamento.importo
    return Riga(voce.denominazione_citata, tuple(somme.values()), voce)


def budget(ciclo: Ciclo) -> Prospetto:
    """The budget of `ciclo`, in one query."""
    voci = Voce.objects.filter(ciclo=ciclo).con_importi().select_related("progetto")
    return Prospetto(
        fonti=tuple(FonteFinanziamento.labels), righe=tuple(map(row_of, voci.order_by("ordine")))
    )


def total_of(voci: QuerySet[Voce]) -> Riga:
    """The total of some lines, source by source, in one query."""
    # A sum for each source, because to group the amounts of all the lines is to sort them.
    vigente = Q(**{f"stanziamenti__{campo}": valore for campo, valore in VIGENTE.items()})
    somme = {
        fonte: Sum("stanziamenti__importo", filter=vigente & Q(stanziamenti__fonte=fonte))
        for fonte in FonteFinanziamento.values
    }
    importi = voci.order_by().aggregate(**somme)
    return Riga("Totale", tuple(importi[fonte] or Decimal(0) for fonte in somme))


def weigh(righe: Iterable[Riga]) -> list[tuple[Riga, Decimal]]:
    """Each line with how much of the money of all of them it takes, in percentages that add to
    100."""
    in_ordine = list(righe)
    pesi = largest_remainder([riga.totale for riga in in_ordine])
    return list(zip(in_ordine, pesi, strict=True))


def stacked_bars(righe: Iterable[Riga]) -> dict[str, object]:
    """The block of the chart of some lines by source (see `conciliazione.grafici`)."""
    return {
        "forma": "barre_impilate",
        "chiave": "risorse-per-fonte",
        "titolo": "Risorse per voce e per fonte",
        "unita": "euro",
        "serie": list(FonteFinanziamento.labels),
        "voci": [
            {"etichetta": riga.denominazione, "valori": [f"{i:.2f}" for i in riga.importi]}
            for riga in righe
        ],
    }
