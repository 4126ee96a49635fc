"""The name of a file: shown to people, believed by nobody, never used on the disk."""

import re
import unicodedata
from pathlib import PurePath

from conciliazione.allegati.verdetto import Refused, Verdetto

LETTERE_MASSIME = 200
_ESTENSIONE_MASSIMA = 20
# Characters that turn the direction of what follows: an .exe that reads .pdf.
_DIREZIONE = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_RISERVATI = re.compile(r"(CON|PRN|AUX|NUL|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])(\..*)?", re.IGNORECASE)


def check_name(nome: str) -> str:
    """The name as it is shown: without folders, with single spaces.

    Raises:
        Refused: it is empty, too long, reserved by some system, or hides how it really reads.
    """
    ultimo = _without_folders(nome)
    if any(_is_hidden(lettera) for lettera in ultimo):
        raise Refused("nome-nascosto")
    pulito = " ".join(ultimo.split())
    if not pulito.strip(". "):
        raise Refused("nome-assente")
    if len(pulito) > LETTERE_MASSIME:
        raise Refused("nome-lungo", lettere=LETTERE_MASSIME)
    if _RISERVATI.fullmatch(pulito):
        raise Refused("nome-riservato", nome=pulito)
    return pulito


def clean_name(nome: str) -> str:
    """A file's name as a person reads it: no folders, no control characters, 200 at most."""
    ultimo = _without_folders(nome)
    leggibile = " ".join("".join(c for c in ultimo if c.isprintable()).split())
    parti = PurePath(leggibile or "documento")
    estensione = parti.suffix[:_ESTENSIONE_MASSIMA]
    return parti.stem[: LETTERE_MASSIME - len(estensione)] + estensione


def refusal(nome: str, motivo: Refused) -> Verdetto:
    """The verdict on a file that may not stay, under a name that can be shown."""
    return Verdetto(
        ok=False, tipo=None, nome=clean_name(nome), messaggio=str(motivo), codice=motivo.codice
    )


def extension(nome: str) -> str:
    """What follows the last dot, in small letters with its dot; nothing if it is no extension."""
    estensione = PurePath(nome).suffix.lower()
    return estensione if re.fullmatch(r"\.[a-z][a-z0-9]{0,7}", estensione) else ""


def _without_folders(nome: str) -> str:
    return re.split(r"[/\\]", nome)[-1]


def _is_hidden(lettera: str) -> bool:
    """Whether it is a control character, or one that changes how the others are read."""
    return (
        unicodedata.category(lettera) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        or unicodedata.bidirectional(lettera) in _DIREZIONE
    )
