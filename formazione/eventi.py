"""The initiatives as schema.org reads events: only what is known, nothing supposed."""

from conciliazione.date import format_period
from formazione.mesi import known_by_months, month_of
from formazione.models import Iniziativa


def event_data(iniziativa: Iniziativa, url: str) -> dict[str, object]:
    """An `EventSeries` when it has more editions, else an `Event`.

    A series lasts from its first day to its last. A single event planned for some month of
    several has no day that could be said: the description tells its period.
    """
    serie = iniziativa.edizioni > 1
    return {
        "@context": "https://schema.org",
        "@type": "EventSeries" if serie else "Event",
        "name": str(iniziativa),
        "description": _describe(iniziativa),
        "url": url,
        "inLanguage": "it",
        **({"audience": _audience(iniziativa)} if iniziativa.destinatari.strip() else {}),
        **_days(iniziativa, serie),
    }


def _describe(iniziativa: Iniziativa) -> str:
    contenuti = " ".join(iniziativa.contenuti.split())
    if iniziativa.dal is None and iniziativa.al is None:
        return contenuti
    return f"{contenuti} Periodo previsto: {format_period(iniziativa.dal, iniziativa.al)}.".strip()


def _audience(iniziativa: Iniziativa) -> dict[str, str]:
    return {"@type": "Audience", "audienceType": " ".join(iniziativa.destinatari.split())}


def _days(iniziativa: Iniziativa, serie: bool) -> dict[str, str]:
    """Days, or months where only months are known."""
    dal, al = iniziativa.dal, iniziativa.al
    a_mesi = known_by_months(dal, al)
    if a_mesi and not serie and not (dal and al and month_of(dal) == month_of(al)):
        return {}
    giorni = {"startDate": dal, "endDate": al if serie or not a_mesi else None}
    return {
        nome: month_of(giorno).chiave if a_mesi else giorno.isoformat()
        for nome, giorno in giorni.items()
        if giorno
    }
