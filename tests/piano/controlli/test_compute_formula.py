"""How a declared number is computed and compared (`docs/regole/coerenza-delle-cifre.md`)."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.numeri import format_decimal
from piano.enums import Confronto
from piano.formule import (
    CifraAssente,
    ErroreFormula,
    Termine,
    broken_links,
    evaluate,
    keeps_unit,
    parse,
    references,
    spell,
)
from piano.parole_di_misura import is_change, read_comparison, read_extreme, read_trend
from piano.quantita import (
    Accordo,
    as_declared,
    compare,
    exactly,
    last_digit,
    read_number,
    round_to,
)

PAGE = Path(__file__).resolve().parents[3] / "docs/regole/coerenza-delle-cifre.md"


# --- The worked table -------------------------------------------------------------------------


def worked_rows() -> list[list[str]]:
    esempio = PAGE.read_text().partition("## Esempio")[2].partition("\n## ")[0]
    righe = [riga for riga in esempio.splitlines() if riga.startswith("|")]
    return [[cella.strip() for cella in riga.strip("|").split("|")] for riga in righe[2:]]


def read(testo: str) -> tuple[Decimal, Confronto, str]:
    """Value, comparison and unit of a number as the table writes it."""
    return read_number(testo), read_comparison(testo) or Confronto.UGUALE, "%" * ("%" in testo)


def terms(testo: str) -> dict[str, list[Termine]]:
    """`a = 17,4 %; b = 19 %` as what `[a]` and `[b]` stand for."""
    trovati = {}
    for pezzo in testo.split("; "):
        nome, scritto = pezzo.split(" = ")
        valore, confronto, unita = read(scritto)
        quantita = as_declared(valore, scritto, confronto, unita)
        trovati[nome] = [Termine(nome, quantita, scritto, unita)]
    return trovati


def written(valore: Decimal) -> str:
    return format_decimal(round_to(valore, Decimal("0.01")))


@pytest.mark.parametrize("riga", worked_rows(), ids=lambda riga: f"{riga[1]} {riga[3]}")
def test_the_worked_table_is_what_the_code_computes(riga: list[str]) -> None:
    termini, conto, fra, detto, esito = riga
    calcolato = evaluate(parse(conto), terms(termini).__getitem__)
    estremi = dict.fromkeys([written(calcolato.basso), written(calcolato.alto)])
    valore, confronto, _ = read(detto)
    accordo = compare(valore, last_digit(valore, detto, confronto), confronto, calcolato)
    assert (" / ".join(estremi), accordo.value) == (fra, esito)


def test_the_worked_table_has_its_fifteen_rows() -> None:
    assert len(worked_rows()) == 15


# --- The language -----------------------------------------------------------------------------

VALORI = {nome: [Termine(nome, exactly(n), str(n))] for nome, n in {"a": 6, "b": 3, "c": 0}.items()}
VALORI["tutte"] = [*VALORI["a"], *VALORI["b"]]


def value(formula: str) -> Decimal:
    return evaluate(parse(formula), VALORI.__getitem__).valore


@pytest.mark.parametrize(
    ("formula", "valore"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("12 / 3 / 2", 2),
        ("-[a] + 1", -5),
        ("--[a]", 6),
        ("[a]% * 200", 12),
        ("1.234,5 + 0,5", 1235),
        ("SOMMA([tutte]; 1)", 10),
        ("MASSIMO([tutte]) - MINIMO([tutte])", 3),
        ("somma(1; 2)", 3),
        ("[a] × 2 − 1", 11),
    ],
)
def test_a_formula_has_the_value_that_a_spreadsheet_would_give(formula, valore) -> None:
    assert value(formula) == valore


@pytest.mark.parametrize(
    ("formula", "errore"),
    [
        ("", "finisce prima del termine"),
        ("1 +", "finisce prima del termine"),
        ("1 2", "«2» non è al suo posto"),
        ("1)", "«)» non è al suo posto"),
        ("(1", "manca «)»"),
        ("[a", "non si legge da «[a»"),
        ("__import__", "non si legge da «__import__»"),
        ("[]", "fra parentesi quadre non c'è nulla"),
        ("[?]", "fra parentesi quadre non c'è nulla"),
        ("MEDIA(1)", "«MEDIA» non è fra SOMMA, MASSIMO, MINIMO"),
        ("1,2,3", "«1,2,3» non è un numero come 1.234,56"),
        ("9" * 40, f"«{'9' * 20}…» è un numero troppo grande"),
        ("(" * 21 + "1" + ")" * 21, "ha troppe parentesi una dentro l'altra"),
        ("1" + " + 1" * 200, "è più lunga di 400 caratteri"),
        ("1 > (2 > 3)", "manca «)»"),
    ],
)
def test_a_formula_that_is_not_one_is_refused_in_words(formula, errore) -> None:
    with pytest.raises(ErroreFormula) as trovato:
        parse(formula)
    assert str(trovato.value) == errore


@pytest.mark.parametrize(
    ("formula", "errore"),
    [
        ("[a] / [c]", "divide per zero"),
        ("[tutte] + 1", "[tutte] sta per più valori: va dentro SOMMA"),
        ("10.000.000.000 * 10.000.000.000", "dà un numero troppo grande"),
        ("[a] > [b]", "un ordine non ha un valore"),
    ],
)
def test_what_cannot_be_computed_is_told_in_words(formula, errore) -> None:
    with pytest.raises(ErroreFormula) as trovato:
        value(formula)
    assert str(trovato.value) == errore


def test_a_figure_that_the_document_does_not_give_is_named() -> None:
    with pytest.raises(CifraAssente) as trovato:
        value("[? la quota dei costi] + 1")
    assert trovato.value.nome == "la quota dei costi"


@given(st.text(alphabet="0123456789.,;+-*/()%<>=[]?abSOMA ", max_size=60))
def test_no_text_whatever_does_more_than_raise_its_own_error(testo: str) -> None:
    try:
        nodo = parse(testo)
        evaluate(nodo, lambda nome: [Termine(nome, exactly(2), "2")])
    except ErroreFormula:
        return


def test_an_order_tells_its_first_broken_neighbours() -> None:
    rotti = broken_links(parse("[b] >= [a] >= MASSIMO([b]; [c])"), VALORI.__getitem__)
    assert [(a.nome, segno, b.nome) for a, segno, b in rotti] == [("b", ">=", "a")]


def test_the_references_of_a_formula_are_told_once_each() -> None:
    assert references(parse("[a] + SOMMA([b]; [a]) > -[c]%")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("formula", "vero"),
    [
        ("[a]", True),
        ("[a] - [b]", True),
        ("SOMMA([a]; [b])", True),
        ("-[a]", True),
        ("[a] / [b]", False),
        ("100 * [a]", False),
        ("[a] - 1", False),
    ],
)
def test_only_sums_and_differences_keep_the_unit(formula, vero) -> None:
    assert keeps_unit(parse(formula)) is vero


@pytest.mark.parametrize(
    ("formula", "scritta"),
    [
        ("[a] - [b]", "6 − 3"),
        ("100 * ([a] - [b]) / [b]", "100 × (6 − 3) : 3"),
        ("[a] - ([b] - [c])", "6 − (3 − 0)"),
        ("[a] / ([b] * 2)", "6 : (3 × 2)"),
        ("100 * SOMMA([a]; [b]) / [b]", "100 × (6 + 3) : 3"),
        ("[a]% * 1.000", "6\N{NO-BREAK SPACE}% × 1.000"),
        ("-[a]", "−6"),
        ("MASSIMO([a]; [b])", "6"),
    ],
)
def test_a_computation_is_written_with_its_values(formula, scritta) -> None:
    assert spell(parse(formula), VALORI.__getitem__) == scritta


# --- Numbers in words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("testo", "numero"),
    [
        ("55.677", "55677"),
        ("-2,3 %", "-2.3"),
        ("−2,3 %", "-2.3"),
        ("€ 186.497,19", "186497.19"),
        ("oltre 1,4 milioni", "1400000"),
        ("1 milione e mezzo", "1500000"),
        ("12 mila", "12000"),
        ("due", None),
        ("1.2.3", None),
    ],
)
def test_a_number_is_read_in_the_words_around_it(testo, numero) -> None:
    assert read_number(testo) == (numero and Decimal(numero))


@pytest.mark.parametrize(
    ("valore", "testo", "confronto", "passo"),
    [
        ("19", "19 %", "uguale", "1"),
        ("9.7", "9,70 %", "uguale", "0.01"),
        ("1400000", "1,4 milioni", "uguale", "100000"),
        ("1500000", "1 milione e mezzo", "uguale", "100000"),
        ("50000", "50.000 €", "uguale", "1"),
        ("2", "due", "uguale", "1"),
        ("0.25", "un quarto", "uguale", "0.01"),
        ("38000", "circa 38.000", "circa", "1000"),
        ("75", "circa il 75 %", "circa", "1"),
        ("30", "quasi il 30 %", "meno", "10"),
        ("0", "circa zero", "circa", "1"),
    ],
)
def test_the_last_digit_of_a_number_is_the_one_written(valore, testo, confronto, passo) -> None:
    assert last_digit(Decimal(valore), testo, confronto) == Decimal(passo)


@given(
    st.decimals(min_value=1, max_value=10**6, places=2),
    st.sampled_from([Confronto.UGUALE, Confronto.CIRCA]),
)
def test_a_number_agrees_with_itself_however_it_is_read(valore, confronto) -> None:
    passo = last_digit(valore, "", confronto)
    assert compare(valore, passo, confronto, exactly(valore)) == Accordo.TORNA


@pytest.mark.parametrize(
    ("testo", "confronto"),
    [
        ("circa 612.000", "circa"),
        ("oltre 4.000", "oltre"),
        ("più di 172", "oltre"),
        ("sopra il 51 %", "oltre"),
        ("superiore ai 10 punti", "oltre"),
        ("poco più del 22 %", "oltre"),
        ("quasi il 40 %", "meno"),
        ("meno del 6 %", "meno"),
        ("più o meno 30", "circa"),
        ("57,6 %", None),
        ("appena il 29 %", None),
        ("almeno 12", "oltre"),
    ],
)
def test_the_words_say_how_a_number_is_read(testo, confronto) -> None:
    assert read_comparison(testo) == confronto


def test_the_words_say_trends_extremes_and_changes() -> None:
    trends = ["in diminuzione", "in forte crescita", "in calo dopo la crescita", "stabile"]
    assert [read_trend(t) for t in trends] == [-1, 1, 0, 0]
    assert [read_extreme(t) for t in ["la più longeva", "la più giovane", "media"]] == [
        *(True, False, None)
    ]
    assert [is_change(t) for t in ["Crescita del PIL", "Quota delle donne"]] == [True, False]
