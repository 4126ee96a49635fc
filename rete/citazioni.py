"""How an act, a norm or a day is named in a sentence.

Pure: plain values in and out.
"""

from datetime import date

from conciliazione.date import format_day


def cite_day(giorno: date | None, citata: str = "") -> str:
    """The day in words; where it is not known, what the document says of it (or "")."""
    return format_day(giorno) if giorno else citata


def cite_act(tipo: str, numero: str, giorno: date | None, citata: str = "") -> str:
    """`deliberazione n. 242 del 27 giugno 2014`, without the parts that are not known."""
    parti = [tipo]
    if numero:
        parti.append(f"n. {numero}")
    quando = cite_day(giorno, citata)
    if quando:
        parti.append(_of(giorno) + quando if giorno else f"({quando})")
    return " ".join(parti)


def _of(giorno: date) -> str:
    """`del `, elided before the days that begin with a vowel sound: `dell’11 marzo`."""
    return "dell’" if giorno.day in (8, 11) else "del "
