"""What was counted of the services, by the people they are for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from rete.enums import AreaServizio
from rete.models import CensimentoServizi, Ciclo

SENZA_AREA = "Area non indicata"


@dataclass(frozen=True)
class Conto:
    """How many kinds, units and places of a settore are for an area; `posti` is None where no
    kind is measured in places.
    """

    settore: str
    area: str
    tipologie: int
    unita: int
    posti: int | None


def count_services(ciclo: Ciclo | None) -> list[Conto]:
    """The services of a ciclo counted on all the territory, by settore and area, in one query:
    what every figure and every table of them is added up from.
    """
    righe = CensimentoServizi.objects.totali().filter(ciclo=ciclo).order_by()
    gruppi = righe.values_list("tipologia__settore", "tipologia__area")
    return [Conto(*valori) for valori in gruppi.annotate(Count("pk"), Sum("unita"), Sum("posti"))]


def add_up(conti: Iterable[Conto]) -> dict[str, int]:
    """As `CensimentoQuerySet.sums`: `tipologie`, `unita`, `posti`."""
    tutti = list(conti)
    return {nome: sum(getattr(c, nome) or 0 for c in tutti) for nome in MISURE}


MISURE = ("tipologie", "unita", "posti")


@dataclass(frozen=True)
class Area:
    """How many kinds, units and places are for an area; `valore` is empty when it is not known,
    `posti` None where no kind is measured in places.
    """

    valore: str
    nome: str
    tipologie: int
    unita: int
    posti: int | None


def count_by_area(conti: Iterable[Conto]) -> list[Area]:
    """The counted services by area, in the order of `AreaServizio`, without the empty ones."""
    tutti = list(conti)
    nomi = [*AreaServizio.choices, ("", SENZA_AREA)]
    return [_area(valore, nome, suoi) for valore, nome in nomi if (suoi := _of(valore, tutti))]


def _of(area: str, conti: Iterable[Conto]) -> list[Conto]:
    return [conto for conto in conti if conto.area == area]


def _area(valore: str, nome: str, conti: list[Conto]) -> Area:
    fatti = add_up(conti)
    misurati = any(conto.posti is not None for conto in conti)
    return Area(
        valore, nome, fatti["tipologie"], fatti["unita"], fatti["posti"] if misurati else None
    )


def draw_places(aree: list[Area]) -> dict[str, object]:
    """The block of the chart of places by area; empty when none was counted."""
    if not aree:
        return {}
    return {
        "forma": "barre",
        "chiave": "posti-per-area",
        "titolo": "Posti nei servizi del territorio, per area",
        "tabella": "tabella «Servizi del territorio per area»",
        "voci": [{"etichetta": area.nome, "valore": area.posti} for area in aree if area.posti],
    }
