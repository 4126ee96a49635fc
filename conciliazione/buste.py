"""The content of a signed envelope (`.p7m`, CMS SignedData): read, never verified here.

Pure: bytes in, bytes out. Signing programs write DER, BER with indefinite lengths and chunked
octets, and base64 with or without the PEM lines: all are read.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_OID, _OCTETS, _OCTETS_A_PEZZI, _SEQUENCE, _CONTESTO_0 = 0x06, 0x04, 0x24, 0x30, 0xA0
_PROFONDITA = 16
# Possessive: it never goes back over blanks that it has taken.
_BASE64 = re.compile(
    rb"(?:-----BEGIN [A-Z0-9 ]+-----)?([A-Za-z0-9+/=\s]++)(?:-----END [A-Z0-9 ]+-----)?\s*"
)


class SignatureWithoutContent(ValueError):
    """A signature that travels apart from the document that it signs."""


class _Elemento(NamedTuple):
    """A BER element: its tag, where its content is, where the next one begins."""

    tag: int
    inizio: int
    fine: int
    dopo: int


def signed_content(busta: bytes) -> bytes:
    """The document inside a signed envelope.

    Raises:
        SignatureWithoutContent: the document is not inside.
        ValueError: `busta` is not one.
    """
    try:
        return _content(as_ber(busta))
    except (IndexError, StopIteration, binascii.Error, RecursionError) as errore:
        raise ValueError("Il file firmato non è leggibile.") from errore


def as_ber(busta: bytes) -> bytes:
    """The envelope in binary, when it is written in base64.

    Raises:
        ValueError: it is neither.
    """
    if busta[:1] == bytes([_SEQUENCE]):
        return busta
    testo = _BASE64.fullmatch(busta.strip())
    if not testo:
        raise ValueError("Il file firmato non è leggibile.")
    return base64.b64decode(b"".join(testo[1].split()), validate=True)


def _content(ber: bytes) -> bytes:
    """ContentInfo → SignedData → EncapsulatedContentInfo → its octets."""
    tipo, involucro = _first(ber, _read(ber, 0), _OID, _CONTESTO_0)
    if ber[tipo.inizio : tipo.fine] != _SIGNED_DATA:
        raise ValueError("Il file non contiene una firma.")
    (firmati,) = _first(ber, involucro, _SEQUENCE)
    (contenuto,) = _first(ber, firmati, _SEQUENCE)
    esplicito = next((f for f in _children(ber, contenuto) if f.tag == _CONTESTO_0), None)
    if esplicito is None:
        raise SignatureWithoutContent("Il file contiene la firma, ma non il documento.")
    return _octets(ber, next(_children(ber, esplicito)))


def _first(ber: bytes, dentro: _Elemento, *tag: int) -> list[_Elemento]:
    """The first element of each of `tag` among the children."""
    figli = list(_children(ber, dentro))
    return [next(figlio for figlio in figli if figlio.tag == cercato) for cercato in tag]


def _octets(ber: bytes, elemento: _Elemento, livello: int = 0) -> bytes:
    if elemento.tag == _OCTETS:
        return ber[elemento.inizio : elemento.fine]
    if elemento.tag != _OCTETS_A_PEZZI or livello > _PROFONDITA:
        raise ValueError("Il file firmato non è leggibile.")
    return b"".join(_octets(ber, pezzo, livello + 1) for pezzo in _children(ber, elemento))


def _children(ber: bytes, elemento: _Elemento, livello: int = 0) -> Iterator[_Elemento]:
    posizione = elemento.inizio
    while posizione < elemento.fine:
        figlio = _read(ber, posizione, livello)
        yield figlio
        posizione = figlio.dopo


def _read(ber: bytes, posizione: int, livello: int = 0) -> _Elemento:
    """The element at `posizione`; one of indefinite length ends at its two zeros."""
    if livello > _PROFONDITA:
        raise ValueError("Il file firmato è costruito in modo anomalo.")
    tag, lunghezza, inizio = ber[posizione], ber[posizione + 1], posizione + 2
    if lunghezza == 0x80:
        fine = inizio
        while ber[fine : fine + 2] != b"\0\0":
            fine = _read(ber, fine, livello + 1).dopo
        return _Elemento(tag, inizio, fine, fine + 2)
    if lunghezza > 0x80:
        cifre = lunghezza & 0x7F
        lunghezza = int.from_bytes(ber[inizio : inizio + cifre])
        inizio += cifre
    fine = inizio + lunghezza
    if fine > len(ber):
        raise ValueError("Il file firmato è incompleto.")
    return _Elemento(tag, inizio, fine, fine)
