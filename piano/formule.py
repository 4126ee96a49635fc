"""The language in which it is written how a figure is computed from others.

    100 * [crescita] / [abitanti/2007/Popolazione]     cells, declarations, + - * / ( ) %
    SOMMA([spesa/*/Importo]; 1.000,50)                 SOMMA, MASSIMO, MINIMO
    [servizi] >= [industria] >= [commercio]            an order that the words claim
    [? spesa delle famiglie] > 0                       a figure that the document does not give

Pure: what stands in brackets is looked up by a function that the caller gives. The rule in prose:
`docs/regole/coerenza-delle-cifre.md`.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from conciliazione.numeri import format_decimal, parse_decimal
from piano.quantita import Quantita, exactly, round_to

LUNGHEZZA_MASSIMA = 400
PROFONDITA_MASSIMA = 20
# Beyond these powers of ten nobody counts, and rounding would fail.
GRANDEZZA_MASSIMA = 18
FUNZIONI = ("SOMMA", "MASSIMO", "MINIMO")
TUTTE, ASSENTE = "*", "?"

_CONFRONTI: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_OPERAZIONI: dict[str, Callable[[Quantita, Quantita], Quantita]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_PEZZO = re.compile(
    r"\s*(?:(?P<numero>\d[\d.,]*)|\[(?P<rif>[^\[\]]*)\]|(?P<nome>[A-Za-z]+)"
    r"|(?P<segno>>=|<=|[-+*/()%;<>=]))"
)
CENTO = exactly(100)


class ErroreFormula(ValueError):
    """A formula that cannot be read or computed; the message says why, in Italian."""


class CifraAssente(ErroreFormula):
    """The formula rests on a figure that the document does not give."""

    def __init__(self, nome: str) -> None:
        super().__init__(f"manca una cifra: {nome}")
        self.nome = nome


@dataclass(frozen=True)
class Numero:
    valore: Decimal


@dataclass(frozen=True)
class Riferimento:
    """What stands in brackets."""

    nome: str


@dataclass(frozen=True)
class Operazione:
    segno: str
    sinistra: "Nodo"
    destra: "Nodo"


@dataclass(frozen=True)
class Opposto:
    nodo: "Nodo"


@dataclass(frozen=True)
class Percento:
    nodo: "Nodo"


@dataclass(frozen=True)
class Funzione:
    nome: str
    argomenti: tuple["Nodo", ...]


@dataclass(frozen=True)
class Ordine:
    """Terms that stand one to the next as the signs between them say."""

    termini: tuple["Nodo", ...]
    segni: tuple[str, ...]


Nodo = Numero | Riferimento | Operazione | Opposto | Percento | Funzione | Ordine


@dataclass(frozen=True)
class Termine:
    """What a reference stands for: a value, how it is written, what it measures and where."""

    nome: str
    quantita: Quantita
    scritto: str
    unita: str = ""
    origine: object = None


Risolvi = Callable[[str], Sequence[Termine]]


# --- Reading ----------------------------------------------------------------------------------


def parse(testo: str) -> Nodo:
    """The tree of a formula.

    Raises:
        ErroreFormula: it is not written in the language.
    """
    if len(testo) > LUNGHEZZA_MASSIMA:
        raise ErroreFormula(f"è più lunga di {LUNGHEZZA_MASSIMA} caratteri")
    lettore = _Lettore(list(_tokens(testo)))
    nodo = lettore.order()
    if lettore.prossimo:
        raise ErroreFormula(f"«{lettore.prossimo[1]}» non è al suo posto")
    return nodo


def _tokens(testo: str) -> Iterator[tuple[str, str]]:
    resto = testo.rstrip().replace("−", "-").replace("×", "*").replace("≥", ">=")
    posto = 0
    while posto < len(resto):
        trovato = _PEZZO.match(resto, posto)
        if trovato is None:
            raise ErroreFormula(f"non si legge da «{resto[posto:].strip()[:20]}»")
        yield trovato.lastgroup, trovato[trovato.lastgroup].strip()
        posto = trovato.end()


class _Lettore:
    """Reads tokens one after the other, the looser signs calling the tighter."""

    def __init__(self, pezzi: list[tuple[str, str]]) -> None:
        self.pezzi = pezzi
        self.posto = 0
        self.profondita = 0

    @property
    def prossimo(self) -> tuple[str, str] | None:
        return self.pezzi[self.posto] if self.posto < len(self.pezzi) else None

    def take(self, *segni: str) -> str:
        """The next sign, if it is one of these; else the empty string."""
        if self.prossimo and self.prossimo[0] == "segno" and self.prossimo[1] in segni:
            self.posto += 1
            return self.pezzi[self.posto - 1][1]
        return ""

    def need(self, segno: str) -> None:
        if not self.take(segno):
            raise ErroreFormula(f"manca «{segno}»")

    def order(self) -> Nodo:
        termini, segni = [self.sum()], []
        while segno := self.take(*_CONFRONTI):
            segni.append(segno)
            termini.append(self.sum())
        return Ordine(tuple(termini), tuple(segni)) if segni else termini[0]

    def sum(self) -> Nodo:
        nodo = self.product()
        while segno := self.take("+", "-"):
            nodo = Operazione(segno, nodo, self.product())
        return nodo

    def product(self) -> Nodo:
        nodo = self.signed()
        while segno := self.take("*", "/"):
            nodo = Operazione(segno, nodo, self.signed())
        return nodo

    def signed(self) -> Nodo:
        opposti = 0
        while self.take("-"):
            opposti += 1
        nodo = self.atom()
        while self.take("%"):
            nodo = Percento(nodo)
        return Opposto(nodo) if opposti % 2 else nodo

    def atom(self) -> Nodo:
        if self.prossimo is None:
            raise ErroreFormula("finisce prima del termine")
        if self.take("("):
            return self.nested()
        genere, testo = self.prossimo
        self.posto += 1
        if genere == "numero":
            return _number(testo)
        if genere == "rif":
            return _reference(testo)
        if genere == "nome":
            return self.function(testo)
        raise ErroreFormula(f"«{testo}» non è al suo posto")

    def nested(self) -> Nodo:
        self.enter()
        nodo = self.sum()
        self.need(")")
        self.profondita -= 1
        return nodo

    def function(self, nome: str) -> Funzione:
        if nome.upper() not in FUNZIONI:
            raise ErroreFormula(f"«{nome}» non è fra {', '.join(FUNZIONI)}")
        self.need("(")
        self.enter()
        argomenti = [self.sum()]
        while self.take(";"):
            argomenti.append(self.sum())
        self.need(")")
        self.profondita -= 1
        return Funzione(nome.upper(), tuple(argomenti))

    def enter(self) -> None:
        self.profondita += 1
        if self.profondita > PROFONDITA_MASSIMA:
            raise ErroreFormula("ha troppe parentesi una dentro l'altra")


def _number(testo: str) -> Numero:
    try:
        numero = parse_decimal(testo)
    except ValueError as errore:
        raise ErroreFormula(f"«{testo}» non è un numero come 1.234,56") from errore
    if numero.adjusted() > GRANDEZZA_MASSIMA:
        raise ErroreFormula(f"«{testo[:20]}…» è un numero troppo grande")
    return Numero(numero)


def _reference(testo: str) -> Riferimento:
    if not testo.strip(ASSENTE + " "):
        raise ErroreFormula("fra parentesi quadre non c'è nulla")
    return Riferimento(testo)


# --- What it holds ----------------------------------------------------------------------------


def references(nodo: Nodo) -> list[str]:
    """The names in brackets, in order, each once."""
    return list(dict.fromkeys(n.nome for n in _walk(nodo) if isinstance(n, Riferimento)))


def _walk(nodo: Nodo) -> Iterator[Nodo]:
    yield nodo
    for figlio in _children(nodo):
        yield from _walk(figlio)


def _children(nodo: Nodo) -> tuple[Nodo, ...]:
    match nodo:
        case Operazione(_, sinistra, destra):
            return sinistra, destra
        case Opposto(dentro) | Percento(dentro):
            return (dentro,)
        case Funzione(_, argomenti):
            return argomenti
        case Ordine(termini, _):
            return termini
    return ()


def keeps_unit(nodo: Nodo) -> bool:
    """Whether the result measures what its terms measure: sums and differences, no ratios."""
    match nodo:
        case Riferimento():
            return True
        case Operazione("+" | "-"):
            return all(map(keeps_unit, _children(nodo)))
        case Funzione() | Opposto():
            return all(map(keeps_unit, _children(nodo)))
    return False


# --- Computing --------------------------------------------------------------------------------


def evaluate(nodo: Nodo, risolvi: Risolvi) -> Quantita:
    """The value of a formula that is not an order.

    Raises:
        ErroreFormula: a reference cannot be resolved, or the divisor is zero.
        CifraAssente: it rests on a figure that the document does not give.
    """
    match nodo:
        case Numero(valore):
            return exactly(valore)
        case Riferimento():
            return _one(_resolve(nodo, risolvi), nodo).quantita
        case Operazione(segno, sinistra, destra):
            return _operate(segno, evaluate(sinistra, risolvi), evaluate(destra, risolvi))
        case Opposto(dentro):
            return exactly(0) - evaluate(dentro, risolvi)
        case Percento(dentro):
            return evaluate(dentro, risolvi) / CENTO
        case Funzione(nome, argomenti):
            return _apply(nome, [q for a in argomenti for q in _values(a, risolvi)])
    raise ErroreFormula("un ordine non ha un valore")


def _operate(segno: str, sinistra: Quantita, destra: Quantita) -> Quantita:
    try:
        esito = _OPERAZIONI[segno](sinistra, destra)
    except ZeroDivisionError as errore:
        raise ErroreFormula("divide per zero") from errore
    if max(abs(esito.basso), abs(esito.alto)).adjusted() > GRANDEZZA_MASSIMA:
        raise ErroreFormula("dà un numero troppo grande")
    return esito


def _values(nodo: Nodo, risolvi: Risolvi) -> list[Quantita]:
    if isinstance(nodo, Riferimento):
        return [termine.quantita for termine in _resolve(nodo, risolvi)]
    return [evaluate(nodo, risolvi)]


def _apply(nome: str, valori: list[Quantita]) -> Quantita:
    if not valori:
        raise ErroreFormula(f"{nome} non ha nulla da leggere")
    if nome == "SOMMA":
        return _sum_as_printed(valori)
    scegli = max if nome == "MASSIMO" else min
    return scegli(valori, key=lambda quantita: quantita.valore)


def _sum_as_printed(valori: list[Quantita]) -> Quantita:
    """The sum that a reader makes of printed numbers, at the coarsest digit among them.

    Exact: nobody should find, adding up what is printed, another total than the printed one.
    """
    somma = sum((quantita.valore for quantita in valori), Decimal(0))
    passo = max(quantita.ampiezza for quantita in valori)
    return exactly(round_to(somma, passo) if passo else somma)


def _resolve(nodo: Riferimento, risolvi: Risolvi) -> Sequence[Termine]:
    if nodo.nome.startswith(ASSENTE):
        raise CifraAssente(nodo.nome.lstrip(ASSENTE).strip())
    return risolvi(nodo.nome)


def _one(termini: Sequence[Termine], nodo: Riferimento) -> Termine:
    if len(termini) != 1:
        raise ErroreFormula(f"[{nodo.nome}] sta per più valori: va dentro SOMMA")
    return termini[0]


# --- Orders -----------------------------------------------------------------------------------


def broken_links(nodo: Ordine, risolvi: Risolvi) -> list[tuple[Termine, str, Termine]]:
    """The neighbours of an order that do not stand as it says, with the sign that fails.

    Raises:
        ErroreFormula: as `evaluate`.
    """
    letti = [_stand_in(termine, risolvi) for termine in nodo.termini]
    terne = zip(letti, nodo.segni, letti[1:], strict=False)
    return [(a, s, b) for a, s, b in terne if not _CONFRONTI[s](_nominal(a), _nominal(b))]


def _nominal(termine: Termine) -> Decimal:
    return termine.quantita.valore


def _stand_in(nodo: Nodo, risolvi: Risolvi) -> Termine:
    """The term itself; of MASSIMO and MINIMO, the one chosen; of the rest, its value."""
    if isinstance(nodo, Riferimento):
        return _one(_resolve(nodo, risolvi), nodo)
    if isinstance(nodo, Funzione) and nodo.nome != "SOMMA":
        scelti = [_stand_in(argomento, risolvi) for argomento in nodo.argomenti]
        return (max if nodo.nome == "MASSIMO" else min)(scelti, key=_nominal)
    quantita = evaluate(nodo, risolvi)
    return Termine(spell(nodo, risolvi), quantita, _write(quantita.valore))


# --- Writing ----------------------------------------------------------------------------------

_LEGA = {"+": 1, "-": 1, "*": 2, "/": 2}
_SCRITTI = {"+": "+", "-": "−", "*": "×", "/": ":"}


def spell(nodo: Nodo, risolvi: Risolvi) -> str:
    """The computation with the values in place of the references: `611.936 − 560.069`."""
    match nodo:
        case Numero(valore):
            return format_decimal(valore)
        case Riferimento():
            return _one(_resolve(nodo, risolvi), nodo).scritto
        case Operazione(segno, sinistra, destra):
            return " ".join(
                (
                    _wrap(sinistra, _LEGA[segno], risolvi),
                    _SCRITTI[segno],
                    _wrap(destra, _LEGA[segno] + (segno in "-/"), risolvi),
                )
            )
        case Opposto(dentro):
            return "−" + _wrap(dentro, 3, risolvi)
        case Percento(dentro):
            return _wrap(dentro, 3, risolvi).removesuffix("\N{NO-BREAK SPACE}%") + (
                "\N{NO-BREAK SPACE}%"
            )
        case Funzione():
            return _spell_function(nodo, risolvi)
    raise ErroreFormula("un ordine non si scrive come un conto")


def _wrap(nodo: Nodo, lega: int, risolvi: Risolvi) -> str:
    scritto = spell(nodo, risolvi)
    sciolto = isinstance(nodo, Operazione) and _LEGA[nodo.segno] < lega
    somma = isinstance(nodo, Funzione) and nodo.nome == "SOMMA" and " + " in scritto and lega > 1
    return f"({scritto})" if sciolto or somma else scritto


def _spell_function(nodo: Funzione, risolvi: Risolvi) -> str:
    """A sum term by term; of a whole column, and of what chooses, only the outcome."""
    tutte = any(TUTTE in nome for nome in references(nodo))
    if nodo.nome == "SOMMA" and not tutte:
        return " + ".join(spell(argomento, risolvi) for argomento in nodo.argomenti)
    return _write(evaluate(nodo, risolvi).valore)


def _write(valore: Decimal) -> str:
    return format_decimal(round_to(valore, Decimal("0.01")))
