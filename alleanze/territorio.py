"""Where an alliance works: its comuni, as a list and as a map."""

from alleanze.models import Alleanza
from rete.models import Comune

ATTRIBUZIONE = "Confini: ISTAT / openpolis, CC BY 4.0"


def comuni_of(alleanza: Alleanza) -> list[Comune]:
    """The comuni of the ambiti that the alliance covers, by ambito; their number in this list is
    `numero`, from 1."""
    comuni = Comune.objects.filter(ambito__alleanze=alleanza).select_related("ambito")
    righe = list(comuni.order_by("ambito__denominazione", "denominazione"))
    for numero, comune in enumerate(righe, start=1):
        comune.numero = numero
    return righe


def map_block(alleanza: Alleanza, comuni: list[Comune]) -> dict[str, object] | None:
    """The block of the map of `comuni` (see `conciliazione.grafici`); None if none has a
    boundary."""
    disegnabili = [comune for comune in comuni if comune.confine]
    if not disegnabili:
        return None
    return {
        "forma": "mappa",
        "chiave": "comuni-dell-alleanza",
        "titolo": f"{alleanza.denominazione}: i comuni, per ambito",
        "attribuzione": ATTRIBUZIONE,
        "comuni": [
            {
                "codice_istat": comune.codice_istat,
                "denominazione": comune.denominazione,
                "ambito": comune.ambito.denominazione,
                "numero": comune.numero,
                "confine": comune.confine,
            }
            for comune in disegnabili
        ],
    }
