"""The checks of the Piano: importing this package registers them all."""

from piano.controlli import (  # noqa: F401 - each registers its checks
    adesioni,
    alleanze,
    capitoli,
    comunicazione,
    finalita,
    formazione,
    indicatori,
    nomi,
    obiettivi,
    organi,
    procedura,
    progetti,
    tempi,
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
