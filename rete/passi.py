"""The steps of the form with which a soggetto asks to join the network.

Pure: what each step asks, and what of it must be there before the request is sent.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passo:
    """One page of the form: the columns that it writes, and those that cannot stay empty."""

    slug: str
    titolo: str
    campi: tuple[str, ...] = ()
    necessari: frozenset[str] = frozenset()


ORGANIZZAZIONE = Passo(
    "organizzazione",
    "L’organizzazione",
    (
        *("denominazione", "sigla", "natura", "dimensione", "ateco"),
        *("codice_fiscale", "partita_iva", "comune", "localita", "indirizzo", "cap"),
        *("pec", "sito", "descrizione"),
    ),
    frozenset({"denominazione", "natura", "codice_fiscale", "indirizzo"}),
)
PERSONE = Passo(
    "persone",
    "Le persone",
    (
        *("rappresentante_nome", "rappresentante_carica", "rappresentante_codice_fiscale"),
        *("referente_nome", "referente_incarico", "referente_email", "referente_telefono"),
    ),
    frozenset(
        {
            *("rappresentante_nome", "rappresentante_carica", "rappresentante_codice_fiscale"),
            *("referente_nome", "referente_email"),
        }
    ),
)
IMPEGNO = Passo("impegno", "Interessi e impegno", ("aree", "contributo"), frozenset({"aree"}))
ALLEGATI = Passo("allegati", "Allegati")
FIRMA = Passo("firma", "Firma")
INVIO = Passo("invio", "Riepilogo e invio")

PASSI = (ORGANIZZAZIONE, PERSONE, IMPEGNO, ALLEGATI, FIRMA, INVIO)
# What is printed in the request and signed: whoever changes it signs again.
DICHIARATI = (*ORGANIZZAZIONE.campi, *PERSONE.campi, "contributo")


def after(passo: Passo) -> Passo:
    """The step that follows; the last one follows itself."""
    return PASSI[min(PASSI.index(passo) + 1, len(PASSI) - 1)]
