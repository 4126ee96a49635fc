"""The initiatives as appointments for other people's calendars."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from conciliazione.date import format_period
from formazione.agenda import FUSO, Appuntamento
from formazione.mesi import known_by_months
from formazione.models import Iniziativa


def appointments(iniziative: Iterable[Iniziativa], base_url: str) -> list[Appuntamento]:
    """Those of the initiatives of which both ends of the period are known."""
    return [_appointment(i, base_url) for i in iniziative if i.dal and i.al]


def _appointment(iniziativa: Iniziativa, base_url: str) -> Appuntamento:
    url = base_url.rstrip("/") + iniziativa.get_absolute_url()
    return Appuntamento(
        uid=f"iniziativa-{iniziativa.slug}@{urlsplit(base_url).hostname or 'localhost'}",
        titolo=str(iniziativa),
        dal=iniziativa.dal,
        al=iniziativa.al,
        scritto_il=_written_at(iniziativa),
        descrizione=_describe(iniziativa),
        categoria=iniziativa.tipologia,
        url=url,
        a_mesi=known_by_months(iniziativa.dal, iniziativa.al),
    )


def _written_at(iniziativa: Iniziativa) -> datetime:
    """An instant that repeats: the beginning of the ciclo, whose plan names the initiative."""
    inizio = datetime.combine(iniziativa.ciclo.dal, time.min, tzinfo=ZoneInfo(FUSO))
    return inizio.astimezone(UTC)


def _describe(iniziativa: Iniziativa) -> str:
    edizioni = "1 edizione" if iniziativa.edizioni == 1 else f"{iniziativa.edizioni} edizioni"
    righe = [
        f"Periodo previsto dal Piano: {format_period(iniziativa.dal, iniziativa.al)}, {edizioni}.",
        iniziativa.contenuti.strip(),
        f"Per chi: {iniziativa.destinatari.strip()}." if iniziativa.destinatari.strip() else "",
    ]
    return "\n".join(" ".join(riga.split()) for riga in righe if riga)
