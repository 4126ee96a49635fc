"""The checks of the Piano: importing this package registers them all."""

from piano.controlli import (  # noqa: F401 - each registers its checks
    adesioni,
    alleanze,
    capitoli,
    censimento,
    comunicazione,
    dichiarazioni,
    finalita,
    formazione,
    indicatori,
    nomi,
    obiettivi,
    organi,
    percentuali,
    procedura,
    progetti,
    risorse,
    scritture,
    serie,
    tabelle,
    tempi,
    testi,
)
from piano.controlli.registro import (
    Controllo,
    Esame,
    Esito,
    Rilievo,
    all_checks,
    controllo,
    examine,
    find_check,
)

__all__ = [
    "Controllo",
    "Esame",
    "Esito",
    "Rilievo",
    "all_checks",
    "controllo",
    "examine",
    "find_check",
]
