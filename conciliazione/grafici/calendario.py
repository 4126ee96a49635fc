"""Days and the axis of quarters of a timeline."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from conciliazione.date import MESI, format_day
from conciliazione.grafici.segni import (
    CORPO,
    GRIGLIA,
    INCHIOSTRO_TENUE,
    INTERLINEA,
    Linea,
    Segno,
    Testo,
)
from conciliazione.grafici.testo import text_width

CORPO_MESI = 11.5
TRIMESTRE_MINIMO = 26
COLORE_FINE = "#8A5300"


@dataclass(frozen=True)
class Asse:
    """An axis from the first day of a quarter to the last of another, drawn from `inizio` on."""

    dal: date
    al: date
    inizio: float
    fine: float
    fine_ciclo: date | None = None

    def place(self, giorno: date) -> float:
        """Where `giorno` begins; a day outside the axis is drawn at its nearest end."""
        durata = (self.al - self.dal).days + 1
        quota = min(max((giorno - self.dal).days / durata, 0), 1)
        return self.inizio + quota * (self.fine - self.inizio)

    def place_end(self, giorno: date) -> float:
        """Where `giorno` ends."""
        return self.place(giorno + timedelta(days=1))

    @property
    def intestazione(self) -> float:
        """The height of the names above the rows."""
        return INTERLINEA * (3 if self.fine_ciclo else 2) + 6


def first_day(testo: str | None) -> date | None:
    """The day of an ISO date, the first of an ISO month (`2014-10`); None for nothing.

    Raises:
        ValueError: `testo` is neither.
    """
    return _read(testo, 1) if testo else None


def last_day(testo: str | None) -> date | None:
    """The day of an ISO date, the last of an ISO month; None for nothing.

    Raises:
        ValueError: `testo` is neither.
    """
    primo = first_day(testo)
    if primo and len(testo) == len("2014-10"):
        return primo.replace(day=monthrange(primo.year, primo.month)[1])
    return primo


def lay_axis(giorni: list[date], fine_ciclo: date | None, inizio: float, fine: float) -> Asse:
    """The axis of whole quarters that holds every day of `giorni` and the end of the ciclo."""
    tutti = [*giorni, *([fine_ciclo] if fine_ciclo else [])]
    return Asse(_quarter_start(min(tutti)), _quarter_end(max(tutti)), inizio, fine, fine_ciclo)


def axis_marks(asse: Asse, y: float, fondo: float) -> list[Segno]:
    """Years and quarters from `y` down, their lines down to `fondo`, the end of the ciclo."""
    base = y + asse.intestazione
    segni: list[Segno] = []
    for trimestre in _quarters(asse):
        segni += _quarter_marks(asse, trimestre, base, fondo)
    segni.append(Linea(asse.fine, base - 4, asse.fine, fondo))
    if asse.fine_ciclo:
        segni += _end_of_ciclo(asse, y, fondo)
    return segni


def _quarter_marks(asse: Asse, trimestre: date, base: float, fondo: float) -> list[Segno]:
    x = asse.place(trimestre)
    nuovo_anno = trimestre.month == 1
    alto = base - 2 * INTERLINEA if nuovo_anno else base - 4
    segni: list[Segno] = [
        Linea(x, alto, x, fondo, INCHIOSTRO_TENUE if nuovo_anno else GRIGLIA),
    ]
    if nuovo_anno or trimestre == asse.dal:
        segni += _year(asse, trimestre, x, base)
    if asse.place_end(_quarter_end(trimestre)) - x >= TRIMESTRE_MINIMO:
        mese = MESI[trimestre.month - 1][:3]
        segni.append(Testo(x + 3, base - 6, mese, CORPO_MESI, colore=INCHIOSTRO_TENUE))
    return segni


def _year(asse: Asse, trimestre: date, x: float, base: float) -> list[Segno]:
    """The number of the year, where the axis has room for it."""
    anno = str(trimestre.year)
    posto = asse.place_end(date(trimestre.year, 12, 31)) - x
    if posto < text_width(anno, CORPO, 600) + 4:
        return []
    return [Testo(x + 3, base - INTERLINEA - 6, anno, CORPO, peso=600)]


def _end_of_ciclo(asse: Asse, y: float, fondo: float) -> list[Segno]:
    x = asse.place_end(asse.fine_ciclo)
    frase = f"fine del ciclo: {format_day(asse.fine_ciclo)}"
    a_destra = x + text_width(frase, CORPO_MESI) / 2 > asse.fine
    ancora = "end" if a_destra else "middle"
    return [
        Linea(x, y + INTERLINEA, x, fondo, COLORE_FINE, 1.8, "6 3"),
        Testo(x, y + CORPO_MESI, frase, CORPO_MESI, ancora, 600, COLORE_FINE),
    ]


def _quarters(asse: Asse) -> Iterator[date]:
    giorno = asse.dal
    while giorno <= asse.al:
        yield giorno
        giorno = _quarter_end(giorno) + timedelta(days=1)


def _quarter_start(giorno: date) -> date:
    return date(giorno.year, giorno.month - (giorno.month - 1) % 3, 1)


def _quarter_end(giorno: date) -> date:
    mese = _quarter_start(giorno).month + 2
    return date(giorno.year, mese, monthrange(giorno.year, mese)[1])


def _read(testo: str, giorno: int) -> date:
    intero = f"{testo}-{giorno:02d}" if len(testo) == len("2014-10") else testo
    try:
        return date.fromisoformat(intero)
    except ValueError:
        raise ValueError(
            f"«{testo}» non è una data: scrivere 2014-10-01 oppure, per un mese, 2014-10."
        ) from None
