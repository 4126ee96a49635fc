"""Appointments for other people's calendars: iCalendar, as RFC 5545 writes it.

Pure: plain values in, bytes out. The clock is not read: the same rows give the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

TIPO = "text/calendar; charset=utf-8"
FUSO = "Europe/Rome"
DA_DEFINIRE = "(periodo: giorno da definire)"


@dataclass(frozen=True)
class Appuntamento:
    """Something that takes whole days from `dal` to `al`, both included.

    `a_mesi` tells that only the months are known: it is then a period and takes nobody's time.
    """

    uid: str
    titolo: str
    dal: date
    al: date
    scritto_il: datetime
    descrizione: str = ""
    categoria: str = ""
    url: str = ""
    a_mesi: bool = False


def write_calendar(nome: str, appuntamenti: Iterable[Appuntamento]) -> bytes:
    """The appointments as an .ics file called `nome`."""
    calendario = Calendar()
    calendario.add("prodid", "-//Rete Territoriale di Conciliazione//Formazione//IT")
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("x-wr-calname", nome)
    calendario.add("x-wr-timezone", FUSO)
    for appuntamento in appuntamenti:
        calendario.add_component(_event(appuntamento))
    return calendario.to_ical()


def _event(appuntamento: Appuntamento) -> Event:
    evento = Event()
    titolo = appuntamento.titolo
    evento.add("uid", appuntamento.uid)
    evento.add("dtstamp", appuntamento.scritto_il)
    evento.add("dtstart", appuntamento.dal)
    evento.add("dtend", appuntamento.al + timedelta(days=1))
    evento.add("summary", f"{titolo} {DA_DEFINIRE}" if appuntamento.a_mesi else titolo)
    evento.add("transp", "TRANSPARENT" if appuntamento.a_mesi else "OPAQUE")
    evento.add("status", "TENTATIVE" if appuntamento.a_mesi else "CONFIRMED")
    evento.add("class", "PUBLIC")
    _add_words(evento, appuntamento)
    return evento


def _add_words(evento: Event, appuntamento: Appuntamento) -> None:
    if appuntamento.descrizione:
        evento.add("description", appuntamento.descrizione)
    if appuntamento.categoria:
        evento.add("categories", [appuntamento.categoria])
    if appuntamento.url:
        evento.add("url", appuntamento.url)
