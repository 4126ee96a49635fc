"""What a reader may ask of the lists of the network."""

from rete.filters.domande import DomandaFilter
from rete.filters.pubblici import (
    ALTRI,
    MEMBRI,
    AmbitoFilter,
    ComuneFilter,
    EsempioFilter,
    NormaFilter,
    OrganoFilter,
    SearchFilter,
    SegnalazioneFilter,
    SoggettoFilter,
    TipologiaFilter,
)

__all__ = [
    "ALTRI",
    "MEMBRI",
    "AmbitoFilter",
    "ComuneFilter",
    "DomandaFilter",
    "EsempioFilter",
    "NormaFilter",
    "OrganoFilter",
    "SearchFilter",
    "SegnalazioneFilter",
    "SoggettoFilter",
    "TipologiaFilter",
]
