"""Documents of office programs: archives of XML, read bit by bit and never unpacked on the disk."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from conciliazione.allegati import doppi
from conciliazione.allegati.tipi import is_program
from conciliazione.allegati.verdetto import Refused
from conciliazione.enums import TipoDocumento

MEMBRI_MASSIMI = 5_000
BYTE_MASSIMI = 300 * 1024 * 1024
# Sheets of repeated cells reach a hundred; below this size nobody is hurt by any ratio.
RAPPORTO_MASSIMO = 200
BYTE_SENZA_RAPPORTO = 10 * 1024 * 1024
ARCHIVI_ANNIDATI = 2

_ODF = {tipo.value.encode(): tipo for tipo in (TipoDocumento.ODT, TipoDocumento.ODS)}
_OOXML = {
    b"wordprocessingml.document.main+xml": TipoDocumento.DOCX,
    b"spreadsheetml.sheet.main+xml": TipoDocumento.XLSX,
}
_NOMI_DI_MACRO = re.compile(
    r"^(Basic|Scripts)/|vbaProject|vbaData|(^|/)macrosheets/|(^|/)dialogsheets/", re.IGNORECASE
)
_NOMI_DI_OGGETTI = re.compile(r"(^|/)activeX/", re.IGNORECASE)
_PACCO = "Ole10Native".encode("utf-16-le")
_PEZZO = 64 * 1024
_INDICE_MASSIMO = 1_000_000
# zipfile's ways to say what it cannot read: broken, without that file, encrypted, or packed by a
# method that it does not know.
_ILLEGGIBILE = (
    *(zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError),
    *(ValueError, EOFError, OverflowError, zlib.error),
)


@dataclass
class _Misura:
    """How much has come out of the archive so far, of what went in."""

    dentro: int
    fuori: int = 0
    membri: int = 0

    def count(self, byte: int) -> None:
        self.fuori += byte
        gonfio = self.fuori > max(BYTE_SENZA_RAPPORTO, self.dentro * RAPPORTO_MASSIMO)
        if gonfio or self.fuori > BYTE_MASSIMI:
            raise Refused("bomba")

    def count_members(self, quanti: int) -> None:
        self.membri += quanti
        if self.membri > MEMBRI_MASSIMI:
            raise Refused("bomba")


def check_office(dati: bytes) -> TipoDocumento | None:
    """Which office document an archive is, read to its end; None when it is another archive.

    Raises:
        Refused: it has macros, a password, objects inside, or is a bomb, broken or two things.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(dati)) as archivio:
            tipo = _kind(archivio)
            if tipo is not None:
                doppi.check_head(dati)
                _check_edges(archivio, dati)
                _check_members(archivio, _Misura(len(dati)))
            return tipo
    except _ILLEGGIBILE as errore:
        raise Refused("danneggiato") from errore


def _kind(archivio: zipfile.ZipFile) -> TipoDocumento | None:
    nomi = archivio.namelist()
    if any(info.flag_bits & 0x1 for info in archivio.infolist()):
        raise Refused("password")
    if "mimetype" in nomi:
        dichiarato = _read(archivio, "mimetype").strip()
        return _ODF.get(dichiarato) or _unlisted(b"opendocument" in dichiarato)
    if "[Content_Types].xml" not in nomi:
        return None
    indice = _read(archivio, "[Content_Types].xml")
    if b"macroEnabled" in indice:
        raise Refused("macro")
    trovato = next((tipo for parte, tipo in _OOXML.items() if parte in indice), None)
    return trovato or _unlisted(True)


def _unlisted(di_office: bool) -> None:
    """A presentation, a drawing: of office programs, but not of ours."""
    if di_office:
        raise Refused("office")


def _read(archivio: zipfile.ZipFile, nome: str) -> bytes:
    """A small member; a member that swells is not read to its end."""
    with archivio.open(nome) as membro:
        return membro.read(_INDICE_MASSIMO)


def _check_edges(archivio: zipfile.ZipFile, dati: bytes) -> None:
    """The archive begins where the file begins and ends where it ends."""
    primo = min(info.header_offset for info in archivio.infolist())
    if primo or archivio.comment or dati.rfind(b"PK\x05\x06") + 22 != len(dati):
        raise Refused("doppio")


def _check_members(archivio: zipfile.ZipFile, misura: _Misura, livello: int = 0) -> None:
    membri = archivio.infolist()
    misura.count_members(len(membri))
    if len({info.filename for info in membri}) != len(membri):
        raise Refused("doppio")
    for info in membri:
        _check_member_name(info.filename)
    for info in membri:
        _check_member(archivio, info, misura, livello)


def _check_member_name(nome: str) -> None:
    if _NOMI_DI_MACRO.search(nome):
        raise Refused("macro")
    if _NOMI_DI_OGGETTI.search(nome):
        raise Refused("oggetto")
    if nome.startswith("/") or ".." in nome.split("/") or "\\" in nome:
        raise Refused("danneggiato")


def _check_member(
    archivio: zipfile.ZipFile, info: zipfile.ZipInfo, misura: _Misura, livello: int
) -> None:
    with archivio.open(info) as membro:
        inizio = membro.read(_PEZZO)
        misura.count(len(inizio))
        if is_program(inizio, info.filename):
            raise Refused("programma")
        _check_xml(info.filename, inizio)
        resto = _rest(membro, misura, keep=inizio.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")))
    if inizio.startswith(b"\xd0\xcf\x11\xe0") and _PACCO in inizio + resto:
        raise Refused("oggetto")
    if inizio.startswith(b"PK\x03\x04"):
        _check_inner(inizio + resto, misura, livello + 1)


def _check_xml(nome: str, inizio: bytes) -> None:
    """No definitions in a part, and no password: the manifest of ODF says which parts have one."""
    if not nome.lower().endswith((".xml", ".rels")):
        return
    testo = inizio.replace(b"\0", b"")
    if b"<!DOCTYPE" in testo or b"<!ENTITY" in testo:
        raise Refused("entita")
    if nome == "META-INF/manifest.xml" and b"encryption-data" in testo:
        raise Refused("password")


def _rest(membro: zipfile.ZipExtFile, misura: _Misura, *, keep: bool) -> bytes:
    """What follows of a member, counted piece by piece; kept only when it must be looked into."""
    tenuti = []
    for pezzo in iter(_reader(membro), b""):
        misura.count(len(pezzo))
        if keep:
            tenuti.append(pezzo)
    return b"".join(tenuti)


def _reader(membro: zipfile.ZipExtFile) -> Callable[[], bytes]:
    return lambda: membro.read(_PEZZO)


def _check_inner(dati: bytes, misura: _Misura, livello: int) -> None:
    """An archive inside the archive: a sheet in a text; its bytes count in the same measure."""
    if livello > ARCHIVI_ANNIDATI:
        raise Refused("bomba")
    with zipfile.ZipFile(io.BytesIO(dati)) as archivio:
        _check_members(archivio, misura, livello)
