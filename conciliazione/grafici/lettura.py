"""Reading the block of a chart: plain JSON in, checked values out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from conciliazione.numeri import format_decimal, format_euro, format_percent

NON_DISPONIBILE = "n.d."


@dataclass(frozen=True)
class Voce:
    """A row of the data: a label and a value for each series, None where there is none."""

    etichetta: str
    valori: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Dati:
    """What a chart of values shows, already checked: every row has a value for every series."""

    titolo: str
    serie: tuple[str, ...]
    voci: tuple[Voce, ...]
    unita: str = ""
    decimali: int | None = None
    tabella: str = ""

    @property
    def presenti(self) -> list[Decimal]:
        """All the values that there are."""
        return [valore for voce in self.voci for valore in voce.valori if valore is not None]

    def write(self, valore: Decimal | None) -> str:
        """`valore` as Italians read it, with its unit."""
        if valore is None:
            return NON_DISPONIBILE
        if self.unita == "euro":
            return format_euro(valore)
        if self.unita == "percento":
            return format_percent(valore, self.decimali)
        return self.write_bare(valore)

    def write_bare(self, valore: Decimal) -> str:
        """`valore` without its unit, where the axis or the legend tells it."""
        return format_decimal(valore, self.decimali)


def read_dati(blocco: Mapping) -> Dati:
    """Check the block of a chart of values (see `conciliazione.grafici` for its shape).

    Raises:
        ValueError: something is missing, is not a number, or a row is too short or too long.
    """
    righe = required(blocco, "voci")
    serie = tuple(blocco.get("serie") or [""])
    return Dati(
        titolo=required(blocco, "titolo"),
        serie=serie,
        voci=tuple(_read_voce(riga, len(serie)) for riga in righe),
        unita=blocco.get("unita", ""),
        decimali=blocco.get("decimali"),
        tabella=blocco.get("tabella", ""),
    )


def fill_missing_years(voci: Sequence[Voce]) -> tuple[Voce, ...]:
    """Add the years that lack between the first and the last, when the labels are years in order.

    Equal steps along the axis then are equal times, and a gap is seen.
    """
    if not all(len(voce.etichetta) == 4 and voce.etichetta.isdecimal() for voce in voci):
        return tuple(voci)
    if any(int(prima.etichetta) >= int(dopo.etichetta) for prima, dopo in pairwise(voci)):
        return tuple(voci)
    return tuple(_with_gaps(voci))


def _with_gaps(voci: Sequence[Voce]) -> Iterator[Voce]:
    per_anno = {int(voce.etichetta): voce for voce in voci}
    for anno in range(min(per_anno), max(per_anno) + 1) if per_anno else ():
        yield per_anno.get(anno) or Voce(str(anno), (None,) * len(voci[0].valori))


def _read_voce(riga: Mapping, quante: int) -> Voce:
    etichetta = str(required(riga, "etichetta"))
    valori = riga["valori"] if "valori" in riga else [required(riga, "valore")]
    if len(valori) != quante:
        raise ValueError(
            f"La voce «{etichetta}» ha {len(valori)} valori, le serie del grafico sono {quante}."
        )
    return Voce(etichetta, tuple(_read_number(valore, etichetta) for valore in valori))


def _read_number(valore: object, etichetta: str) -> Decimal | None:
    if valore is None or valore == "":
        return None
    try:
        numero = Decimal(str(valore))
    except InvalidOperation:
        numero = Decimal("NaN")
    if not numero.is_finite():
        raise ValueError(f"La voce «{etichetta}» ha un valore che non è un numero: {valore}.")
    return numero


def required(mappa: Mapping, chiave: str) -> object:
    """The value at `chiave`.

    Raises:
        ValueError: it is not there.
    """
    if chiave not in mappa:
        raise ValueError(f"Nel blocco del grafico manca «{chiave}».")
    return mappa[chiave]
