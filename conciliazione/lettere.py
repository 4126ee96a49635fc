"""Numbers in Italian words, as an act writes them: `trentadue`.

Pure: plain values in and out.
"""

from conciliazione.numeri import format_decimal

_FINO_A_VENTI = (
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
)
_DECINE = (
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
)
MASSIMO = 100


def in_words(numero: int) -> str:
    """Write a whole number in words up to one hundred, beyond it in digits as a text would.

    A text that says «trentadue soggetti» goes on being right when they become a thousand.

    Raises:
        ValueError: `numero` is negative, or not whole.
    """
    if numero != int(numero) or numero < 0:
        raise ValueError("In lettere si scrivono i numeri interi, da zero in su.")
    if numero > MASSIMO:
        return format_decimal(int(numero))
    if numero == MASSIMO:
        return "cento"
    decine, unita = divmod(int(numero), 10)
    if decine < 2:
        return _FINO_A_VENTI[int(numero)]
    return _join(_DECINE[decine - 2], unita)


def _join(decina: str, unita: int) -> str:
    """Elide the ten before a vowel (ventuno, trentotto); a final `tre` takes the accent."""
    if unita == 0:
        return decina
    if unita in (1, 8):
        return decina[:-1] + _FINO_A_VENTI[unita]
    return decina + ("tré" if unita == 3 else _FINO_A_VENTI[unita])
