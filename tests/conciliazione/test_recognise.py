"""A file is what is inside it, never what its name says."""

import base64
import io
import zipfile

import pytest

from conciliazione.contenuti import CON_MACRO, NON_AMMESSO, UnknownContent, recognise
from conciliazione.enums import TipoDocumento

PDF = b"%PDF-1.7\n..."
MAIL = b"From: a@rete.example\r\nDate: Fri, 27 Jun 2014 10:00:00 +0200\r\n\r\nTesto"


def archive(**membri: bytes) -> bytes:
    memoria = io.BytesIO()
    with zipfile.ZipFile(memoria, "w") as archivio:
        for nome, contenuto in membri.items():
            archivio.writestr(nome, contenuto)
    return memoria.getvalue()


def odf(tipo: TipoDocumento, **altri: bytes) -> bytes:
    return archive(mimetype=tipo.value.encode(), **altri)


def ooxml(parte: str, **altri: bytes) -> bytes:
    return archive(
        **{"[Content_Types].xml": f'<Override ContentType="{parte}"/>'.encode()}, **altri
    )


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def tlv(tag: int, contenuto: bytes) -> bytes:
    lunghezza = len(contenuto)
    if lunghezza < 0x80:
        return bytes([tag, lunghezza]) + contenuto
    cifre = lunghezza.to_bytes(4)
    return bytes([tag, 0x84]) + cifre + contenuto


def open_ended(tag: int, contenuto: bytes) -> bytes:
    return bytes([tag, 0x80]) + contenuto + b"\0\0"


SIGNED, DATA = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d010701")
VERSIONE, ALGORITMI = tlv(0x02, b"\x01"), tlv(0x31, b"")


def envelope(interno: bytes) -> bytes:
    """A DER signed envelope (without signers, who are not looked at here)."""
    contenuto = tlv(0x30, tlv(0x06, DATA) + tlv(0xA0, tlv(0x04, interno)))
    firmati = tlv(0x30, VERSIONE + ALGORITMI + contenuto + tlv(0x31, b""))
    return tlv(0x30, tlv(0x06, SIGNED) + tlv(0xA0, firmati))


def envelope_in_pieces(interno: bytes) -> bytes:
    """The same with indefinite lengths and the octets in chunks, as some programs write."""
    pezzi = b"".join(tlv(0x04, interno[i : i + 5]) for i in range(0, len(interno), 5))
    contenuto = open_ended(0x30, tlv(0x06, DATA) + open_ended(0xA0, open_ended(0x24, pezzi)))
    firmati = open_ended(0x30, VERSIONE + ALGORITMI + contenuto + tlv(0x31, b""))
    return open_ended(0x30, tlv(0x06, SIGNED) + open_ended(0xA0, firmati))


def pem(busta: bytes) -> bytes:
    righe = base64.encodebytes(busta)
    return b"-----BEGIN PKCS7-----\n" + righe + b"-----END PKCS7-----\n"


@pytest.mark.parametrize(
    ("contenuto", "tipo"),
    [
        (PDF, TipoDocumento.PDF),
        (b"\x89PNG\r\n\x1a\n...", TipoDocumento.PNG),
        (b"\xff\xd8\xff\xe0...", TipoDocumento.JPEG),
        (odf(TipoDocumento.ODT), TipoDocumento.ODT),
        (odf(TipoDocumento.ODS), TipoDocumento.ODS),
        (ooxml(WORD), TipoDocumento.DOCX),
        (ooxml(EXCEL), TipoDocumento.XLSX),
        (MAIL, TipoDocumento.EML),
        (b'<?xml version="1.0"?><fattura xmlns="urn:x"><riga/></fattura>', TipoDocumento.XML),
        (b"\xef\xbb\xbf<dati/>", TipoDocumento.XML),
        (envelope(PDF), TipoDocumento.P7M),
        (envelope(PDF * 100), TipoDocumento.P7M),
        (envelope_in_pieces(PDF), TipoDocumento.P7M),
        (pem(envelope(PDF)), TipoDocumento.P7M),
        (base64.b64encode(envelope(PDF)), TipoDocumento.P7M),
        (envelope(envelope(envelope(PDF))), TipoDocumento.P7M),
    ],
)
def test_an_allowed_kind_is_recognised(contenuto: bytes, tipo: TipoDocumento) -> None:
    assert recognise(contenuto) == tipo


@pytest.mark.parametrize(
    "contenuto",
    [
        b"",
        b"testo qualsiasi",
        b"MZ\x90\x00",
        b"GIF89a",
        b"#!/bin/sh\n",
        b"<html><script>1</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b"<aperto>",
        b"X-Altro: manca il mittente\r\n\r\n",
        archive(**{"prova.txt": b"niente"}),
        archive(mimetype=b"application/zip"),
        ooxml("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        b"PK\x03\x04 rotto",
        envelope(b"MZ\x90\x00"),
        envelope(envelope(envelope(envelope(PDF)))),
        envelope(PDF)[:-20],
        tlv(0x30, tlv(0x06, DATA)),
        b"\x30\x80" * 40,
        b"\x30",
    ],
)
def test_anything_else_is_refused_in_words(contenuto: bytes) -> None:
    with pytest.raises(UnknownContent) as errore:
        recognise(contenuto)

    assert str(errore.value) == NON_AMMESSO


@pytest.mark.parametrize(
    "contenuto",
    [
        odf(TipoDocumento.ODT, **{"Basic/Standard/Modulo.xml": b"Sub Main"}),
        odf(TipoDocumento.ODS, **{"Scripts/python/m.py": b"1"}),
        ooxml(WORD, **{"word/vbaProject.bin": b"1"}),
        ooxml("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ],
)
def test_a_document_with_macros_is_refused_and_says_what_to_do(contenuto: bytes) -> None:
    with pytest.raises(UnknownContent) as errore:
        recognise(contenuto)

    assert str(errore.value) == CON_MACRO
