"""Dates as Italians write them: `27 giugno 2014`, `1° ottobre 2014`, `ottobre 2014`.

Pure: plain values in and out.
"""

from calendar import monthrange
from datetime import date

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
SENZA_DATE = "senza date"


def format_month(giorno: date) -> str:
    """Write the month and the year of `giorno`."""
    return f"{MESI[giorno.month - 1]} {giorno.year}"


def format_day(giorno: date) -> str:
    """Write `giorno` in full; the first of a month is an ordinal, as the language wants."""
    numero = "1°" if giorno.day == 1 else str(giorno.day)
    return f"{numero} {format_month(giorno)}"


def format_period(dal: date | None, al: date | None) -> str:
    """Write the days from `dal` to `al`, both included; None is an end that is not known.

    A period of whole months is written by its months.
    """
    if dal is None and al is None:
        return SENZA_DATE
    mesi = _starts_month(dal) and _ends_month(al)
    if al is None:
        return f"da {format_month(dal)}" if mesi else _joined("dal", dal)
    if dal is None:
        return f"fino a {format_month(al)}" if mesi else f"fino {_joined('al', al)}"
    if not mesi:
        return format_day(dal) if dal == al else f"{_joined('dal', dal)} {_joined('al', al)}"
    if (dal.year, dal.month) == (al.year, al.month):
        return format_month(dal)
    return f"{format_month(dal)} – {format_month(al)}"


def _joined(preposizione: str, giorno: date) -> str:
    """Elide before the numbers that begin with a vowel sound: `dall’8 marzo 2015`."""
    elisa = giorno.day in (8, 11)
    return (
        f"{preposizione}l’{format_day(giorno)}" if elisa else f"{preposizione} {format_day(giorno)}"
    )


def _starts_month(giorno: date | None) -> bool:
    return giorno is None or giorno.day == 1


def _ends_month(giorno: date | None) -> bool:
    return giorno is None or giorno.day == monthrange(giorno.year, giorno.month)[1]
