"""From the sheets to the ranking: the worked tables of `docs/regole/punteggio.md`, and thousands
of calls computed again in another way."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conciliazione.numeri import format_decimal, parse_decimal
from progetti.enums import EsitoGraduatoria
from progetti.punteggio import (
    Candidata,
    Misura,
    Posto,
    Regole,
    Scheda,
    Voto,
    mean,
    rank,
    spread,
    weighted_total,
)

REGOLA = Path(__file__).parents[2] / "docs" / "regole" / "punteggio.md"
MANCA = "–"
CASI = 10_000


def worked_rows(titolo: str) -> list[list[str]]:
    """The cells of the table below a heading of the page, without its header."""
    sezione = REGOLA.read_text(encoding="utf-8").partition(f"\n## {titolo}\n")[2]
    righe = [r for r in sezione.partition("\n## ")[0].splitlines() if r.startswith("|")]
    return [[cella.strip() for cella in r.strip("|").split("|")] for r in righe[2:]]


def number(cella: str) -> Decimal:
    return parse_decimal(cella)


def written(valore: Decimal) -> str:
    return format_decimal(valore, 2)


# --- The worked tables ----------------------------------------------------------------------------

TOTALI = worked_rows("Il totale di una scheda")
PUNTEGGI = worked_rows("Il punteggio e lo scarto")
GRADUATORIE = worked_rows("La graduatoria")
ESITI = {
    EsitoGraduatoria.FINANZIATA: "finanziata",
    EsitoGraduatoria.NON_FINANZIATA: "non finanziata",
    EsitoGraduatoria.NON_AMMESSA: "non ammessa",
}


def test_the_worked_tables_are_there() -> None:
    assert [len(tabella) for tabella in (TOTALI, PUNTEGGI, GRADUATORIE)] == [6, 6, 21]


@pytest.mark.parametrize(("formula", "totale"), TOTALI)
def test_the_total_of_a_sheet_is_the_one_of_the_page(formula: str, totale: str) -> None:
    voti = [
        Voto(*map(number, re.fullmatch(r"(\S+) × (\S+) / (\S+)", addendo).group(1, 3, 2)))
        for addendo in formula.split(" + ")
    ]
    assert written(weighted_total(voti)) == totale


@pytest.mark.parametrize("riga", PUNTEGGI, ids="|".join)
def test_score_and_spread_are_those_of_the_page(riga: list[str]) -> None:
    """Threshold 60, spread 20, as the page says."""
    totali, punteggio, scarto, ammessa, discussione = riga
    schede = tuple(Scheda(number(t), {1: Decimal(5)}) for t in totali.split(" / "))
    regole = Regole((Misura(1, Decimal(100)),), Decimal(60), Decimal(0))

    (posto,) = rank([Candidata("a", schede, Decimal(0))], regole)

    si = {True: "sì", False: "no"}
    trovati = [
        written(posto.punteggio),
        written(posto.scarto),
        si[posto.esito != EsitoGraduatoria.NON_AMMESSA],
        si[posto.scarto > 20],
    ]
    assert trovati == [punteggio, scarto, ammessa, discussione]


def sheets_of_the_page(punti_a: str, punti_b: str) -> tuple[Scheda, ...]:
    """The sheets of two criteria out of 10 that weigh 60 and 40."""
    coppie = zip(punti_a.split(" / "), punti_b.split(" / "), strict=True)
    schede = []
    for a, b in coppie:
        punti = {1: number(a), 2: number(b)}
        voti = [Voto(Decimal(peso), Decimal(10), punti[n]) for n, peso in ((1, 60), (2, 40))]
        schede.append(Scheda(weighted_total(voti), punti))
    return tuple(schede)


def outcome(posto: Posto) -> str:
    """The outcome in the words of the page."""
    if posto.da_decidere:
        return "da decidere"
    perche = " (soglia)" if posto.sotto_soglia else ""
    perche = " (minimo A)" if posto.sotto_minimo == (1,) else perche
    return ESITI[posto.esito] + perche


@pytest.mark.parametrize(
    "righe",
    [list(righe) for _, righe in groupby(GRADUATORIE, key=lambda riga: riga[0])],
    ids=lambda righe: righe[0][0],
)
def test_the_ranking_is_the_one_of_the_page(righe: list[list[str]]) -> None:
    regole = Regole(
        (Misura(1, Decimal(60), Decimal(5)), Misura(2, Decimal(40))),
        Decimal(60),
        number(righe[0][1]),
    )
    candidate = [
        Candidata(nome, sheets_of_the_page(a, b), number(chiede), None if o == MANCA else int(o))
        for _, _, nome, a, b, chiede, o, *_ in righe
    ]

    posti = {posto.codice: posto for posto in rank(candidate, regole)}

    trovati = [
        [
            written(posti[nome].punteggio),
            str(posti[nome].posizione or MANCA),
            outcome(posti[nome]),
            MANCA if posti[nome].importo is None else written(posti[nome].importo),
        ]
        for _, _, nome, *_ in righe
    ]
    assert trovati == [riga[7:] for riga in righe]


# --- Computed again, in another way ---------------------------------------------------------------


def half_up(numeratore: int, denominatore: int) -> int:
    """A non-negative fraction in whole hundredths, half up, with whole numbers only."""
    return (200 * numeratore + denominatore) // (2 * denominatore)


def hundredths(valore: Decimal) -> int:
    return int(valore * 100)


def average(valori: list[Decimal]) -> int:
    """The mean in hundredths, from values that have no more than two decimals."""
    return half_up(sum(map(hundredths, valori)), 100 * len(valori))


def recomputed(candidate: list[Candidata], regole: Regole) -> dict[str, tuple]:
    """For each proposal: score, outcome, position, amount, whether it is to be decided.

    Each is found by looking at all the others, never by going down a sorted list.
    """
    misure = sorted(regole.misure, key=lambda m: (-m.peso, m.ordine))
    chiave, ammesse, trovate = {}, [], {}
    for c in candidate:
        punteggio = average([s.totale for s in c.schede])
        medie = [average([s.punti[m.ordine] for s in c.schede]) for m in misure]
        minimi = all(x >= hundredths(m.minimo) for x, m in zip(medie, misure, strict=True))
        chiave[c.codice] = (punteggio, *medie, -c.precedenza if c.precedenza else -CASI)
        if punteggio >= hundredths(regole.soglia) and minimi:
            ammesse.append(c)
        else:
            trovate[c.codice] = (punteggio, EsitoGraduatoria.NON_AMMESSA, None, None, False)
    for c in ammesse:
        trovate[c.codice] = _place(c, ammesse, chiave, regole.dotazione)
    return trovate


def _place(c: Candidata, ammesse: list[Candidata], chiave: dict, dotazione: Decimal) -> tuple:
    mia = chiave[c.codice]
    prima = sum((x.richiesto for x in ammesse if chiave[x.codice] > mia), Decimal(0))
    pari = [x for x in ammesse if chiave[x.codice] == mia]
    # The list stops at the first who is not covered in full: whoever stands before is covered
    # if and only if all of them together are.
    resto = dotazione - prima
    insieme = sum((x.richiesto for x in pari), Decimal(0))
    finanziata = c.richiesto > 0 and prima + insieme <= dotazione
    contesa = resto >= 0 and insieme > resto and any(0 < x.richiesto <= resto for x in pari)
    esito = EsitoGraduatoria.FINANZIATA if finanziata else EsitoGraduatoria.NON_FINANZIATA
    posizione = 1 + sum(chiave[x.codice] > mia for x in ammesse)
    importo = c.richiesto if finanziata else None
    return (mia[0], esito, posizione, importo, contesa and c.richiesto > 0)


PUNTI = st.sampled_from([Decimal(n) for n in ("2", "4", "5", "6", "6.25", "7", "8", "9.5", "10")])
EURO = st.sampled_from([Decimal(n) for n in (0, 5, 10, 10, 15, 20, 25, 40)])


@st.composite
def calls(draw: st.DrawFn) -> tuple[list[Candidata], Regole]:
    """A call with its proposals: few values, so that ties and thresholds are met."""
    pesi = draw(st.sampled_from([(100,), (50, 50), (40, 60), (60, 40), (20, 50, 30)]))
    minimi = [draw(st.sampled_from([0, 0, 4, 6])) for _ in pesi]
    misure = tuple(
        Misura(n, Decimal(peso), Decimal(minimo))
        for n, (peso, minimo) in enumerate(zip(pesi, minimi, strict=True), 1)
    )
    soglia, dotazione = draw(st.sampled_from([0, 50, 60])), draw(st.sampled_from([0, 20, 40, 60]))
    candidate = list(draw(_proposals(misure)))
    return candidate, Regole(misure, Decimal(soglia), Decimal(dotazione))


@st.composite
def _proposals(draw: st.DrawFn, misure: tuple[Misura, ...]) -> Iterator[Candidata]:
    gia_viste: list[tuple[Scheda, ...]] = []
    candidate = []
    for n in range(draw(st.integers(0, 6))):
        copia = gia_viste and draw(st.booleans())
        schede = draw(st.sampled_from(gia_viste)) if copia else draw(_sheets(misure))
        gia_viste.append(schede)
        precedenza = draw(st.sampled_from([None, None, n + 1]))
        candidate.append(Candidata(f"p{n}", schede, draw(EURO), precedenza))
    return candidate


@st.composite
def _sheets(draw: st.DrawFn, misure: tuple[Misura, ...]) -> tuple[Scheda, ...]:
    schede = []
    for _ in range(draw(st.integers(1, 3))):
        punti = {m.ordine: draw(PUNTI) for m in misure}
        totale = weighted_total([Voto(m.peso, Decimal(10), punti[m.ordine]) for m in misure])
        schede.append(Scheda(totale, punti))
    return tuple(schede)


@settings(max_examples=CASI)
@given(calls(), st.randoms(use_true_random=False))
def test_the_ranking_equals_its_recomputation_in_any_order(
    gara: tuple[list[Candidata], Regole], caso: object
) -> None:
    candidate, regole = gara
    posti = rank(candidate, regole)

    assert {p.codice: _seen(p) for p in posti} == recomputed(candidate, regole)
    mescolate = list(candidate)
    caso.shuffle(mescolate)
    assert rank(mescolate, regole) == posti


def _seen(posto: Posto) -> tuple:
    punteggio = hundredths(posto.punteggio)
    return (punteggio, posto.esito, posto.posizione, posto.importo, posto.da_decidere)


@given(st.lists(st.tuples(*[st.decimals(0, 100, places=2)] * 2), min_size=1, max_size=8))
def test_totals_and_means_are_rounded_once(coppie: list[tuple[Decimal, Decimal]]) -> None:
    """Against fractions: what is shown is never further than half a hundredth from the truth."""
    voti = [Voto(peso, Decimal(100), punti) for peso, punti in coppie]
    esatto = sum((Fraction(v.peso) * Fraction(v.punti) / 100 for v in voti), Fraction(0))
    punti = [punti for _, punti in coppie]

    assert hundredths(weighted_total(voti)) == half_up(esatto.numerator, esatto.denominator)
    assert hundredths(mean(punti)) == average(punti)
    assert spread(punti) == sorted(punti)[-1] - sorted(punti)[0]


def test_a_proposal_without_sheets_cannot_be_ranked() -> None:
    with pytest.raises(ValueError, match="Senza schede"):
        rank([Candidata("a", (), Decimal(1))], Regole((), Decimal(0), Decimal(0)))
