"""How wide a line of Titillium Web is, and where to break it.

SVG has no line breaking, so lines are broken here, before drawing, from the advance widths of the
font (hundredths of the body size; measured on the regular and semibold faces).
"""

import re

_REGOLARE = {
    22: " \N{NO-BREAK SPACE},.:ijì’·'l|",
    25: "!;I`()",
    29: "J",
    35: '[]frt{}"',
    43: "/*-\\c",
    46: "?xszk",
    48: "Lvy",
    50: "aeàèég",
    53: "FTbdopquòùCSYZhnEÈÉ«»",
    58: "KVP",
    60: "AÀBGR–_",
    65: "DUOQ",
    68: "HN&",
    76: "w",
    85: "mM",
    89: "W",
    98: "@—",
}
_LARGHEZZE = {lettera: n / 100 for n, lettere in _REGOLARE.items() for lettera in lettere}
_ALTRE = 0.56  # digits, signs and whatever is not listed
_GRASSETTO = 1.04
# A no-break space holds a sign to its number, and a hyphen the ends of a range (`15-24`).
_PEZZI = re.compile(r" +|(?:[^ /-]|-(?![^\W\d]))*(?:/|-(?=[^\W\d]))|(?:[^ /-]|-(?![^\W\d]))+")
_VUOTI = re.compile(r"[ \t\r\n]+")


def text_width(testo: str, corpo: float, peso: int = 400) -> float:
    """Width of `testo` at the body size `corpo`, in the same unit."""
    somma = sum(_LARGHEZZE.get(lettera, _ALTRE) for lettera in testo)
    return somma * corpo * (_GRASSETTO if peso >= 600 else 1)


def wrap(testo: str, larghezza: float, corpo: float, peso: int = 400) -> list[str]:
    """Break `testo` into the fewest lines that fit in `larghezza`.

    Lines break at spaces, after `/` and after the `-` of a compound word; a longer word is cut, so
    no line overflows (but for a width smaller than one letter). Empty text is one empty line.
    """
    righe = [""]
    for pezzo in _PEZZI.findall(_VUOTI.sub(" ", testo)):
        if text_width((righe[-1] + pezzo).rstrip(), corpo, peso) <= larghezza:
            righe[-1] += pezzo
        else:
            righe += _cut(pezzo, larghezza, corpo, peso)
    return [riga.strip() for riga in righe if riga.strip()] or [""]


def fits_on_lines(testo: str, larghezza: float, corpo: float, righe: int) -> bool:
    """Whether `testo` fits in `larghezza` on at most `righe` lines without cutting a word."""
    parole = _PEZZI.findall(testo)
    intere = all(text_width(parola.strip(), corpo) <= larghezza for parola in parole)
    return intere and len(wrap(testo, larghezza, corpo)) <= righe


def _cut(parola: str, larghezza: float, corpo: float, peso: int) -> list[str]:
    """Split one word into the pieces that fit in `larghezza` (at least a letter each)."""
    pezzi = [parola[0]]
    for lettera in parola[1:]:
        if text_width(pezzi[-1] + lettera, corpo, peso) <= larghezza:
            pezzi[-1] += lettera
        else:
            pezzi.append(lettera)
    return pezzi
