"""The budget of a cycle as every surface shows it: lines by source, totals, shares."""

from dataclasses import dataclass
from decimal import Decimal

from conciliazione.quote import largest_remainder
from rete.models import Ciclo
from risorse.enums import FonteFinanziamento
from risorse.models import Voce


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
        colonne = zip(*(riga.importi for riga in self.righe), strict=True)
        importi = tuple(sum(colonna, Decimal(0)) for colonna in colonne)
        return Riga("Totale", importi or tuple(Decimal(0) for _ in self.fonti))


def row_of(voce: Voce) -> Riga:
    """The row of a `voce` read with its amounts (`con_importi`)."""
    importi = tuple(getattr(voce, fonte) for fonte in FonteFinanziamento.values)
    return Riga(voce.denominazione_citata, importi, voce)


def budget(ciclo: Ciclo) -> Prospetto:
    """The budget of `ciclo`, in one query."""
    voci = Voce.objects.filter(ciclo=ciclo).con_importi().select_related("progetto")
    return Prospetto(
        fonti=tuple(FonteFinanziamento.labels), righe=tuple(map(row_of, voci.order_by("ordine")))
    )
