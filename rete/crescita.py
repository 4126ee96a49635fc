"""How the network has grown: its members on every day on which their number changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rete.cifre import read_counts
from rete.consistenza import count_series
from rete.models import Ciclo, ConsistenzaDichiarata

# Beyond these the chart and its table show the latest.
AL_PIU = 24


@dataclass(frozen=True)
class Momento:
    """The members on a day, by kind, and what says so."""

    data: date
    numeri: Mapping[str, int]
    fonte: str

    @property
    def totale(self) -> int:
        return sum(self.numeri.values())


def growth(ciclo: Ciclo, on: date) -> list[Momento]:
    """The members of the network on the days, up to `on`, on which their number is declared or
    changes: the last `AL_PIU`. `numeri` goes by `TipoConsistenza` value, in its order.
    """
    dichiarate = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo)
    fonti = dict(dichiarate.order_by("data").values_list("data", "fonte"))
    serie = count_series(read_counts(ciclo), on)[-AL_PIU:]
    return [Momento(giorno, numeri, fonti.get(giorno, "")) for giorno, numeri in serie]


def draw_growth(serie: list[Momento]) -> dict[str, object]:
    """The block of the chart of a series; empty while there is nothing to compare."""
    if len(serie) < 2:
        return {}
    return {
        "forma": "colonne",
        "chiave": "crescita",
        "titolo": "Soggetti della Rete nel tempo",
        "tabella": "tabella «Soggetti della Rete a ogni data»",
        "voci": [{"etichetta": f"{m.data:%d/%m/%Y}", "valore": m.totale} for m in serie],
    }
