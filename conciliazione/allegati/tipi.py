"""The kinds of file: what they are called, how their names end, and those we send back."""

from collections.abc import Collection, Iterable

from conciliazione.allegati.nomi import extension
from conciliazione.allegati.verdetto import Refused
from conciliazione.enums import TipoDocumento

ESTENSIONI: dict[TipoDocumento, tuple[str, ...]] = {
    TipoDocumento.PDF: (".pdf",),
    TipoDocumento.P7M: (".p7m",),
    TipoDocumento.PNG: (".png",),
    TipoDocumento.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    TipoDocumento.ODT: (".odt",),
    TipoDocumento.ODS: (".ods",),
    TipoDocumento.DOCX: (".docx",),
    TipoDocumento.XLSX: (".xlsx",),
    TipoDocumento.EML: (".eml",),
    TipoDocumento.XML: (".xml",),
}
_NOMI = {
    TipoDocumento.PDF: "PDF",
    TipoDocumento.P7M: "documenti firmati .p7m",
    TipoDocumento.PNG: "immagini PNG",
    TipoDocumento.JPEG: "immagini JPEG",
    TipoDocumento.ODT: "ODT",
    TipoDocumento.ODS: "ODS",
    TipoDocumento.DOCX: "DOCX",
    TipoDocumento.XLSX: "XLSX",
    TipoDocumento.EML: "messaggi .eml",
    TipoDocumento.XML: "XML",
}
# What a form takes that does not say; XML only where an act wants it.
AMMESSI = frozenset(TipoDocumento) - {TipoDocumento.XML}

# What people try with, by where and how the file begins.
_RIFIUTATI: tuple[tuple[int, bytes, str], ...] = (
    (0, b"Rar!\x1a\x07", "archivio"),
    (0, b"7z\xbc\xaf\x27\x1c", "archivio"),
    (0, b"\x1f\x8b", "archivio"),
    (0, b"PK", "archivio"),
    (4, b"ftyphei", "foto"),
    (4, b"ftypmif1", "foto"),
    (4, b"ftypavif", "foto"),
    (0, b"GIF8", "foto"),
    (0, b"II*\0", "foto"),
    (0, b"MM\0*", "foto"),
    (8, b"WEBP", "foto"),
    (0, b"{\\rtf", "rtf"),
    (0, b"\xd0\xcf\x11\xe0", "vecchio"),
)
_PROGRAMMI = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe"),
    *(b"\xcf\xfa\xed\xfe", b"L\0\0\0\x01\x14\x02\0", b"dex\n", b"ITSF"),
)
_NOMI_DI_PROGRAMMI = frozenset(
    {
        *(".exe", ".com", ".scr", ".pif", ".cpl", ".msi", ".msp", ".msix", ".dll", ".sys", ".bat"),
        *(".cmd", ".ps1", ".psm1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".hta", ".jar"),
        *(".class", ".lnk", ".url", ".reg", ".inf", ".chm", ".sh", ".bash", ".command", ".app"),
        *(".apk", ".deb", ".rpm", ".dmg", ".iso", ".img", ".vhd", ".py", ".pyc", ".pl", ".php"),
        *(".scf", ".gadget", ".application", ".xll", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam"),
        *(".pptm", ".one", ".html", ".htm", ".xhtml", ".svg", ".mht", ".swf"),
    }
)
# Compound files name their parts in UTF-16.
_CIFRATO = "EncryptedPackage".encode("utf-16-le")


def in_words(tipi: Iterable[TipoDocumento]) -> str:
    """The kinds as a person lists them: `PDF, immagini PNG o immagini JPEG`."""
    scelti = set(tipi)
    nomi = [_NOMI[tipo] for tipo in TipoDocumento if tipo in scelti]
    return " o ".join(filter(None, [", ".join(nomi[:-1]), nomi[-1]]))


def extensions(tipi: Iterable[TipoDocumento]) -> list[str]:
    """How the names of these kinds of file end, in the order of the kinds."""
    scelti = set(tipi)
    return [fine for tipo in TipoDocumento if tipo in scelti for fine in ESTENSIONI[tipo]]


def not_allowed(tipi: Collection[TipoDocumento]) -> Refused:
    """What to say of a kind that this form does not take."""
    return Refused("tipo", tipi=in_words(tipi))


def too_large(mb: int) -> Refused:
    """What to say of a file over its size, in MB."""
    return Refused("troppo-grande", quanto="1 MB" if mb == 1 else f"i {mb} MB")


def explain_unknown(dati: bytes, tipi: Collection[TipoDocumento]) -> Refused:
    """Why a file of none of our kinds is sent back, and what to do about it."""
    if is_program(dati):
        return Refused("programma")
    if dati.startswith(b"\xd0\xcf\x11\xe0") and _CIFRATO in dati:
        return Refused("password")
    for inizio, segno, codice in _RIFIUTATI:
        if dati.startswith(segno, inizio):
            return Refused(codice)
    return not_allowed(tipi)


def is_program(dati: bytes, nome: str = "") -> bool:
    """Whether some bytes, or the name they go by, are those of something that runs."""
    return dati.startswith(_PROGRAMMI) or extension(nome) in _NOMI_DI_PROGRAMMI


def agreed_name(nome: str, tipo: TipoDocumento) -> str:
    """The name, with the ending of its kind if it has none.

    Raises:
        Refused: the name says another kind than the content.
    """
    scritta, giuste = extension(nome), ESTENSIONI[tipo]
    if scritta in giuste:
        return nome
    if not scritta:
        return nome + giuste[0]
    raise Refused("discorde", scritta=scritta, tipo=tipo.label, giusta=giuste[0])
