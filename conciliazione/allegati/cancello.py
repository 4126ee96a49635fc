"""The way in: name and size here, the content inside a fence.

The libraries that read contents are loaded there only, never by the process that serves pages.
"""

from collections.abc import Collection
from typing import BinaryIO

import structlog

from conciliazione import recinto
from conciliazione.allegati.nomi import check_name, refusal
from conciliazione.allegati.tipi import AMMESSI, too_large
from conciliazione.allegati.verdetto import Refused, Verdetto
from conciliazione.enums import TipoDocumento

log = structlog.get_logger(__name__)

MB_MASSIMI = 25
_SECONDI, _MEMORIA_MB = 20, 1024


def examine(
    stream: BinaryIO | bytes,
    name: str,
    kinds: Collection[TipoDocumento] = AMMESSI,
    max_mb: int = MB_MASSIMI,
) -> Verdetto:
    """Whether a file may stay, of which kind and under which name.

    It is read to its end, at most `max_mb` (MiB), and looked into by a process of its own with
    little time and memory: whatever it is, there is an answer, and a sentence for who sent it.
    """
    limite = max_mb * 1024 * 1024
    dati = stream[: limite + 1] if isinstance(stream, bytes) else stream.read(limite + 1)
    try:
        nome = check_name(name)
        _check_size(dati, max_mb)
    except Refused as motivo:
        return refusal(name, motivo)
    argomenti = {"nome": nome, "tipi": sorted(kinds)}
    try:
        esito = recinto.run(
            "conciliazione.allegati.esame:look_fenced", dati, argomenti, _SECONDI, _MEMORIA_MB
        )
    except recinto.Stopped as errore:
        log.warning("file not examined", byte=len(dati), perche=str(errore))
        return refusal(name, Refused("inesplorabile"))
    return Verdetto(**{**esito, "tipo": TipoDocumento(esito["tipo"]) if esito["ok"] else None})


def _check_size(dati: bytes, max_mb: int) -> None:
    if not dati:
        raise Refused("vuoto")
    if len(dati) > max_mb * 1024 * 1024:
        raise too_large(max_mb)
