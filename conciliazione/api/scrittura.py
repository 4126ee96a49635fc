"""Rows of the open data as the API writes them."""

from decimal import Decimal

from conciliazione.dati_aperti import Campo, Ramo, Tipo

Parti = tuple[Campo | Ramo, ...]


def write_row(parti: Parti, riga: object) -> dict[str, object]:
    """A row with all its parts, by name."""
    return {parte.nome: _write(parte, riga) for parte in parti}


def _write(parte: Campo | Ramo, riga: object) -> object:
    if isinstance(parte, Campo):
        return write_value(parte.valore(riga), parte.tipo)
    return [write_row(parte.parti, figlia) for figlia in parte.righe(riga)]


def write_value(valore: object, tipo: Tipo) -> object:
    """A value as JSON holds it: money as text with two decimals, nothing as null."""
    if valore is None or valore == "":
        return None
    match tipo:
        case Tipo.EURO:
            return f"{valore:.2f}"
        case Tipo.DECIMALE:
            return _number(Decimal(valore))
        case Tipo.INTERO:
            return int(valore)
        case Tipo.BOOLEANO:
            return bool(valore)
        case Tipo.DATA | Tipo.ISTANTE:
            return valore.isoformat()
        case Tipo.ELENCO:
            return [str(voce) for voce in valore]
    return str(valore)


def _number(valore: Decimal) -> int | float:
    """A whole number without decimals, any other with them."""
    return int(valore) if valore == valore.to_integral_value() else float(valore)
