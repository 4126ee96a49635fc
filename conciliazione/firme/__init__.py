"""Signatures in a file, PAdES in a PDF and CAdES in a `.p7m`: who, when, of what, and how much the
certificate is worth. Nothing is asked on the network, and nothing here decides: staff do.
"""

from pathlib import Path

from django.conf import settings

from conciliazione import recinto
from conciliazione.firme.esito import Catena, Copertura, EsitoFirma, Firma

__all__ = ["Catena", "Copertura", "EsitoFirma", "Firma", "verify"]

_SECONDI, _MEMORIA_MB = 30, 1024


def verify(data: bytes, originale: bytes | None = None) -> EsitoFirma:
    """The signatures of a file, outer ones first; `originale` is what should have been signed.

    Chains are verified up to the certificates in `FIRME_RADICI_DIR`; revocation is not looked at.
    It always answers: of a file that cannot be read, that it cannot.
    """
    cartella = Path(settings.FIRME_RADICI_DIR)
    radici = str(cartella.resolve()) if settings.FIRME_RADICI_DIR and cartella.is_dir() else ""
    lungo = len(originale) if originale is not None else None
    argomenti = {"originale": lungo, "radici": radici}
    try:
        risposta = recinto.run(
            "conciliazione.firme.verifica:verify_fenced",
            data + (originale or b""),
            argomenti,
            _SECONDI,
            _MEMORIA_MB,
        )
    except recinto.Stopped:
        return EsitoFirma(problema="inesplorabile")
    return EsitoFirma.from_dict(risposta)
