"""Images: drawn whole, of a size that any program can draw."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, UnidentifiedImageError

from conciliazione.allegati import doppi
from conciliazione.allegati.verdetto import Refused
from conciliazione.enums import TipoDocumento

MEGAPIXEL_MASSIMI = 80
_FINE_PNG = b"\0\0\0\0IEND\xaeB`\x82"


def check_image(dati: bytes, tipo: TipoDocumento) -> None:
    """An image that can be drawn to its end, and nothing else.

    Raises:
        Refused: it is too large, broken, or hides another file.
    """
    doppi.check_head(dati)
    doppi.check_no_archive(dati)
    _draw(dati, tipo)
    if tipo == TipoDocumento.PNG:
        _check_end(dati)
    doppi.check_no_page(dati)


def _check_end(png: bytes) -> None:
    fine = png.rfind(_FINE_PNG)
    if fine < 0:
        raise Refused("danneggiato")
    doppi.check_tail(png[fine + len(_FINE_PNG) :])


def _draw(dati: bytes, tipo: TipoDocumento) -> None:
    try:
        with warnings.catch_warnings(), _cut_short_is_broken():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(dati), formats=[tipo.name]) as immagine:
                _check_pixels(immagine)
                # A JPEG is drawn at an eighth: as much is read of it, eight times less is kept.
                immagine.draft("L", (1, 1))
                immagine.load()
    except Image.DecompressionBombError as errore:
        raise Refused("pixel", megapixel=MEGAPIXEL_MASSIMI) from errore
    # Pillow's ways to say what it cannot read; the last three are of broken chunks.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as errore:
        raise Refused("danneggiato") from errore


@contextmanager
def _cut_short_is_broken() -> Iterator[None]:
    """Whoever imports WeasyPrint has Pillow draw truncated images too, in the whole process."""
    prima = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = prima


def _check_pixels(immagine: Image.Image) -> None:
    larghezza, altezza = immagine.size
    if larghezza * altezza > MEGAPIXEL_MASSIMI * 1_000_000:
        raise Refused("pixel", megapixel=MEGAPIXEL_MASSIMI)
