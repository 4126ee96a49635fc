"""What kind of file some bytes are, by what is inside and never by the name.

Pure: bytes in, a kind out.
"""

import io
import re
from email.parser import BytesHeaderParser
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from conciliazione.buste import signed_content
from conciliazione.enums import TipoDocumento

NON_AMMESSO = (
    "Questo tipo di file non è ammesso. Si accettano PDF, documenti firmati (.p7m), immagini PNG"
    " e JPEG, ODT, ODS, DOCX e XLSX senza macro, messaggi .eml e XML."
)
CON_MACRO = "Il documento contiene macro: salvarne una copia senza macro e caricare quella."

_INIZI = {
    b"%PDF-": TipoDocumento.PDF,
    b"\x89PNG\r\n\x1a\n": TipoDocumento.PNG,
    b"\xff\xd8\xff": TipoDocumento.JPEG,
}
_ODF = {tipo.value.encode(): tipo for tipo in (TipoDocumento.ODT, TipoDocumento.ODS)}
_OOXML = {
    b"wordprocessingml.document.main+xml": TipoDocumento.DOCX,
    b"spreadsheetml.sheet.main+xml": TipoDocumento.XLSX,
}
_MACRO = re.compile(r"^(Basic|Scripts)/|vbaProject", re.IGNORECASE)
_RIGA_DI_POSTA = re.compile(rb"[!-9;-~]+:[ \t]")
_RADICI_VIETATE = {"html", "svg"}
_BUSTE_ANNIDATE = 3
_INDICE_MASSIMO = 1_000_000


class UnknownContent(ValueError):
    """Not one of the kinds of file that the portal keeps; the text says so to people."""


def recognise(contenuto: bytes, annidato: int = 0) -> TipoDocumento:
    """The kind of file that `contenuto` is.

    Raises:
        UnknownContent: it is none of those allowed, or carries macros.
    """
    for inizio, tipo in _INIZI.items():
        if contenuto.startswith(inizio):
            return tipo
    if contenuto.startswith(b"PK\x03\x04"):
        return _office(contenuto)
    if _is_xml(contenuto):
        return TipoDocumento.XML
    if _is_mail(contenuto):
        return TipoDocumento.EML
    return _signed(contenuto, annidato)


def _office(contenuto: bytes) -> TipoDocumento:
    try:
        with ZipFile(io.BytesIO(contenuto)) as archivio:
            nomi = archivio.namelist()
            if "mimetype" in nomi:
                tipo = _ODF.get(_read(archivio, "mimetype").strip())
            else:
                tipo = _ooxml(_read(archivio, "[Content_Types].xml"))
    # zipfile's ways to say what it cannot read: broken, without that file, encrypted, or packed
    # by a method that it does not know (NotImplementedError).
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError) as errore:
        raise UnknownContent(NON_AMMESSO) from errore
    if tipo is None:
        raise UnknownContent(NON_AMMESSO)
    if any(_MACRO.search(nome) for nome in nomi):
        raise UnknownContent(CON_MACRO)
    return tipo


def _ooxml(indice: bytes) -> TipoDocumento | None:
    if b"macroEnabled" in indice:
        raise UnknownContent(CON_MACRO)
    return next((tipo for parte, tipo in _OOXML.items() if parte in indice), None)


def _read(archivio: ZipFile, nome: str) -> bytes:
    """A small member; a member that swells is not read to its end."""
    with archivio.open(nome) as membro:
        return membro.read(_INDICE_MASSIMO)


def _is_xml(contenuto: bytes) -> bool:
    """Well-formed XML without a DOCTYPE (no entities), that no browser would run."""
    if not contenuto.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return False
    radici: list[str] = []
    lettore = expat.ParserCreate(namespace_separator=" ")
    lettore.StartElementHandler = lambda nome, attributi: radici or radici.append(nome)
    lettore.StartDoctypeDeclHandler = _refuse_doctype
    try:
        lettore.Parse(contenuto, True)
    except expat.ExpatError as errore:
        raise UnknownContent(NON_AMMESSO) from errore
    if radici[0].rpartition(" ")[2].lower() in _RADICI_VIETATE:
        raise UnknownContent(NON_AMMESSO)
    return True


def _refuse_doctype(*_: object) -> None:
    raise UnknownContent(NON_AMMESSO)


def _is_mail(contenuto: bytes) -> bool:
    if not _RIGA_DI_POSTA.match(contenuto) or b"\0" in contenuto:
        return False
    intestazioni = BytesHeaderParser().parsebytes(contenuto)
    return "From" in intestazioni and ("Date" in intestazioni or "Received" in intestazioni)


def _signed(contenuto: bytes, annidato: int) -> TipoDocumento:
    """A signed envelope, when what it holds is itself allowed."""
    if annidato == _BUSTE_ANNIDATE:
        raise UnknownContent(NON_AMMESSO)
    try:
        interno = signed_content(contenuto)
    except ValueError as errore:
        raise UnknownContent(NON_AMMESSO) from errore
    recognise(interno, annidato + 1)
    return TipoDocumento.P7M
