"""Files of text: messages and XML."""

import re
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from xml.parsers import expat

from conciliazione.allegati.tipi import is_program
from conciliazione.allegati.verdetto import Refused

PARTI_MASSIME = 200
_RIGA_DI_POSTA = re.compile(rb"[!-9;-~]+:[ \t]")
_RADICI_VIETATE = {"html", "svg"}


def looks_like_xml(dati: bytes) -> bool:
    """Whether it begins as XML does, in UTF-8 or UTF-16."""
    inizio = dati[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return inizio.startswith((b"<", b"\xff\xfe<\0", b"\xfe\xff\0<"))


def check_xml(dati: bytes) -> None:
    """Well-formed XML without definitions, that no browser would run.

    Raises:
        Refused: it is not.
    """
    radici: list[str] = []
    lettore = expat.ParserCreate(namespace_separator=" ")
    lettore.StartElementHandler = lambda nome, attributi: radici or radici.append(nome)
    lettore.StartDoctypeDeclHandler = _refuse_definitions
    try:
        lettore.Parse(dati, True)
    # An encoding that nobody knows is a LookupError.
    except (expat.ExpatError, ValueError, LookupError) as errore:
        raise Refused("danneggiato") from errore
    if radici[0].rpartition(" ")[2].lower() in _RADICI_VIETATE:
        raise Refused("pagina")


def _refuse_definitions(*_: object) -> None:
    raise Refused("entita")


def looks_like_mail(dati: bytes) -> bool:
    """Whether it has the headings that every message has."""
    if not _RIGA_DI_POSTA.match(dati) or b"\0" in dati:
        return False
    intestazioni = BytesHeaderParser().parsebytes(dati)
    return "From" in intestazioni and ("Date" in intestazioni or "Received" in intestazioni)


def check_mail(dati: bytes) -> None:
    """A message none of whose attachments runs.

    Raises:
        Refused: one does, or there are too many to look at.
    """
    parti = list(BytesParser(policy=default).parsebytes(dati).walk())
    if len(parti) > PARTI_MASSIME:
        raise Refused("allegati", quanti=PARTI_MASSIME)
    if any(_runs(parte) for parte in parti if not parte.is_multipart()):
        raise Refused("programma")


def _runs(parte: Message) -> bool:
    allegato = parte.get_payload(decode=True) or b""
    nome = parte.get_filename() or ""
    # The body of a message is often a page: what runs is what is attached to it.
    return is_program(allegato, nome if parte.get_content_disposition() == "attachment" else "")
