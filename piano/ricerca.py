"""What the search of the whole site finds in the Piano: its last published version."""

from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from django.urls import reverse
from django.utils.html import strip_tags

from conciliazione.ricerca import Genere, Voce, normalise, register
from piano.models import Versione
from piano.parti import Parte, parts

# What a block carries besides what people read.
CHIAVI_MUTE = frozenset({"tipo", "chiave", "ancora", "misura", "richiama"})


def _parts(testo: str) -> list[Voce]:
    """The sections of the chapters and annexes that hold every word."""
    parole = normalise(testo).split()
    pubblicate = Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")
    ultima = pubblicate.values_list("codice", flat=True).first()
    sezioni = _read(ultima) if ultima else ()
    return [voce for voce, scritto in sezioni if all(parola in scritto for parola in parole)]


@lru_cache(maxsize=2)
def _read(codice: str) -> tuple[tuple[Voce, str], ...]:
    """Every section of a published version, with its words as they are searched.

    Kept in memory because it is long to read, and the database lets nobody change it.
    """
    dati = Versione.objects.values_list("dati", flat=True).get(codice=codice)
    sezioni = [(p, s, _words(p, s)) for p in parts(dati) for s in p.sezioni]
    return tuple((_entry(p, s, scritto), normalise(scritto)) for p, s, scritto in sezioni)


def _entry(parte: Parte, sezione: dict, scritto: str) -> Voce:
    indirizzo = reverse("piano:capitolo", args=[parte.slug])
    ancora = f"#{sezione['ancora']}" if sezione["ancora"] else ""
    titolo = f"{parte.titolo}: {sezione['titolo']}" if sezione["titolo"] else parte.titolo
    return Voce(titolo, indirizzo + ancora, scritto)


def _words(parte: Parte, sezione: dict) -> str:
    """The plain words of a section; the title of the chapter is searched too."""
    return " ".join([*_texts(sezione["blocchi"]), sezione["titolo"], parte.titolo])


def _texts(pezzo: object) -> Iterator[str]:
    """Every text inside a block, without markup, in its order."""
    if isinstance(pezzo, str):
        yield unescape(strip_tags(pezzo)) if "<" in pezzo else pezzo
    elif isinstance(pezzo, list):
        for parte in pezzo:
            yield from _texts(parte)
    elif isinstance(pezzo, dict):
        for chiave, parte in pezzo.items():
            if chiave not in CHIAVI_MUTE:
                yield from _texts(parte)


register(Genere("piano", "Testo del Piano", 200, _parts))
