"""Where a call is for who reads it: open, still to open, closed; and how long is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from progetti.enums import StatoAvviso
from progetti.models import Avviso

COLORI = {
    StatoAvviso.BOZZA: "giallo",
    StatoAvviso.CHIUSO: "neutro",
    StatoAvviso.VALUTATO: "neutro",
    StatoAvviso.CONCLUSO: "neutro",
    StatoAvviso.REVOCATO: "rosso",
    StatoAvviso.DESERTO: "rosso",
}
ORA, MINUTO = 3600, 60


@dataclass(frozen=True)
class Fase:
    """The words for where a call is, and the colour of their label.

    `scade` is what the countdown runs to: the opening, or the closing.
    """

    parole: str
    colore: str
    scade: datetime | None = None
    aperta: bool = False


def phase_of(avviso: Avviso, adesso: datetime) -> Fase:
    """Where a call is at a moment of the database's clock."""
    if avviso.stato != StatoAvviso.PUBBLICATO:
        return Fase(avviso.get_stato_display(), COLORI[StatoAvviso(avviso.stato)])
    if adesso < avviso.apre_il:
        return Fase("apre fra poco", "blu", avviso.apre_il)
    if adesso <= avviso.chiude_il:
        return Fase("aperto", "verde", avviso.chiude_il, aperta=True)
    return Fase("chiuso", "neutro")


def time_left(adesso: datetime, scade: datetime) -> str:
    """How long is left, in words: `3 giorni e 4 ore`, `5 minuti e 10 secondi`."""
    resta = max(scade - adesso, timedelta(0))
    ore, secondi = divmod(resta.seconds, ORA)
    parti = ((resta.days, "giorno", "giorni"), (ore, "ora", "ore"))
    parti += ((secondi // MINUTO, "minuto", "minuti"), (secondi % MINUTO, "secondo", "secondi"))
    primo = next((n for n, (quanti, _, _) in enumerate(parti) if quanti), len(parti) - 1)
    scritte = [
        f"{quanti} {uno if quanti == 1 else molti}"
        for quanti, uno, molti in parti[primo : primo + 2]
    ]
    return " e ".join(scritte)
