"""`{% grafico blocco %}`: a block of `dati` as inline SVG."""

import re
from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from conciliazione.grafici import LARGA, STRETTA, draw
from conciliazione.grafici.lettura import required
from conciliazione.grafici.svg import write_svg

register = template.Library()

_CHIAVE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
# From Bootstrap's `sm` on, and on paper, the wide drawing; below it, one made for a small screen.
_SCHERMI = (
    (LARGA, "", "img-fluid d-none d-sm-block d-print-block"),
    (STRETTA, "-stretto", "img-fluid d-sm-none d-print-none"),
)
_CARTA = ((LARGA, "", ""),)


@register.simple_tag
def grafico(blocco: Mapping, carta: bool = False) -> SafeString:
    """Draw the block of a chart or map (see `conciliazione.grafici` for its shape).

    On the web it is drawn twice, wide and narrow, and the screen shows one of them. With `carta`
    only the wide one is written, as large as the text of an A4 page: it is the same drawing.

    Raises:
        ValueError: the block cannot be drawn.
    """
    chiave = str(required(blocco, "chiave"))
    if not _CHIAVE.fullmatch(chiave):
        raise ValueError(f"«{chiave}» non può identificare un grafico: lettere, cifre e trattini.")
    return mark_safe(
        "".join(
            _write(blocco, larghezza, chiave + coda, classe)
            for larghezza, coda, classe in (_CARTA if carta else _SCHERMI)
        )
    )


def _write(blocco: Mapping, larghezza: float, chiave: str, classe: str) -> str:
    return "".join(
        write_svg(figura, f"{chiave}-{i}", classe)
        for i, figura in enumerate(draw(blocco, larghezza), start=1)
    )
