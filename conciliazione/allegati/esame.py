"""The examination of the content of one file. Runs inside the fence: see `recinto`."""

from collections.abc import Collection

from conciliazione.allegati import immagini, office, pdf, testi
from conciliazione.allegati.nomi import refusal
from conciliazione.allegati.tipi import AMMESSI, agreed_name, explain_unknown, not_allowed
from conciliazione.allegati.verdetto import Refused, Verdetto
from conciliazione.buste import SignatureWithoutContent, signed_content
from conciliazione.enums import TipoDocumento

BUSTE_ANNIDATE = 3
_INIZI = {
    b"%PDF-": TipoDocumento.PDF,
    b"\x89PNG\r\n\x1a\n": TipoDocumento.PNG,
    b"\xff\xd8\xff": TipoDocumento.JPEG,
}


def look_fenced(dati: bytes, nome: str, tipi: list[str]) -> dict[str, object]:
    """`look`, for another process: plain values in and out."""
    verdetto = look(dati, nome, {TipoDocumento(tipo) for tipo in tipi})
    return {**vars(verdetto), "tipo": verdetto.tipo and verdetto.tipo.value}


def look(dati: bytes, nome: str, kinds: Collection[TipoDocumento] = AMMESSI) -> Verdetto:
    """Whether a file may stay, whose size and name were already looked at."""
    try:
        tipo = recognise(dati, kinds)
        return Verdetto(ok=True, tipo=tipo, nome=agreed_name(nome, tipo))
    except Refused as motivo:
        return refusal(nome, motivo)


def recognise(
    dati: bytes, kinds: Collection[TipoDocumento] = AMMESSI, buste: int = 0
) -> TipoDocumento:
    """The kind of file that some bytes are, inside `buste` signed envelopes.

    Raises:
        Refused: it is none of `kinds`, or it may not stay.
    """
    tipo = _kind(dati)
    if tipo is None:
        raise explain_unknown(dati, kinds)
    if tipo not in kinds:
        raise not_allowed(kinds)
    _check_content(dati, tipo, kinds, buste)
    return tipo


def _kind(dati: bytes) -> TipoDocumento | None:
    """What it looks like, before it is looked into."""
    for inizio, tipo in _INIZI.items():
        if dati.startswith(inizio):
            return tipo
    if dati.startswith(b"PK\x03\x04"):
        return office.check_office(dati)
    if testi.looks_like_xml(dati):
        return TipoDocumento.XML
    if testi.looks_like_mail(dati):
        return TipoDocumento.EML
    return _signed(dati)


def _signed(dati: bytes) -> TipoDocumento | None:
    try:
        signed_content(dati)
    except SignatureWithoutContent as errore:
        raise Refused("senza-documento") from errore
    except ValueError:
        return None
    return TipoDocumento.P7M


def _check_content(
    dati: bytes, tipo: TipoDocumento, kinds: Collection[TipoDocumento], buste: int
) -> None:
    if tipo == TipoDocumento.PDF:
        pdf.check_pdf(dati)
    elif tipo in {TipoDocumento.PNG, TipoDocumento.JPEG}:
        immagini.check_image(dati, tipo)
    elif tipo == TipoDocumento.XML:
        testi.check_xml(dati)
    elif tipo == TipoDocumento.EML:
        testi.check_mail(dati)
    elif tipo == TipoDocumento.P7M:
        _check_envelope(dati, kinds, buste)


def _check_envelope(dati: bytes, kinds: Collection[TipoDocumento], buste: int) -> None:
    """What is inside a signed envelope obeys the same list as what comes without one."""
    if buste >= BUSTE_ANNIDATE - 1 and _kind(signed_content(dati)) == TipoDocumento.P7M:
        raise Refused("buste", quante=BUSTE_ANNIDATE)
    try:
        recognise(signed_content(dati), kinds, buste + 1)
    except Refused as motivo:
        if motivo.codice in {"buste", "interno"}:
            raise
        raise Refused("interno", perche=str(motivo)) from motivo
