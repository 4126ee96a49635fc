"""What was counted of the services, by settore and by the people they are for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Aggregate, Count, Q, Sum

from rete.enums import AreaServizio, SettoreServizio
from rete.models import CensimentoServizi, Ciclo

SENZA_AREA = "Area non indicata"
MISURE = ("tipologie", "unita", "posti")


@dataclass(frozen=True)
class Conto:
    """How many kinds, units and places; `posti` is None where no kind is measured in places."""

    tipologie: int
    unita: int
    posti: int | None


@dataclass(frozen=True)
class Area:
    """What there is for an area, whose `valore` is empty when it is not known."""

    valore: str
    nome: str
    conto: Conto


def count_by_settore(ciclo: Ciclo | None) -> dict[str, Conto]:
    """The services of a ciclo counted on all the territory, by settore, without the empty ones, in
    one query: what every figure of them is added up from.
    """
    # An aggregate for each, because to group the rows of all the services is to sort them.
    conti = {
        f"{nome}_{settore}": aggregato
        for settore in SettoreServizio.values
        for nome, aggregato in _measures(Q(tipologia__settore=settore)).items()
    }
    fatti = CensimentoServizi.objects.totali().filter(ciclo=ciclo).aggregate(**conti)
    return {
        settore: Conto(*(fatti[f"{nome}_{settore}"] for nome in MISURE))
        for settore in SettoreServizio.values
        if fatti[f"tipologie_{settore}"]
    }


def count_by_area(ciclo: Ciclo | None) -> list[Area]:
    """The same by area, in the order of `AreaServizio`; in one query."""
    righe = CensimentoServizi.objects.totali().filter(ciclo=ciclo).order_by()
    gruppi = righe.values_list("tipologia__area").annotate(**_measures())
    conti = {valore: Conto(*conto) for valore, *conto in gruppi}
    nomi = [*AreaServizio.choices, ("", SENZA_AREA)]
    return [Area(valore, nome, conti[valore]) for valore, nome in nomi if valore in conti]


def _measures(solo: Q | None = None) -> dict[str, Aggregate]:
    """What is counted and added up of the rows (where `solo` holds), in the order of `MISURE`."""
    return {
        "tipologie": Count("pk", filter=solo),
        "unita": Sum("unita", filter=solo),
        "posti": Sum("posti", filter=solo),
    }


def add_up(conti: Iterable[Conto]) -> dict[str, int]:
    """As `CensimentoQuerySet.sums`: `tipologie`, `unita`, `posti`."""
    tutti = list(conti)
    return {nome: sum(getattr(c, nome) or 0 for c in tutti) for nome in MISURE}


def draw_places(aree: list[Area]) -> dict[str, object]:
    """The block of the chart of places by area; empty when none was counted."""
    if not aree:
        return {}
    return {
        "forma": "barre",
        "chiave": "posti-per-area",
        "titolo": "Posti nei servizi del territorio, per area",
        "tabella": "tabella «Servizi del territorio per area»",
        "voci": [{"etichetta": a.nome, "valore": a.conto.posti} for a in aree if a.conto.posti],
    }
