"""Breaking Italian labels into lines that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.grafici.testo import fits_on_lines, text_width, wrap


def test_width_follows_the_letters_the_size_and_the_weight():
    assert text_width("mm", 10) == pytest.approx(17)
    assert text_width("ii", 10) == pytest.approx(4.4)
    assert text_width("2014", 20) == pytest.approx(44.8)
    assert text_width("mm", 10, 600) == pytest.approx(17 * 1.04)


def test_a_label_that_fits_stays_on_one_line():
    assert wrap("Centri estivi", 200, 13) == ["Centri estivi"]


def test_lines_break_at_spaces():
    assert wrap("Centri estivi nei giorni di chiusura", 80, 13) == [
        "Centri estivi",
        "nei giorni di",
        "chiusura",
    ]


def test_the_space_at_a_break_takes_no_room():
    assert wrap("cento mille", text_width("mille", 13) + 0.1, 13) == ["cent", "o", "mille"]


def test_lines_break_after_a_slash_and_inside_compound_words():
    assert wrap("San Giuliano/Melegnano", 92, 13) == ["San Giuliano/", "Melegnano"]
    assert wrap("socio-sanitari", 50, 13) == ["socio-", "sanitari"]


def test_a_range_and_an_amount_stay_in_one_piece():
    assert wrap("dal 2014-2016", 64, 13) == ["dal", "2014-2016"]
    assert wrap("costa €\N{NO-BREAK SPACE}55.000,00", 75, 13) == [
        "costa",
        "€\N{NO-BREAK SPACE}55.000,00",
    ]


def test_a_word_longer_than_the_line_is_cut():
    assert wrap("precipitevolissimevolmente", 60, 13) == ["precipitev", "olissimevo", "lmente"]


def test_no_text_is_one_empty_line():
    assert wrap("", 60, 13) == [""]
    assert wrap("   ", 60, 13) == [""]


@given(st.text(alphabet="abcmWàè /-.2’ ", max_size=80), st.floats(min_value=15, max_value=300))
def test_no_line_overflows_and_no_letter_is_lost(testo, larghezza):
    righe = wrap(testo, larghezza, 13)
    assert "".join("".join(righe).split()) == "".join(testo.split())
    assert max(text_width(riga, 13) for riga in righe) <= larghezza


@pytest.mark.parametrize(
    ("testo", "larghezza", "fits"),
    [
        ("95 e oltre", 60, True),
        ("95 e oltre", 32, True),
        ("95 e oltre", 23, False),  # "oltre" alone is wider
        ("da 10 a 49 addetti", 42, False),  # three lines
    ],
)
def test_labels_fit_on_two_lines_when_no_word_is_cut(testo, larghezza, fits):
    assert fits_on_lines(testo, larghezza, 12, 2) is fits
