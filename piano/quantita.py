"""Numbers known only as finely as they are written, and how two of them are compared.

Pure: plain values in and out. The rule in prose, with the tables its test reads:
`docs/regole/coerenza-delle-cifre.md`.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from conciliazione.numeri import parse_decimal
from piano.enums import Confronto

UNO = Decimal(1)
# Units in which a number without decimals may still have been rounded.
RAPPORTI = {"%", "per cento", "per mille", "punti", "punti percentuali"}
PERCENTO = {"%", "per cento"}
EURO = {"€", "euro"}

_NUMERO = re.compile(r"[-−]?\d[\d.]*(?:,\d+)?")
_MULTIPLI = (
    (re.compile(r"\s*mila\b"), Decimal(1_000)),
    (re.compile(r"\s*milion[ei]\b"), Decimal(1_000_000)),
    (re.compile(r"\s*miliard[oi]\b"), Decimal(1_000_000_000)),
)
_E_MEZZO = re.compile(r"\s*e mezzo\b")


class Accordo(Enum):
    """Whether a declared value agrees with the one computed."""

    TORNA = "torna"
    INCERTO = "incerto"
    NON_TORNA = "non torna"


@dataclass(frozen=True)
class Quantita:
    """A number as written, between the least and the greatest that would be written so."""

    valore: Decimal
    basso: Decimal
    alto: Decimal

    @property
    def ampiezza(self) -> Decimal:
        """How much the writing leaves open; zero when the number is exact."""
        return self.alto - self.basso

    def __add__(self, altra: "Quantita") -> "Quantita":
        return Quantita(
            self.valore + altra.valore, self.basso + altra.basso, self.alto + altra.alto
        )

    def __sub__(self, altra: "Quantita") -> "Quantita":
        return Quantita(
            self.valore - altra.valore, self.basso - altra.alto, self.alto - altra.basso
        )

    def __mul__(self, altra: "Quantita") -> "Quantita":
        estremi = [a * b for a in (self.basso, self.alto) for b in (altra.basso, altra.alto)]
        return Quantita(self.valore * altra.valore, min(estremi), max(estremi))

    def __truediv__(self, altra: "Quantita") -> "Quantita":
        """Raises ZeroDivisionError when the divisor may be zero."""
        if altra.basso <= 0 <= altra.alto:
            raise ZeroDivisionError
        estremi = [a / b for a in (self.basso, self.alto) for b in (altra.basso, altra.alto)]
        return Quantita(self.valore / altra.valore, min(estremi), max(estremi))


def exactly(valore: Decimal | int) -> Quantita:
    """A number that was not rounded."""
    numero = Decimal(valore)
    return Quantita(numero, numero, numero)


def rounded(valore: Decimal, passo: Decimal) -> Quantita:
    """A number rounded to the nearest multiple of `passo`."""
    return Quantita(valore, valore - passo / 2, valore + passo / 2)


def as_counted(valore: Decimal, passo: Decimal, unita: str) -> Quantita:
    """A number of a table, written to the last `passo`, in that unit.

    Whole numbers of things and amounts in euro are exact; ratios and whatever has decimals are
    rounded at the last digit written.
    """
    intero = passo == UNO and unita not in RAPPORTI
    return exactly(valore) if intero or unita in EURO else rounded(valore, passo)


def as_declared(valore: Decimal, testo: str, confronto: str, unita: str) -> Quantita:
    """A declared number: what it leaves open depends on the words it is written with."""
    if confronto == Confronto.UGUALE:
        return as_counted(valore, last_digit(valore, testo, confronto), unita)
    passo = last_digit(valore, testo, confronto)
    basso = valore if confronto == Confronto.OLTRE else valore - passo
    alto = valore if confronto == Confronto.MENO else valore + passo
    return Quantita(valore, basso, alto)


def last_digit(valore: Decimal, testo: str, confronto: str) -> Decimal:
    """What one unit of the last digit written is worth.

    A value said exactly counts to the last decimal of its text (`9,70` is to the hundredth); one
    said roughly, to its last digit that is not zero (`circa 38.000` is to the thousand).
    """
    esponente = valore.normalize().as_tuple().exponent if valore else 0
    if confronto != Confronto.UGUALE:
        return UNO.scaleb(esponente)
    return _written_step(testo, valore) or UNO.scaleb(min(esponente, 0))


def _written_step(testo: str, valore: Decimal) -> Decimal | None:
    """The step of the last digit that `testo` writes of `valore`; None if it writes another."""
    trovato = _NUMERO.search(testo)
    if trovato is None or read_number(testo) != valore:
        return None
    decimali = len(trovato[0].partition(",")[2])
    resto = testo[trovato.end() :]
    multiplo = _multiple(resto)
    mezzo = multiplo != UNO and _E_MEZZO.search(resto)
    return multiplo.scaleb(-1 if mezzo else -decimali)


def read_number(testo: str) -> Decimal | None:
    """The first number that `testo` writes in digits (`oltre 1,4 milioni` is 1400000)."""
    trovato = _NUMERO.search(testo)
    if trovato is None:
        return None
    scritto = trovato[0].rstrip(".").replace("−", "-")
    try:
        numero = parse_decimal(scritto)
    except ValueError:
        return None
    resto = testo[trovato.end() :]
    multiplo = _multiple(resto)
    mezzo = Decimal("0.5") if multiplo != UNO and _E_MEZZO.search(resto) else 0
    return (numero + mezzo) * multiplo


def _multiple(resto: str) -> Decimal:
    return next((valore for parola, valore in _MULTIPLI if parola.match(resto)), UNO)


def round_to(valore: Decimal, passo: Decimal) -> Decimal:
    """`valore` at the nearest multiple of `passo`, half away from zero."""
    return (valore / passo).quantize(UNO, ROUND_HALF_UP) * passo


def compare(detto: Decimal, passo: Decimal, confronto: str, calcolato: Quantita) -> Accordo:
    """Whether `detto`, written to the last `passo`, agrees with what was computed.

    Equal: some value that the computation leaves open is written so. About: within one unit of
    the last digit. More, less: past the bound, and by no more than one unit of its last digit; if
    only the roundings could bring it there, the answer is uncertain.
    """
    if confronto == Confronto.UGUALE:
        dentro = round_to(calcolato.basso, passo) <= detto <= round_to(calcolato.alto, passo)
        return Accordo.TORNA if dentro else Accordo.NON_TORNA
    basso = detto if confronto == Confronto.OLTRE else detto - passo
    alto = detto if confronto == Confronto.MENO else detto + passo
    if basso <= calcolato.valore <= alto:
        return Accordo.TORNA
    tocca = calcolato.basso <= alto and calcolato.alto >= basso
    if not tocca:
        return Accordo.NON_TORNA
    return Accordo.TORNA if confronto == Confronto.CIRCA else Accordo.INCERTO
