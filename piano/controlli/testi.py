"""Checks of the staff's text: numbers come from the rows, so that they cannot contradict them."""

import re
from collections.abc import Iterator

from piano.controlli.parole import either, quoted
from piano.controlli.posizioni import page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo

_CHIAMATA = re.compile(r"\[\[.*?\]\]", re.DOTALL)
# Amounts, percentages, thousands: what changes when the rows do. Years and ages are words.
_A_MANO = re.compile(r"€\s*\d[\d.,]*|\d[\d.,]*\s*(?:%|€|euro\b)|\b\d{1,3}(?:\.\d{3})+(?:,\d+)?\b")


@controllo(
    "cifra-scritta-a-mano",
    titolo="Cifra scritta a mano nel testo",
    verifica="Importi, percentuali e grandi numeri del testo vengono dalle righe registrate.",
    perche="Ciò che è scritto a mano resta com'è quando la tabella cambia, e la contraddice.",
    livello=LivelloRilievo.AVVERTENZA,
)
def handwritten(esame: Esame) -> Iterator[Esito]:
    """One finding for each section with numbers that no figure writes."""
    for capitolo in esame.capitoli:
        for sezione in capitolo.sezioni.all():
            if trovate := _A_MANO.findall(_CHIAMATA.sub(" ", sezione.testo)):
                quali = either(trovate, "la cifra", "le cifre")
                yield Esito(
                    oggetto=sezione,
                    nome=f"{capitolo.titolo}: {sezione.titolo}".removesuffix(": "),
                    testo=f"Il testo del capitolo «{capitolo.titolo}» scrive a mano {quali}"
                    f" {quoted(trovate)}.",
                    rimedio="Richiamare la cifra con la sua chiave fra doppie parentesi quadre; se"
                    " viene da un documento, registrarla come dichiarazione e richiamare quella.",
                    capitolo=capitolo.numero,
                    valori=trovate,
                    url=page_of_chapter(capitolo),
                )
