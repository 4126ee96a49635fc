"""The fingerprint that the portal writes in a PDF to be signed, read back from what returns.

Runs inside the fence (`conciliazione.recinto`): who sends the file may have made it to do harm.
"""

import io
import re

from conciliazione.buste import signed_content

PAROLA = "impronta-dati"
_SCRITTA = re.compile(rf"{PAROLA}:([0-9a-f]{{64}})")
_BUSTE_ANNIDATE = 3


def read_fenced(dati: bytes) -> dict[str, str]:
    """`impronta`: that of a PDF of the portal, signed or inside envelopes; empty without one."""
    import pikepdf  # here, and not above: the processes that serve pages read `PAROLA` only

    try:
        for _ in range(_BUSTE_ANNIDATE):
            if not dati.startswith(b"%PDF-"):
                dati = signed_content(dati)
        with pikepdf.open(io.BytesIO(dati)) as pdf:
            parole = str(pdf.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, ValueError):
        return {"impronta": ""}
    trovata = _SCRITTA.fullmatch(parole)
    return {"impronta": trovata[1] if trovata else ""}
