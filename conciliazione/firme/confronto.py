"""Whether a signed document is the one that was to be signed. Runs inside the fence."""

import io
from collections.abc import Iterable

import pikepdf

from conciliazione.buste import signed_content

# What signing writes in the root of a document, besides the signature itself.
_DI_CHI_FIRMA = {"/AcroForm", "/DSS", "/Perms", "/Extensions", "/Version", "/Metadata"}
_DI_SCRITTURA = {"/Length", "/Filter", "/DecodeParms"}

Coppia = tuple[object, object]


def carries(dati: bytes, atteso: bytes) -> bool:
    """Whether the innermost document is `atteso`, with nothing but signatures added to it."""
    try:
        while not dati.startswith(b"%PDF-") and dati != atteso:
            dati = signed_content(dati)
    except ValueError:
        return False
    return dati == atteso or _is_same_pdf(dati, atteso)


def _is_same_pdf(dati: bytes, atteso: bytes) -> bool:
    try:
        with pikepdf.open(io.BytesIO(atteso)) as prima, pikepdf.open(io.BytesIO(dati)) as dopo:
            return _walk_together(prima.Root, dopo.Root)
    # What qpdf and its binding say of a file that is no PDF, or an odd one: here and below.
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError):
        return False
    except (IndexError, AttributeError, NotImplementedError, RuntimeError):
        return False


def _walk_together(prima: pikepdf.Object, dopo: pikepdf.Object) -> bool:
    """Whether two documents say the same, object by object, whatever their numbers are."""
    if prima.keys() - _DI_CHI_FIRMA != dopo.keys() - _DI_CHI_FIRMA:
        return False
    da_vedere: list[Coppia] = [(prima[k], dopo[k]) for k in prima.keys() - _DI_CHI_FIRMA]
    visti: set[tuple[object, object]] = set()
    while da_vedere:
        uno, altro = da_vedere.pop()
        if _both_indirect(uno, altro):
            if (uno.objgen, altro.objgen) in visti:
                continue
            visti.add((uno.objgen, altro.objgen))
        dentro = _inside(uno, altro)
        if dentro is None:
            return False
        da_vedere.extend(dentro)
    return True


def _both_indirect(*oggetti: object) -> bool:
    return all(isinstance(uno, pikepdf.Object) and uno.is_indirect for uno in oggetti)


def _inside(uno: object, altro: object) -> Iterable[Coppia] | None:
    """The pairs inside two objects that are the same so far; None when they are not."""
    if isinstance(uno, pikepdf.Stream):
        if not isinstance(altro, pikepdf.Stream) or uno.read_bytes() != altro.read_bytes():
            return None
        return _of_dictionaries(uno, altro, _DI_SCRITTURA)
    if isinstance(uno, pikepdf.Dictionary):
        return _of_dictionaries(uno, altro) if isinstance(altro, pikepdf.Dictionary) else None
    if isinstance(uno, pikepdf.Array):
        return _of_arrays(uno, altro) if isinstance(altro, pikepdf.Array) else None
    return [] if uno == altro else None


def _of_dictionaries(
    uno: pikepdf.Object, altro: pikepdf.Object, trascurate: set[str] = frozenset()
) -> Iterable[Coppia] | None:
    chiavi = set(uno.keys()) - trascurate
    altre = set(altro.keys()) - trascurate
    note = []
    if uno.get("/Type") == pikepdf.Name.Page:
        chiavi, altre = chiavi - {"/Annots"}, altre - {"/Annots"}
        note = _of_notes(list(uno.get("/Annots", [])), list(altro.get("/Annots", [])))
    if note is None or chiavi != altre:
        return None
    return [*note, *((uno[chiave], altro[chiave]) for chiave in chiavi)]


def _of_notes(prima: list[pikepdf.Object], dopo: list[pikepdf.Object]) -> Iterable[Coppia] | None:
    """The notes of a page: those that were there, and after them only signatures."""
    aggiunte = dopo[len(prima) :]
    if len(dopo) < len(prima) or not all(map(_is_signature, aggiunte)):
        return None
    return zip(prima, dopo, strict=False)


def _is_signature(nota: pikepdf.Object) -> bool:
    return pikepdf.Name.Sig in (nota.get("/FT"), nota.get("/Parent", {}).get("/FT"))


def _of_arrays(uno: pikepdf.Object, altro: pikepdf.Object) -> Iterable[Coppia] | None:
    return zip(uno, altro, strict=True) if len(uno) == len(altro) else None
