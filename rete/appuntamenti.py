"""A meeting as other people's calendars keep it: iCalendar, as RFC 5545 and 5546 write it.

Pure: plain values in, text out. The clock is not read. The same meeting has always the same UID;
a later version of it has a greater `sequenza`, and calendars move the appointment they have.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

DURATA_SUPPOSTA = timedelta(hours=2)


class Metodo(StrEnum):
    """What the calendar that receives it does: ask to come, take away, only show."""

    INVITO = "REQUEST"
    DISDETTA = "CANCEL"
    PUBBLICO = "PUBLISH"


@dataclass(frozen=True)
class Riunione:
    """A meeting, as an appointment; without a known end it lasts two hours.

    `invitato` is the address of who it is sent to: others' are not told.
    """

    uid: str
    sequenza: int
    scritta_il: datetime
    titolo: str
    inizio: datetime
    fine: datetime | None = None
    luogo: str = ""
    descrizione: str = ""
    url: str = ""
    da: str = ""
    invitato: str = ""


def write_appointment(riunione: Riunione, metodo: Metodo) -> str:
    """The meeting as the text of an .ics file."""
    calendario = Calendar()
    calendario.add("prodid", "-//Rete Territoriale di Conciliazione//Sedute//IT")
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("method", metodo.value)
    calendario.add_component(_event(riunione, metodo))
    return calendario.to_ical().decode()


def _event(riunione: Riunione, metodo: Metodo) -> Event:
    evento = Event()
    evento.add("uid", riunione.uid)
    evento.add("sequence", riunione.sequenza)
    evento.add("dtstamp", riunione.scritta_il)
    evento.add("dtstart", riunione.inizio)
    evento.add("dtend", riunione.fine or riunione.inizio + DURATA_SUPPOSTA)
    evento.add("summary", riunione.titolo)
    evento.add("status", "CANCELLED" if metodo == Metodo.DISDETTA else "CONFIRMED")
    evento.add("class", "PUBLIC")
    for nome in ("luogo", "descrizione", "url"):
        if valore := getattr(riunione, nome):
            evento.add({"luogo": "location", "descrizione": "description"}.get(nome, nome), valore)
    if riunione.da:
        evento["organizer"] = vCalAddress(f"mailto:{riunione.da}")
    # RFC 5546 wants who is invited, and wants nobody in what is only shown.
    if riunione.invitato and metodo != Metodo.PUBBLICO:
        evento.add("attendee", _attendee(riunione.invitato))
    return evento


def _attendee(email: str) -> vCalAddress:
    """Who is asked to come; the portal reads no answers, and asks for none."""
    invitato = vCalAddress(f"mailto:{email}")
    invitato.params["ROLE"] = "REQ-PARTICIPANT"
    invitato.params["PARTSTAT"] = "NEEDS-ACTION"
    invitato.params["RSVP"] = "FALSE"
    return invitato
