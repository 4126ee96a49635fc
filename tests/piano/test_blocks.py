"""The few kinds of block, and the cells they are made of."""

from decimal import Decimal

import pytest

from piano.blocchi import (
    Colonna,
    Gruppo,
    alphabetical,
    elenco,
    grafico,
    nota,
    one_line,
    scheda,
    tabella,
    titolo,
)
from piano.blocchi import testo as prose
from piano.celle import chart_values, cite_cell, head_column, write_cell

COLUMNS = [Colonna("Voce", 60), Colonna("Euro", 40, numero=True)]


def test_a_table_has_its_columns_rows_and_total() -> None:
    made = tabella(
        "Le  voci",
        COLUMNS,
        [Gruppo("Progetti"), ("Uno", "1,00"), ("Due", "")],
        totale=("Totale", ""),
        fonte="bilancio",
    )
    assert made == {
        "tipo": "tabella",
        "chiave": "le-voci",
        "titolo": "Le voci",
        "colonne": [
            {"titolo": "Voce", "larghezza": 60, "numero": False},
            {"titolo": "Euro", "larghezza": 40, "numero": True},
        ],
        "righe": [
            {"gruppo": "Progetti"},
            {
                "celle": [{"testo": "Uno", "numero": False}, {"testo": "1,00", "numero": True}],
            },
            {
                "celle": [{"testo": "Due", "numero": False}, {"testo": "–", "numero": True}],
            },
        ],
        "totale": [{"testo": "Totale", "numero": False}, {"testo": "", "numero": True}],
        "misura": "breve",
        "fonte": "bilancio",
        "nota": "",
    }


@pytest.mark.parametrize("row", [("Uno",), ("Uno", "1", "2")])
def test_a_ragged_row_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="nella tabella «Voci» la riga «Uno» ha"):
        tabella("Voci", COLUMNS, [row])


@pytest.mark.parametrize(
    ("rows", "columns", "size"),
    [
        (18, 2, "breve"),
        (19, 2, ""),
        (41, 2, "fitta"),
        (3, 6, "fitta"),
    ],
)
def test_a_table_is_set_by_its_size(rows: int, columns: int, size: str) -> None:
    made = tabella("Voci", [Colonna("A", 100 / columns)] * columns, [("x",) * columns] * rows)
    assert made["misura"] == size


def test_long_cells_make_a_table_break() -> None:
    assert tabella("Voci", COLUMNS, [("x" * 60 * 18, "1")])["misura"] == "breve"
    assert tabella("Voci", COLUMNS, [("x" * 60 * 19, "1")])["misura"] == ""


def test_a_cell_is_a_text_or_a_list() -> None:
    made = scheda(
        [("A", "uno\n due"), ("B", ["x"]), ("C", ["x", ("b.", "y")]), ("D", ""), ("E", [])]
    )
    assert made["misura"] == "breve"
    assert scheda([("A", ["x"] * 9)])["misura"] == ""
    assert made["righe"] == [
        {"etichetta": "A", "cella": {"testo": "uno due"}},
        {"etichetta": "B", "cella": {"testo": "x"}},
        {
            "etichetta": "C",
            "cella": {
                "voci": [
                    {"etichetta": "", "testo": "x"},
                    {"etichetta": "b.", "testo": "y"},
                ]
            },
        },
    ]


def test_the_simple_blocks() -> None:
    assert prose("<p>a</p>") == {"tipo": "testo", "html": "<p>a</p>"}
    assert titolo("Un\n titolo") == {"tipo": "titolo", "livello": 3, "testo": "Un titolo"}
    assert nota(" bada ") == {"tipo": "nota", "testo": "bada"}
    assert elenco(["a", ("b.", "c")], ordinato=True) == {
        "tipo": "elenco",
        "ordinato": True,
        "voci": [{"etichetta": "", "testo": "a"}, {"etichetta": "b.", "testo": "c"}],
    }
    assert grafico("barre", "Posti", chiave="g", richiama="t", voci=[]) == {
        "tipo": "grafico",
        "forma": "barre",
        "chiave": "g",
        "titolo": "Posti",
        "richiama": "t",
        "voci": [],
    }


def test_names_are_sorted_without_regard_to_capitals() -> None:
    assert alphabetical(["b", "C", "a", "B"]) == ["a", "B", "b", "C"]
    assert one_line("a \n\t b") == "a b"


# --- Context tables ---------------------------------------------------------------------------

PERCENT = {"titolo": "Femmine", "unita": "%", "decimali": 1}
PEOPLE = {"titolo": "Residenti", "unita": "abitanti", "decimali": 0}


@pytest.mark.parametrize(
    ("value", "column", "in_table", "in_text"),
    [
        ("51.5", PERCENT, "51,5", "51,5\N{NO-BREAK SPACE}%"),
        ("100.0", PERCENT, "100,0", "100,0\N{NO-BREAK SPACE}%"),
        ("611936", PEOPLE, "611.936", "611.936"),
        ("-604", PEOPLE, "-604", "-604"),
        (None, PERCENT, "n.d.", "n.d."),
        ("2.26", {"titolo": "Media"}, "2,26", "2,26"),
    ],
)
def test_a_value_is_written_as_its_column_says(
    value: str | None, column: dict, in_table: str, in_text: str
) -> None:
    assert (write_cell(value, column), cite_cell(value, column)) == (in_table, in_text)


@pytest.mark.parametrize(
    ("column", "head"),
    [
        (PERCENT, "Femmine (%)"),
        ({"titolo": "Numero di abitanti", "unita": "abitanti"}, "Numero di abitanti"),
        ({"titolo": "Media"}, "Media"),
    ],
)
def test_a_column_says_its_unit_once(column: dict, head: str) -> None:
    assert head_column(column) == head


def test_the_chart_leaves_out_sums_and_other_units() -> None:
    columns = [PERCENT, {**PERCENT, "titolo": "Maschi"}, {**PEOPLE, "grafico": False}]
    rows = [
        {"etichetta": "0-4", "valori": ["48.5", "51.5", "100"]},
        {"etichetta": "TOT", "valori": ["51.1", "48.9", "100"], "grafico": False},
    ]
    assert chart_values(columns, rows) == {
        "unita": "percento",
        "decimali": 1,
        "serie": ["Femmine", "Maschi"],
        "voci": [{"etichetta": "0-4", "valori": ["48.5", "51.5"]}],
    }


def test_the_chart_of_one_column_has_no_series() -> None:
    rows = [{"etichetta": "2012", "valori": ["611936"]}]
    assert chart_values([PEOPLE], rows) == {
        "unita": "abitanti",
        "decimali": 0,
        "voci": [{"etichetta": "2012", "valori": ["611936"]}],
    }
    assert Decimal(rows[0]["valori"][0]) == 611936
