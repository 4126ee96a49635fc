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
_ALTRE = 56  # digits, signs and whatever is not listed
_GRASSETTO = 1.04
# A no-break space holds a sign to its number, and a hyphen the ends of a range (`15-24`).
_PEZZI = re.compile(r" +|(?:[^ /-]|-(?![^\W\d]))*(?:/|-(?=[^\W\d]))|(?:[^ /-]|-(?![^\W\d]))+")
_VUOTI = re.compile(r"[ \t\r\n]+")


class _Larghezze(dict[str, int]):
    """The advance width of each letter, in hundredths of the body size."""

    def __missing__(self, lettera: str) -> int:
        return _ALTRE


_larghezza = _Larghezze(
    (lettera, n) for n, lettere in _REGOLARE.items() for lettera in lettere
).__getitem__


def text_width(testo: str, corpo: float, peso: int = 400) -> float:
    """Width of `testo` at the body size `corpo`, in the same unit."""
    return sum(map(_larghezza, testo)) * _hundredth(corpo, peso)


def _hundredth(corpo: float, peso: int) -> float:
    """The unit of `_Larghezze`, at a body size and weight."""
    return corpo * (_GRASSETTO if peso >= 600 else 1) / 100


def wrap(testo: str, larghezza: float, corpo: float, peso: int = 400) -> list[str]:
    """Break `testo` into the fewest lines that fit in `larghezza`.

    Lines break at spaces, after `/` and after the `-` of a compound word; a longer word is cut, so
    no line overflows (but for a width smaller than one letter). Empty text is one empty line.
    """
    righe, spazio = [""], larghezza
    for pezzo in _PEZZI.findall(_VUOTI.sub(" ", testo)):
        # The last line is not measured again with each piece; spaces at its end do not count.
        lungo = text_width(pezzo, corpo, peso)
        if lungo <= spazio or text_width(pezzo.rstrip(), corpo, peso) <= max(spazio, 0):
            righe[-1] += pezzo
        else:
            righe += _cut(pezzo, larghezza, corpo, peso)
            spazio, lungo = larghezza, text_width(righe[-1], corpo, peso)
        spazio -= lungo
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
