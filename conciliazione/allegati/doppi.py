"""Files that are two things at once, or that carry another one behind them."""

import io
import re
import zipfile

from conciliazione.allegati.verdetto import Refused

# Readers of PDF look for the header in the first kilobyte.
_TESTA = 1024
_PAGINA = re.compile(
    rb"<\s*(?:html|head|body|script|iframe|object|embed|svg|!doctype\s+html|\?php)\b|<\?php",
    re.IGNORECASE,
)
_ARCHIVI = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_RIEMPITIVO = b"\0\t\n\x0c\r \x1a"


def check_head(dati: bytes) -> None:
    """Nothing in the first kilobyte that a reader of PDF or a browser would take for its own.

    Raises:
        Refused: there is.
    """
    testa = dati[:_TESTA]
    if b"%PDF-" in testa[1:] or _PAGINA.search(testa):
        raise Refused("doppio")


def check_tail(coda: bytes) -> None:
    """Only blanks behind the end that the format declares.

    Raises:
        Refused: there is something.
    """
    if coda.strip(_RIEMPITIVO):
        raise Refused("doppio")


def check_no_archive(dati: bytes) -> None:
    """Nobody can open as an archive a file that is not one.

    Raises:
        Refused: a program of archives would open it.
    """
    if any(segno in dati for segno in _ARCHIVI) or _opens_as_zip(dati):
        raise Refused("doppio")


def check_no_page(dati: bytes) -> None:
    """No piece of a web page, anywhere: for formats that have no text of their own.

    Raises:
        Refused: there is one.
    """
    if _PAGINA.search(dati):
        raise Refused("doppio")


def _opens_as_zip(dati: bytes) -> bool:
    if b"PK\x05\x06" not in dati:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(dati)) as archivio:
            return bool(archivio.infolist())
    # zipfile's ways to say what it cannot read.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        return False
