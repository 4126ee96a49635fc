"""The sheet of a delivery: downloaded, filled away from the portal, read back with its errors.

What goes out and what comes in have the same columns. Nothing is written from here: the lines that
change are shown first, then saved as if they had been typed on the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from conciliazione.esporta import Column, xlsx_bytes
from conciliazione.numeri import format_decimal, parse_decimal
from conciliazione.ricerca import normalise
from progetti.importa_risultati import Cella, Errore
from progetti.righe_consegna import Riga

RIGA, VALORE, NOTA, VERSIONE = "Riga", "Nel periodo", "Nota", "Versione"
NECESSARIE = (RIGA, VALORE)
NOTA_AL_PIU = 2_000
NUMERO_AL_PIU = Decimal("9999999999.99")
CENTESIMI = Decimal("0.01")


class Cambio(NamedTuple):
    """What the sheet would change on a line: `campo` is `valore` or `nota`; `nel_frattempo` says
    that the line was saved by somebody after the sheet was downloaded."""

    riga: Riga
    campo: str
    prima: str
    dopo: str
    nel_frattempo: bool


@dataclass
class Letto:
    """What was read of a sheet: what would change, what is wrong."""

    cambi: list[Cambio] = field(default_factory=list)
    errori: list[Errore] = field(default_factory=list)


def sheet(righe: Iterable[Riga]) -> bytes:
    """An XLSX with a row for each indicator, the values of now in it."""
    return xlsx_bytes("Consegna", COLONNE, righe)


def _name(riga: Riga) -> str:
    """What the sheet calls a line: `O1-R2-I1`, which no program takes for a date."""
    return "O{}-R{}-I{}".format(*riga.posto)


COLONNE = (
    Column(RIGA, _name),
    Column("Obiettivo", lambda riga: str(riga.indicatore.risultato.obiettivo)),
    Column("Indicatore", lambda riga: riga.indicatore.denominazione),
    Column("Unità", lambda riga: riga.indicatore.unita),
    Column("Valore atteso", lambda riga: riga.indicatore.target),
    Column("Dichiarato finora", lambda riga: riga.avanzamento.misura.dichiarato),
    Column("Verificato finora", lambda riga: riga.avanzamento.misura.verificato),
    Column(VALORE, lambda riga: riga.aperta.valore if riga.aperta else None),
    Column(NOTA, lambda riga: riga.nota.testo if riga.nota else ""),
    Column(VERSIONE, lambda riga: riga.aperta.versione if riga.aperta else 0),
)
_TITOLI = {normalise(c.nome): c.nome for c in COLONNE}


def read(celle: Sequence[Sequence[Cella]], righe: Iterable[Riga]) -> Letto:
    """Read the cells of a sheet, headings first, beside the lines as they are now.

    An empty cell changes nothing.
    """
    return _Lettura(righe).read(celle)


class _Lettura:
    """A sheet while it is read."""

    def __init__(self, righe: Iterable[Riga]) -> None:
        self.per_nome = {normalise(_name(riga)): riga for riga in righe}
        self.letto = Letto()
        self.viste: dict[str, int] = {}

    def read(self, celle: Sequence[Sequence[Cella]]) -> Letto:
        if not celle:
            self._say(1, "", "il foglio è vuoto.")
            return self.letto
        colonne = [_TITOLI.get(normalise(_text(cella)), "") for cella in celle[0]]
        for nome in NECESSARIE:
            if nome not in colonne:
                self._say(1, nome, "manca la colonna.")
        if self.letto.errori:
            return self.letto
        for numero, riga in enumerate(celle[1:], start=2):
            if any(_text(cella) for cella in riga):
                self._row(numero, dict(zip(colonne, riga, strict=False)))
        return self.letto

    def _row(self, numero: int, celle: Mapping[str, Cella]) -> None:
        nome = _text(celle.get(RIGA, ""))
        riga = self.per_nome.get(normalise(nome))
        if riga is None:
            self._say(numero, RIGA, f"«{nome}» non è fra le righe di questa consegna.")
            return
        gia = self.viste.setdefault(riga.chiave, numero)
        if gia != numero:
            self._say(numero, RIGA, f"«{nome}» c’è già alla riga {gia}.")
            return
        superata = self._is_outdated(riga, celle.get(VERSIONE, ""))
        valore = self._number(numero, celle.get(VALORE, ""))
        adesso = riga.aperta.valore if riga.aperta else None
        if valore is not None and valore != adesso:
            prima = "" if adesso is None else format_decimal(adesso)
            self._change(riga, "valore", prima, format_decimal(valore), superata)
        self._note(numero, riga, _text(celle.get(NOTA, "")), superata)

    def _note(self, numero: int, riga: Riga, testo: str, superata: bool) -> None:
        adesso = riga.nota.testo if riga.nota else ""
        if len(testo) > NOTA_AL_PIU:
            self._say(numero, NOTA, f"{len(testo) - NOTA_AL_PIU} caratteri di troppo.")
        elif testo and testo != adesso:
            self._change(riga, "nota", adesso, testo, superata)

    def _is_outdated(self, riga: Riga, cella: Cella) -> bool:
        versione = riga.aperta.versione if riga.aperta else 0
        scritta = _text(cella)
        return bool(scritta) and scritta != str(versione)

    def _number(self, numero: int, cella: Cella) -> Decimal | None:
        scritto = _text(cella)
        if not scritto:
            return None
        try:
            valore = cella if isinstance(cella, Decimal) else parse_decimal(scritto)
        except ValueError:
            self._say(numero, VALORE, f"«{scritto}» non è un numero: le parole vanno nella nota.")
            return None
        if not valore.is_finite() or abs(valore) > NUMERO_AL_PIU:
            self._say(numero, VALORE, f"«{scritto}» è un numero troppo grande.")
        elif valore < 0:
            self._say(numero, VALORE, f"«{scritto}» è negativo.")
        elif valore != valore.quantize(CENTESIMI):
            self._say(numero, VALORE, f"«{scritto}» ha più di due decimali.")
        else:
            return valore
        return None

    def _change(self, riga: Riga, campo: str, prima: str, dopo: str, superata: bool) -> None:
        self.letto.cambi.append(Cambio(riga, campo, prima, dopo, superata))

    def _say(self, riga: int, colonna: str, testo: str) -> None:
        self.letto.errori.append(Errore(riga, colonna, testo))


def _text(cella: Cella) -> str:
    return format_decimal(cella) if isinstance(cella, Decimal) else str(cella or "").strip()
