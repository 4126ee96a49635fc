"""The document compiled from all the rest: chapters, purposes, declarations, versions."""

from piano.models.contesto import Dichiarazione, TabellaContesto
from piano.models.finalita import (
    ElementoSostenibilita,
    Finalita,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    PuntoSostenibilita,
)
from piano.models.piani import AllegatoRichiamato, Capitolo, Piano, Sezione, Trasmissione
from piano.models.relazioni import CompilazioneRelazione, Relazione
from piano.models.rilievi import Deroga
from piano.models.versioni import Versione

__all__ = [
    "AllegatoRichiamato",
    "Capitolo",
    "CompilazioneRelazione",
    "Deroga",
    "Dichiarazione",
    "ElementoSostenibilita",
    "Finalita",
    "IndicatorePiano",
    "MisuraIndicatore",
    "ObiettivoGenerale",
    "Piano",
    "PuntoSostenibilita",
    "Relazione",
    "Sezione",
    "TabellaContesto",
    "Trasmissione",
    "Versione",
]
