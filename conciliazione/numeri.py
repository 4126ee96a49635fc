"""Numbers as Italians type and read them: `1.234,56`.

Pure: plain values in and out.
"""

import re
from decimal import Decimal, InvalidOperation

_MIGLIAIA = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$")
_VIRGOLA = re.compile(r"^[+-]?\d+(,\d+)?$")
_PUNTO = re.compile(r"^[+-]?\d+\.\d+$")


def parse_decimal(testo: str) -> Decimal:
    """Read `1.234,56`, `1234,56` or `1234.56`; `1.234` is one thousand two hundred thirty-four.

    Raises:
        ValueError: `testo` is none of these.
    """
    pulito = testo.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "").removesuffix("€")
    if _MIGLIAIA.match(pulito):
        pulito = pulito.replace(".", "").replace(",", ".")
    elif _VIRGOLA.match(pulito):
        pulito = pulito.replace(",", ".")
    elif not _PUNTO.match(pulito):
        raise ValueError("Scrivere un numero, per esempio 1.234,56.")
    try:
        return Decimal(pulito)
    except InvalidOperation as errore:
        raise ValueError("Scrivere un numero, per esempio 1.234,56.") from errore


def format_decimal(valore: Decimal | int, decimali: int | None = None) -> str:
    """Write `valore` with dots between thousands and a decimal comma.

    `decimali` is how many digits follow the comma; None keeps those of `valore`, without the
    zeros at its end.
    """
    numero = Decimal(valore)
    if decimali is None:
        decimali = max(0, -numero.normalize().as_tuple().exponent)
    scritto = f"{numero:,.{decimali}f}"
    return scritto.translate(str.maketrans(",.", ".,"))


def format_euro(valore: Decimal | int) -> str:
    """Write an amount in euro, always to the cent: `€ 1.234,56`."""
    return f"€\N{NO-BREAK SPACE}{format_decimal(valore, 2)}"


def format_percent(valore: Decimal | int, decimali: int | None = None) -> str:
    """Write a percentage (12.5 means 12,5 %)."""
    return f"{format_decimal(valore, decimali)}\N{NO-BREAK SPACE}%"
