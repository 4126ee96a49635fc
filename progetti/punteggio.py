"""From the sheets of a call to its ranking: who is admitted, in what order, who is funded.

Pure: plain values in and out. The rule in words, with its worked tables, is
`docs/regole/punteggio.md`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from progetti.enums import EsitoGraduatoria

# Every figure is rounded to these places once, where it is shown and sealed.
DECIMALI = 2


@dataclass(frozen=True)
class Voto:
    """What a sheet gives on a criterion: `punti` out of `massimo`, on a criterion that weighs
    `peso` out of 100."""

    peso: Decimal
    massimo: Decimal
    punti: Decimal


@dataclass(frozen=True)
class Misura:
    """A criterion of the call, by its `ordine`: its weight, and the mean below which a proposal
    is not admitted."""

    ordine: int
    peso: Decimal
    minimo: Decimal = Decimal(0)


@dataclass(frozen=True)
class Regole:
    """What the call says: criteria, threshold of the score, money."""

    misure: tuple[Misura, ...]
    soglia: Decimal
    dotazione: Decimal


@dataclass(frozen=True)
class Scheda:
    """A delivered sheet: its weighted total, and its points by criterion (`ordine`)."""

    totale: Decimal
    punti: Mapping[int, Decimal]


@dataclass(frozen=True)
class Candidata:
    """A proposal to rank: its codice, its sheets, the contribution that it asks in euro, and the
    place that the organo gave it, in its minutes, among those as good as it."""

    codice: str
    schede: tuple[Scheda, ...]
    richiesto: Decimal
    precedenza: int | None = None


@dataclass(frozen=True)
class Posto:
    """Where a proposal stands, with what puts it there.

    `posizione` is None for who is not admitted, the same for who is as good; `da_decidere`: the
    money does not reach all those as good as it, and the organo must say who comes first.
    """

    codice: str
    esito: EsitoGraduatoria
    posizione: int | None
    punteggio: Decimal
    medie: Mapping[int, Decimal]
    scarto: Decimal
    sotto_minimo: tuple[int, ...] = ()
    sotto_soglia: bool = False
    importo: Decimal | None = None
    da_decidere: bool = False


def weighted_total(voti: Iterable[Voto]) -> Decimal:
    """The total of a sheet out of 100: the sum of peso × punti / massimo, rounded once."""
    return round_half_up(
        sum((Fraction(v.peso) * Fraction(v.punti) / Fraction(v.massimo) for v in voti), Fraction(0))
    )


def mean(valori: Sequence[Decimal]) -> Decimal:
    """The mean of what the members gave, rounded once.

    Raises:
        ValueError: nobody gave anything.
    """
    if not valori:
        raise ValueError("Senza schede consegnate non c’è punteggio.")
    return round_half_up(Fraction(sum(map(Fraction, valori)), len(valori)))


def spread(totali: Collection[Decimal]) -> Decimal:
    """How far apart the totals of a proposal are: the highest less the lowest."""
    return max(totali) - min(totali) if totali else Decimal(0)


def criterion_means(schede: Sequence[Scheda], misure: Iterable[Misura]) -> dict[int, Decimal]:
    """The mean of the points on each criterion, by its `ordine`."""
    return {m.ordine: mean([scheda.punti[m.ordine] for scheda in schede]) for m in misure}


def rank(candidate: Iterable[Candidata], regole: Regole) -> list[Posto]:
    """The ranking, whatever the order of `candidate`: first who is admitted, by position.

    Raises:
        ValueError: a proposal has no sheet.
    """
    valutate = [(candidata, _judge(candidata, regole)) for candidata in candidate]
    ammesse = [v for v in valutate if v[1].esito != EsitoGraduatoria.NON_AMMESSA]
    escluse = [posto for _, posto in valutate if posto.esito == EsitoGraduatoria.NON_AMMESSA]
    in_ordine = sorted(escluse, key=lambda posto: (-posto.punteggio, posto.codice))
    return [*_assign(ammesse, regole), *in_ordine]


def round_half_up(valore: Fraction) -> Decimal:
    """A non-negative number to the hundredth, half up, from its exact value."""
    centesimi = int(valore * 10**DECIMALI + Fraction(1, 2))
    return Decimal(centesimi).scaleb(-DECIMALI)


def _judge(candidata: Candidata, regole: Regole) -> Posto:
    """What a proposal has on its own: not yet where it stands among the others."""
    totali = [scheda.totale for scheda in candidata.schede]
    punteggio = mean(totali)
    medie = criterion_means(candidata.schede, regole.misure)
    sotto_minimo = tuple(m.ordine for m in regole.misure if medie[m.ordine] < m.minimo)
    sotto_soglia = punteggio < regole.soglia
    ammessa = not sotto_minimo and not sotto_soglia
    return Posto(
        codice=candidata.codice,
        esito=EsitoGraduatoria.NON_FINANZIATA if ammessa else EsitoGraduatoria.NON_AMMESSA,
        posizione=None,
        punteggio=punteggio,
        medie=medie,
        scarto=spread(totali),
        sotto_minimo=sotto_minimo,
        sotto_soglia=sotto_soglia,
    )


def _merit(candidata: Candidata, posto: Posto, misure: Iterable[Misura]) -> tuple:
    """What decides the order: the smaller comes first; the same, they are as good."""
    per_peso = sorted(misure, key=lambda m: (-m.peso, m.ordine))
    medie = tuple(-posto.medie[m.ordine] for m in per_peso)
    decisa = candidata.precedenza if candidata.precedenza is not None else float("inf")
    return (-posto.punteggio, *medie, decisa)


def _assign(ammesse: list[tuple[Candidata, Posto]], regole: Regole) -> list[Posto]:
    """Positions and money, from the first down."""
    righe = [(_merit(c, posto, regole.misure), c.codice, c, posto) for c, posto in ammesse]
    righe.sort(key=lambda riga: riga[:2])
    resto: Decimal | None = regole.dotazione
    posti: list[Posto] = []
    for _, gruppo in groupby(righe, key=lambda riga: riga[0]):
        pari = [riga[2:] for riga in gruppo]
        nuovi, resto = _give(pari, len(posti) + 1, resto)
        posti += nuovi
    return posti


def _give(
    pari: list[tuple[Candidata, Posto]], posizione: int, resto: Decimal | None
) -> tuple[list[Posto], Decimal | None]:
    """What those as good as each other get, and what remains: None once the list has stopped."""
    chiesto = sum((candidata.richiesto for candidata, _ in pari), Decimal(0))
    bastano = resto is not None and chiesto <= resto
    ambigua = resto is not None and not bastano and any(0 < c.richiesto <= resto for c, _ in pari)
    posti = []
    for candidata, posto in pari:
        if bastano and candidata.richiesto > 0:
            posto = replace(posto, esito=EsitoGraduatoria.FINANZIATA, importo=candidata.richiesto)
        da_decidere = ambigua and candidata.richiesto > 0
        posti.append(replace(posto, posizione=posizione, da_decidere=da_decidere))
    return posti, resto - chiesto if bastano else None
