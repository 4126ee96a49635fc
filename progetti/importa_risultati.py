"""The expected results of a proposal, read from a table: pasted, or the cells of a sheet.

Pure: cells in, results out. A cell that cannot be read is told by its row and its column; rows
are counted as the sheet counts them, from 1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from conciliazione.numeri import format_decimal, parse_decimal
from conciliazione.ricerca import normalise
from progetti.contenuto import CENTESIMI, NUMERO_AL_PIU, IndicatoreProposto, RisultatoProposto
from progetti.enums import ContaProva, Direzione

RIGHE_AL_PIU = 500

Cella = str | Decimal


@dataclass(frozen=True)
class Colonna:
    """A column of the table: its heading, how long its words may be, an example."""

    nome: str
    titolo: str
    esempio: str
    massimo: int = 0
    necessaria: bool = False


COLONNE = (
    Colonna("obiettivo", "Obiettivo", "1", necessaria=True),
    Colonna("risultato", "Risultato atteso", "Posti nido in più", 2_000, necessaria=True),
    Colonna("denominazione", "Indicatore", "Posti attivati", 240, necessaria=True),
    Colonna("unita", "Unità di misura", "posti", 60),
    Colonna("base", "Valore di partenza", "0"),
    Colonna("target", "Valore atteso", "12,5"),
    Colonna("almeno", "Almeno", "sì"),
    Colonna("direzione", "Direzione", "aumenta"),
    Colonna("cumulativo", "Si somma nel tempo", "sì"),
    Colonna("conta", "Ogni prova conta", "una"),
    Colonna("prove", "Prove", ""),
)
_PER_TITOLO = {normalise(colonna.titolo): colonna for colonna in COLONNE}
_SI_NO = {"si": True, "s": True, "vero": True, "x": True, "no": False, "n": False, "falso": False}
_DIREZIONI = {
    **dict.fromkeys(("aumenta", "cresce", "su"), Direzione.AUMENTA.value),
    **dict.fromkeys(("diminuisce", "cala", "giu"), Direzione.DIMINUISCE.value),
}
_CONTANO = {
    **dict.fromkeys(("una", "uno", "1"), ContaProva.UNA.value),
    **dict.fromkeys(("quantita", "si legge"), ContaProva.QUANTITA.value),
}


class Errore(NamedTuple):
    """What is wrong in a cell; without a column, in the whole row."""

    riga: int
    colonna: str
    testo: str

    def __str__(self) -> str:
        dove = f"riga {self.riga}, colonna {self.colonna}" if self.colonna else f"riga {self.riga}"
        return f"{dove}: {self.testo}"


@dataclass
class Tabella:
    """What was read: the results of each objective, by its number from 1; what was not."""

    risultati: dict[int, tuple[RisultatoProposto, ...]] = field(default_factory=dict)
    errori: list[Errore] = field(default_factory=list)


def split_text(testo: str) -> list[list[Cella]]:
    """The cells of a pasted table: tabs if its first line has any, else semicolons or commas."""
    prima = next((riga for riga in testo.splitlines() if riga.strip()), "")
    segno = next((segno for segno in "\t;" if segno in prima), ",")
    lettore = csv.reader(io.StringIO(testo.replace("\x00", "")), delimiter=segno)
    try:
        return [list(riga) for riga in lettore]
    except csv.Error:
        return [riga.split(segno) for riga in testo.splitlines()]


def join_text(righe: Sequence[Sequence[Cella]]) -> str:
    """The cells as a pasted table, to be read again and corrected by hand."""
    memoria = io.StringIO()
    scrittore = csv.writer(memoria, delimiter="\t", lineterminator="\n")
    scrittore.writerows([[_text(cella) for cella in riga] for riga in righe])
    return memoria.getvalue()


def read_table(
    righe: Sequence[Sequence[Cella]], obiettivi: int, prove: Mapping[str, str]
) -> Tabella:
    """Read the cells of a table, with its headings first.

    `obiettivi` is how many the proposal has; `prove` the kinds of proof, from slug to name: a
    cell names some, separated by semicolons.
    """
    return _Lettura(obiettivi, _names_of(prove)).read(righe)


def _names_of(prove: Mapping[str, str]) -> dict[str, str]:
    nomi = {normalise(nome): slug for slug, nome in prove.items()}
    return {**nomi, **{normalise(slug): slug for slug in prove}}


def _text(cella: Cella) -> str:
    return format_decimal(cella) if isinstance(cella, Decimal) else cella


class _Lettura:
    """A table while it is read."""

    def __init__(self, obiettivi: int, prove: Mapping[str, str]) -> None:
        self.obiettivi, self.prove = obiettivi, prove
        self.tabella = Tabella()
        self.testi: dict[int, list[str]] = {}
        self.indicatori: dict[tuple[int, str], list[IndicatoreProposto]] = {}

    def read(self, righe: Sequence[Sequence[Cella]]) -> Tabella:
        piene = [(n, r) for n, r in enumerate(righe, 1) if any(_text(c).strip() for c in r)]
        if not piene:
            return Tabella(errori=[Errore(1, "", "la tabella è vuota.")])
        (prima, intestazioni), *altre = piene
        colonne = self._headings(prima, intestazioni)
        if len(altre) > RIGHE_AL_PIU:
            self._say(prima, "", f"al massimo {RIGHE_AL_PIU} righe: qui sono {len(altre)}.")
        elif not self.tabella.errori:
            for numero, riga in altre:
                self._row(numero, dict(zip(colonne, riga, strict=False)))
            if not altre:
                self._say(prima, "", "sotto le intestazioni non c’è nessuna riga.")
        self.tabella.risultati = {
            n: tuple(RisultatoProposto(t, tuple(self.indicatori[n, t])) for t in testi)
            for n, testi in self.testi.items()
        }
        return self.tabella

    def _say(self, riga: int, colonna: str, testo: str) -> None:
        self.tabella.errori.append(Errore(riga, colonna, testo))

    def _headings(self, numero: int, riga: Sequence[Cella]) -> list[Colonna | None]:
        colonne = [_PER_TITOLO.get(normalise(_text(cella))) for cella in riga]
        for cella, colonna in zip(riga, colonne, strict=True):
            if colonna is None and _text(cella).strip():
                self._say(numero, _text(cella).strip(), f"le colonne sono: {_titles()}.")
        for colonna in COLONNE:
            if colonne.count(colonna) > 1:
                self._say(numero, colonna.titolo, "c’è due volte.")
            if colonna.necessaria and colonna not in colonne:
                self._say(numero, colonna.titolo, "manca.")
        return colonne

    def _row(self, numero: int, celle: Mapping[Colonna | None, Cella]) -> None:
        prima = len(self.tabella.errori)
        obiettivo = self._objective(numero, celle)
        testo = self._words(numero, celle, "risultato")
        indicatore = IndicatoreProposto(
            denominazione=self._words(numero, celle, "denominazione"),
            unita=self._words(numero, celle, "unita"),
            base=self._number(numero, celle, "base"),
            target=self._number(numero, celle, "target"),
            almeno=self._yes(numero, celle, "almeno", altrimenti=False),
            direzione=self._direction(numero, celle),
            cumulativo=self._yes(numero, celle, "cumulativo", altrimenti=True),
            conta=self._count(numero, celle),
            prove=self._proofs(numero, celle),
        )
        if len(self.tabella.errori) == prima:
            self._keep(numero, obiettivo, testo, indicatore)

    def _keep(
        self, numero: int, obiettivo: int, testo: str, indicatore: IndicatoreProposto
    ) -> None:
        """Add an indicator to its result; a row that names none goes on with the one above."""
        testi = self.testi.setdefault(obiettivo, [])
        if not testo and not testi:
            self._say(numero, "Risultato atteso", "manca.")
            return
        testo = testo or testi[-1]
        if testo not in testi:
            testi.append(testo)
        righe = self.indicatori.setdefault((obiettivo, testo), [])
        if indicatore.denominazione:
            righe.append(indicatore)

    def _cell(self, celle: Mapping[Colonna | None, Cella], nome: str) -> tuple[str, Cella]:
        colonna = next(c for c in COLONNE if c.nome == nome)
        cella = celle.get(colonna, "")
        return colonna.titolo, cella.strip() if isinstance(cella, str) else cella

    def _objective(self, numero: int, celle: Mapping[Colonna | None, Cella]) -> int:
        titolo, cella = self._cell(celle, "obiettivo")
        scritto = _text(cella)
        if not scritto:
            self._say(numero, titolo, "scrivere il numero dell’obiettivo.")
            return 0
        if not (scritto.isascii() and scritto.isdecimal()) or len(scritto) > 4:
            self._say(numero, titolo, f"«{scritto}» non è il numero di un obiettivo.")
            return 0
        if not 1 <= int(scritto) <= self.obiettivi:
            self._say(numero, titolo, f"l’obiettivo {scritto} non c’è: sono {self.obiettivi}.")
        return int(scritto)

    def _words(self, numero: int, celle: Mapping[Colonna | None, Cella], nome: str) -> str:
        colonna = next(c for c in COLONNE if c.nome == nome)
        titolo, cella = self._cell(celle, nome)
        testo = _text(cella)
        if len(testo) > colonna.massimo:
            di_troppo = len(testo) - colonna.massimo
            self._say(numero, titolo, f"{di_troppo} caratteri di troppo.")
        if any(ord(lettera) < 32 and lettera not in "\t\r\n" for lettera in testo):
            self._say(numero, titolo, "contiene caratteri che non si vedono: riscriverlo.")
        return testo

    def _number(
        self, numero: int, celle: Mapping[Colonna | None, Cella], nome: str
    ) -> Decimal | None:
        titolo, cella = self._cell(celle, nome)
        if cella == "":
            return None
        try:
            valore = cella if isinstance(cella, Decimal) else parse_decimal(cella)
        except ValueError:
            self._say(numero, titolo, f"«{cella}» non è un numero.")
            return None
        if not valore.is_finite() or abs(valore) > NUMERO_AL_PIU:
            self._say(numero, titolo, f"«{_text(cella)}» è un numero troppo grande.")
            return None
        if valore != valore.quantize(CENTESIMI):
            self._say(numero, titolo, f"«{_text(cella)}» ha più di due decimali.")
            return None
        return valore

    def _yes(
        self,
        numero: int,
        celle: Mapping[Colonna | None, Cella],
        nome: str,
        *,
        altrimenti: bool,
    ) -> bool:
        titolo, cella = self._cell(celle, nome)
        scritto = _text(cella)
        if not scritto:
            return altrimenti
        if normalise(scritto) not in _SI_NO:
            self._say(numero, titolo, f"«{scritto}» non è sì o no.")
        return _SI_NO.get(normalise(scritto), altrimenti)

    def _direction(self, numero: int, celle: Mapping[Colonna | None, Cella]) -> str:
        titolo, cella = self._cell(celle, "direzione")
        scritto = _text(cella)
        if scritto and normalise(scritto) not in _DIREZIONI:
            self._say(numero, titolo, f"«{scritto}» non è aumenta o diminuisce.")
        return _DIREZIONI.get(normalise(scritto), Direzione.AUMENTA.value)

    def _count(self, numero: int, celle: Mapping[Colonna | None, Cella]) -> str:
        titolo, cella = self._cell(celle, "conta")
        scritto = _text(cella)
        if scritto and normalise(scritto) not in _CONTANO:
            self._say(numero, titolo, f"«{scritto}» non è una o quantità.")
        return _CONTANO.get(normalise(scritto), ContaProva.UNA.value)

    def _proofs(self, numero: int, celle: Mapping[Colonna | None, Cella]) -> tuple[str, ...]:
        titolo, cella = self._cell(celle, "prove")
        return tuple(dict.fromkeys(self._named(numero, titolo, _text(cella))))

    def _named(self, numero: int, titolo: str, scritte: str) -> Iterator[str]:
        for nome in filter(None, (pezzo.strip() for pezzo in scritte.split(";"))):
            slug = self.prove.get(normalise(nome))
            if slug is None:
                self._say(numero, titolo, f"«{nome}» non è fra i tipi di prova.")
            else:
                yield slug


def _titles() -> str:
    return ", ".join(colonna.titolo for colonna in COLONNE)
