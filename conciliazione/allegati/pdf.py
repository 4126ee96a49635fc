"""PDF files: one document, that no password closes and that starts nothing."""

import io
from collections.abc import Iterator

import pikepdf

from conciliazione.allegati import doppi
from conciliazione.allegati.tipi import is_program
from conciliazione.allegati.verdetto import Refused

# What the objects of an honest document of 25 MB do not reach.
OGGETTI_MASSIMI = 500_000
_PROFONDITA = 12
_CODA = 2048
# Actions that start something, by their subtype.
_AVVII = {"/Launch": "avvio", "/JavaScript": "javascript", "/Rendition": "avvio"}
_CHIAVI_DI_COMANDI = {"/JS": "javascript", "/JavaScript": "javascript"}


def check_pdf(dati: bytes) -> None:
    """A PDF that any reader opens, and that does nothing by itself.

    Raises:
        Refused: it has a password, JavaScript, programs inside; is broken, or two things at once.
    """
    doppi.check_head(dati)
    _check_end(dati)
    doppi.check_no_archive(dati)
    try:
        with pikepdf.open(io.BytesIO(dati)) as pdf:
            _check_objects(pdf)
    except pikepdf.PasswordError as errore:
        raise Refused("password") from errore
    except MemoryError as errore:
        raise Refused("bomba") from errore
    # What qpdf and its binding say of objects that are not what their place wants.
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError) as errore:
        raise Refused("bomba" if "bad_alloc" in str(errore) else "danneggiato") from errore
    # What the binding says of objects that it cannot show as Python's.
    except (AttributeError, NotImplementedError, RuntimeError, OverflowError) as errore:
        raise Refused("danneggiato") from errore


def _check_end(dati: bytes) -> None:
    fine = dati.rfind(b"%%EOF")
    if fine < 0:
        raise Refused("danneggiato")
    doppi.check_tail(dati[fine + len(b"%%EOF") :])


def _check_objects(pdf: pikepdf.Pdf) -> None:
    if not len(pdf.pages):
        raise Refused("danneggiato")
    if len(pdf.objects) > OGGETTI_MASSIMI:
        raise Refused("bomba")
    for oggetto in pdf.objects:
        for dizionario in _dictionaries(oggetto):
            _check_dictionary(dizionario)


def _dictionaries(oggetto: pikepdf.Object, livello: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionaries written inside an object; what it refers to comes by itself."""
    if livello > _PROFONDITA:
        raise Refused("inesplorabile")
    if isinstance(oggetto, pikepdf.Dictionary | pikepdf.Stream):
        yield oggetto
        valori = (valore for _, valore in oggetto.items())
    elif isinstance(oggetto, pikepdf.Array):
        valori = iter(oggetto)
    else:
        return
    for valore in valori:
        if isinstance(valore, pikepdf.Object) and not valore.is_indirect:
            yield from _dictionaries(valore, livello + 1)


def _check_dictionary(dizionario: pikepdf.Object) -> None:
    chiavi = set(dizionario.keys())
    for chiave in chiavi & set(_CHIAVI_DI_COMANDI):
        raise Refused(_CHIAVI_DI_COMANDI[chiave])
    if "/S" in chiavi and (azione := str(dizionario["/S"])) in _AVVII:
        raise Refused(_AVVII[azione])
    if "/EF" in chiavi:
        _check_attached(dizionario)
    if "/XFA" in chiavi:
        _check_form(dizionario["/XFA"])


def _check_attached(descrizione: pikepdf.Object) -> None:
    """A file inside the document: an invoice in XML may stay, a program may not."""
    nomi = [str(descrizione[chiave]) for chiave in ("/F", "/UF") if chiave in descrizione]
    for _, allegato in descrizione["/EF"].items():
        contenuto = allegato.read_bytes()
        if any(is_program(contenuto, nome) for nome in (*nomi, "")):
            raise Refused("programma")


def _check_form(modulo: pikepdf.Object) -> None:
    """A form of the XFA kind keeps its commands in XML."""
    parti = list(modulo) if isinstance(modulo, pikepdf.Array) else [modulo]
    flussi = [parte for parte in parti if isinstance(parte, pikepdf.Stream)]
    if any(b"<script" in flusso.read_bytes() for flusso in flussi):
        raise Refused("javascript")
