"""Cells of a table that are computed from others, and labels that are classes or years."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from piano.classi import gaps, missing_years, named_years, overlaps, read_class, read_classes
from piano.derivazioni import (
    SommaErrata,
    Tabella,
    one_cell_mends,
    read_derivations,
    wrong_cells,
    wrong_sums,
)
from piano.formule import ErroreFormula
from piano.models import Dichiarazione, TabellaContesto


def grid(*righe: list[str | None], unita: str = "nati") -> Tabella:
    """A table of columns A, B and C, with rows 1, 2… of the values given."""
    return Tabella(
        [{"titolo": titolo, "unita": unita} for titolo in "ABC"],
        [{"etichetta": str(n), "valori": valori} for n, valori in enumerate(righe, 1)],
    )


def wrong(tabella: Tabella, *derivazioni: dict) -> list[tuple[str, str, str, str]]:
    letti = wrong_cells(tabella, read_derivations(list(derivazioni), tabella))
    return [(s.riga, s.colonna, s.stampato, s.calcolato) for s in letti]


# --- Computing --------------------------------------------------------------------------------


def test_a_column_is_computed_in_every_row():
    tabella = grid(["5", "2", "3"], ["9", "4", "6"])
    assert wrong(tabella, {"colonna": "C", "formula": "[A] - [B]"}) == [("2", "C", "6", "5")]


def test_a_column_is_a_share_of_another():
    tabella = grid(["1", "0", "33.3"], ["2", "0", "67.7"])
    quota = {"colonna": "C", "formula": "100 * [A] / SOMMA([*/A])"}
    assert wrong(tabella, quota) == [("2", "C", "67,7", "66,7")]


def test_a_row_is_computed_in_every_column():
    tabella = grid(["5", "2", "3"], ["9", "4", "6"], ["4", "1", "3"])
    assert wrong(tabella, {"riga": "3", "formula": "[2] - [1]"}) == [("3", "B", "1", "2")]


def test_a_row_is_the_sum_of_all_the_others():
    tabella = grid(["5", "2", "3"], ["9", "4", "6"], ["14", "6", "8"])
    assert wrong(tabella, {"riga": "3", "formula": "SOMMA([*])"}) == [("3", "C", "8", "9")]


def test_what_is_left_out_is_not_verified_nor_added_up():
    tabella = grid(["1", "0", "50"], ["1", "0", "50"], ["2", "9", "99"])
    quota = {"colonna": "C", "formula": "100 * [A] / SOMMA([*/A])", "tranne": ["3"]}
    assert wrong(tabella, quota) == []


def test_an_empty_cell_is_not_a_wrong_one():
    assert wrong(grid(["5", "2", None]), {"colonna": "C", "formula": "[A] - [B]"}) == []


def test_a_computation_on_an_empty_cell_is_told():
    with pytest.raises(ErroreFormula, match="la cella «1, B» è vuota"):
        wrong(grid(["5", None, "3"]), {"colonna": "C", "formula": "[A] - [B]"})


def test_the_rounding_of_ratios_is_allowed_for_and_that_of_counts_is_not():
    differenza = {"colonna": "C", "formula": "[A] - [B]"}
    assert wrong(grid(["10.9", "7.4", "3.6"], unita="per mille"), differenza) == []
    assert wrong(grid(["10", "7", "4"], unita="per mille"), differenza) == []
    assert wrong(grid(["10", "7", "4"]), differenza) == [("1", "C", "4", "3")]


@pytest.mark.parametrize(
    ("quote", "somma"), [(["33.3", "33.3", "33.4"], None), (["33.3", "33.3", "33.3"], "99.9")]
)
def test_a_column_of_shares_adds_to_one_hundred_as_printed(quote, somma):
    tabella = grid(*([quota, "0", "0"] for quota in quote), unita="%")
    derivazioni = read_derivations([{"colonna": "A", "somma": "100"}], tabella)
    attese = [SommaErrata("A", Decimal(100), Decimal(somma))] if somma else []
    assert wrong_sums(tabella, derivazioni) == attese


def test_the_sum_is_read_at_the_coarsest_digit():
    tabella = grid(["43", "0", "0"], ["47", "0", "0"], ["9.6", "0", "0"], unita="%")
    assert wrong_sums(tabella, read_derivations([{"colonna": "A", "somma": "100"}], tabella)) == []


# --- The cell that explains -------------------------------------------------------------------

CONTI = [{"colonna": "C", "formula": "[A] - [B]"}, {"colonna": "B", "formula": "[A] / 2"}]


def test_one_cell_that_alone_explains_two_is_named():
    tabella = grid(["10", "5", "5"], ["18", "8", "8"])
    derivazioni = read_derivations(CONTI, tabella)
    assert one_cell_mends(tabella, derivazioni, "2") == ("A", "18", "16")


def test_one_wrong_cell_alone_could_be_any():
    tabella = grid(["10", "5", "4"])
    assert one_cell_mends(tabella, read_derivations(CONTI, tabella), "1") is None


def test_no_cell_is_named_when_none_would_do():
    tabella = grid(["10", "4", "9"])
    assert one_cell_mends(tabella, read_derivations(CONTI, tabella), "1") is None


# --- The shape --------------------------------------------------------------------------------

FORMA = "una derivazione ha «colonna» o «riga», e «formula»; oppure «colonna» e «somma»"


@pytest.mark.parametrize(
    ("derivazioni", "errore"),
    [
        ("A", "le derivazioni sono un elenco"),
        (["A"], FORMA),
        ([{}], FORMA),
        ([{"colonna": "A"}], FORMA),
        ([{"colonna": "A", "riga": "1", "formula": "1"}], FORMA),
        ([{"riga": "1", "somma": "100"}], FORMA),
        ([{"colonna": "A", "formula": "1", "altro": "2"}], FORMA),
        (
            [{"colonna": 1, "formula": "1"}],
            "le parti di una derivazione sono testi, «tranne» un elenco di testi",
        ),
        ([{"colonna": "D", "formula": "1"}], "la colonna «D» non c'è"),
        ([{"colonna": "A", "formula": "[D]"}], "la colonna «D» non c'è"),
        ([{"riga": "9", "formula": "1"}], "la riga «9» non c'è"),
        ([{"colonna": "A", "formula": "1", "tranne": ["9"]}], "la riga «9» non c'è"),
        ([{"colonna": "A", "formula": "1 +"}], "finisce prima del termine"),
        ([{"colonna": "A", "formula": "[B] > [C]"}], "una derivazione è un conto, non un ordine"),
        ([{"colonna": "A", "somma": "cento"}], "la somma «cento» non è un numero"),
    ],
)
def test_a_derivation_of_another_shape_is_refused_in_words(derivazioni, errore):
    with pytest.raises(ErroreFormula) as trovato:
        read_derivations(derivazioni, grid(["1", "2", "3"]))
    assert str(trovato.value) == errore


def table(**campi: object) -> TabellaContesto:
    return TabellaContesto(
        **{
            "titolo": "Nati",
            "intestazione": "Anno",
            "colonne": [{"titolo": "Nati", "unita": "nati"}],
            "righe": [{"etichetta": "2012", "valori": ["5"]}],
            **campi,
        }
    )


@pytest.mark.parametrize(
    ("campi", "messaggi"),
    [
        (
            {"derivazioni": [{"colonna": "Morti", "formula": "1"}]},
            {"derivazioni": ["Non si legge: la colonna «Morti» non c'è."]},
        ),
        (
            {"righe": [{"etichetta": "2012", "valori": ["5,5"]}]},
            {"righe": ["Nella riga «2012» «5,5» non è un numero."]},
        ),
        (
            {"righe": [{"etichetta": "2012", "valori": [5]}]},
            {"righe": ["Nella riga «2012» «5» non è un numero."]},
        ),
        (
            {"righe": [{"etichetta": "2012", "valori": ["1e999"]}]},
            {"righe": ["Nella riga «2012» «1e999» non è un numero."]},
        ),
    ],
)
def test_a_table_that_cannot_be_verified_is_refused(campi, messaggi):
    table().clean()
    with pytest.raises(ValidationError) as errore:
        table(**campi).clean()
    assert errore.value.message_dict == messaggi


def test_a_declaration_with_a_formula_that_is_not_one_is_refused():
    Dichiarazione(etichetta="Nati", formula="[a] - [b]").clean()
    with pytest.raises(ValidationError) as errore:
        Dichiarazione(etichetta="Nati", formula="[a] -").clean()
    assert errore.value.message_dict == {"formula": ["Non si legge: finisce prima del termine."]}


# --- Classes and years ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("etichetta", "dal", "al"),
    [
        ("15-24", 15, 24),
        ("85-94 anni", 85, 94),
        ("65 – 74", 65, 74),
        ("0", 0, 0),
        ("> 95", 96, None),
        ("> = 250", 250, None),
        ("≥250", 250, None),
        ("65 e più", 65, None),
        ("65+", 65, None),
        ("oltre 95", 96, None),
        ("fino a 9", 0, 9),
        ("< 5", 0, 4),
    ],
)
def test_a_label_is_read_as_a_class(etichetta, dal, al):
    classe = read_class(etichetta)
    assert (classe.dal, classe.al) == (dal, al)


@pytest.mark.parametrize("etichetta", ["TOT", "Asilo nido", "", "Doti 2", "a-b"])
def test_what_is_not_a_class_is_not_read_as_one(etichetta):
    assert read_class(etichetta) is None


def test_years_and_a_pair_of_classes_are_no_series_of_classes():
    assert read_classes(["2007", "2008", "2009"]) == []
    assert read_classes(["0-4", "5-9", "TOT"]) == []
    assert len(read_classes(["0-4", "5-9", "10-14", "TOT"])) == 3


def test_gaps_and_overlaps_are_between_neighbours():
    classi = read_classes(["0-4", "5-14", "20-24", "24-30", "> 30"])
    assert [(a.etichetta, b.etichetta, dal, al) for a, b, dal, al in gaps(classi)] == [
        ("5-14", "20-24", 15, 19)
    ]
    assert [(a.etichetta, b.etichetta, n) for a, b, n in overlaps(classi)] == [
        ("20-24", "24-30", 24)
    ]


@pytest.mark.parametrize(
    ("anni", "mancano"),
    [
        ([2007, 2008, 2009, 2011], [2010]),
        ([2007, 2008, 2009], []),
        ([2001, 2006, 2011], []),
        ([2007, 2009], []),
    ],
)
def test_a_yearly_series_tells_what_it_leaves_out(anni, mancano):
    assert missing_years(anni) == mancano


def test_the_years_that_a_text_names_are_read():
    assert named_years("al 1° gennaio 2013, dal 1998 (120130 abitanti)") == {1998, 2013}
