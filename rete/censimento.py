"""What was counted of the services, by the people they are for."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from rete.enums import AreaServizio
from rete.models.servizi import CensimentoQuerySet

SENZA_AREA = "Area non indicata"


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


def count_by_area(righe: CensimentoQuerySet) -> list[Area]:
    """The counted services by area, in the order of `AreaServizio`, without the empty ones."""
    contate = (
        righe.order_by()
        .values("tipologia__area")
        .annotate(n_tipologie=Count("pk"), n_unita=Sum("unita"), n_posti=Sum("posti"))
    )
    per_area = {r["tipologia__area"]: r for r in contate}
    nomi = [*AreaServizio.choices, ("", SENZA_AREA)]
    return [
        Area(valore, nome, r["n_tipologie"], r["n_unita"], r["n_posti"])
        for valore, nome in nomi
        if (r := per_area.get(valore))
    ]


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
