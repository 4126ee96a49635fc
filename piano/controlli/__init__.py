"""The checks of the Piano: importing this package registers them all."""

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
