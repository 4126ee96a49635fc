"""Bars, stacked bars, columns and lines: the same values as marks and as words."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.grafici import LARGA, STRETTA, draw
from conciliazione.grafici.lettura import Voce, fill_missing_years, read_dati
from conciliazione.grafici.segni import Linea, Percorso, Rettangolo
from conciliazione.grafici.segni import Testo as Scritta
from conciliazione.grafici.testo import text_width
from conciliazione.grafici.tinte import TINTE

FORME = ["barre", "barre_impilate", "colonne", "linea"]
SPAZIO = "\N{NO-BREAK SPACE}"
LABELS = st.text(alphabet="abcW /-àè2", max_size=40) | st.sampled_from(
    ["Cofinanziamento pubblico dei comuni associati", "Azione integrata " * 12, "W" * 90]
)


def make_blocco(forma, *valori, etichette="ABCDEFGHIJKLMNOPQRST", **altro):
    voci = [
        {"etichetta": etichetta, "valori" if isinstance(valore, list) else "valore": valore}
        for etichetta, valore in zip(etichette, valori, strict=False)
    ]
    return {"forma": forma, "chiave": "g", "titolo": "Titolo", "voci": voci, **altro}


def draw_one(*args, larghezza=LARGA, **kwargs):
    (figura,) = draw(make_blocco(*args, **kwargs), larghezza)
    return figura


def texts(figura):
    return [segno.testo for segno in figura.segni if isinstance(segno, Scritta)]


def bars(figura):
    """Position and length of the plain fills, in the order of painting."""
    return [
        (round(segno.x, 1), round(segno.larghezza, 1))
        for segno in figura.segni
        if isinstance(segno, Rettangolo)
    ]


def extent(testo):
    """From where to where a line of text goes."""
    lungo = text_width(testo.testo, testo.corpo, testo.peso)
    inizio = testo.x - lungo * {"start": 0, "middle": 0.5, "end": 1}[testo.ancora]
    return inizio, inizio + lungo


def outside(figura):
    """The texts that go beyond the borders of the figure."""
    return [
        testo.testo
        for testo in figura.segni
        if isinstance(testo, Scritta)
        and (extent(testo)[0] < -0.6 or extent(testo)[1] > figura.larghezza + 0.6)
    ]


# --- All of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("forma", FORME)
def test_one_row_and_three_rows_say_their_values_in_words(forma):
    assert draw_one(forma, "5").titolo.endswith(": Titolo. A: 5.")
    assert draw_one(forma, "5", 7.5, "1234").titolo.endswith(": Titolo. A: 5; B: 7,5; C: 1.234.")


@pytest.mark.parametrize("forma", FORME)
def test_many_values_are_told_by_their_range_and_where_to_read_them(forma):
    figura = draw_one(forma, *range(1, 21), tabella="tabella 4", unita="percento")
    cosa = ", totale" if forma == "barre_impilate" else ""
    assert figura.titolo.endswith(
        f": Titolo. Il valore più basso è 1{SPAZIO}% (A{cosa}), il più alto 20{SPAZIO}% (T{cosa})."
        " I valori sono nella tabella 4."
    )


@pytest.mark.parametrize("forma", FORME)
@pytest.mark.parametrize("valori", [[], [None, ""]])
def test_a_figure_without_data_says_so(forma, valori):
    figura = draw_one(forma, *valori)
    assert figura.titolo == "Titolo: nessun dato da mostrare."
    assert texts(figura) == ["Nessun dato da mostrare"]


@pytest.mark.parametrize("larghezza", [LARGA, STRETTA])
@pytest.mark.parametrize("forma", FORME)
@given(
    st.lists(
        st.tuples(
            LABELS,
            st.none() | st.decimals(0, 10**9, places=2, allow_nan=False).map(str),
            st.integers(0, 10**6),
        ),
        min_size=1,
        max_size=6,
    ),
    LABELS,
)
def test_no_text_leaves_the_figure_whatever_the_labels(forma, larghezza, righe, nome):
    voci = [{"etichetta": etichetta, "valori": valori} for etichetta, *valori in righe]
    blocco = {**make_blocco(forma), "voci": voci, "serie": [nome, "Altro"], "unita": nome}
    (figura,) = draw(blocco, larghezza)
    assert outside(figura) == []
    assert max(testo.y for testo in figura.segni if isinstance(testo, Scritta)) <= figura.altezza


# --- Bars ---------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_values():
    figura = draw_one("barre", "10", "20", "5")
    inizio = text_width("C", 13) + 1 + 10 + 1
    campo = LARGA - text_width("20", 13) - 6 - inizio
    assert inizio == pytest.approx(bars(figura)[0][0], abs=1)
    assert [lungo for _, lungo in bars(figura)] == pytest.approx(
        [campo / 2, campo, campo / 4], abs=1
    )
    assert texts(figura) == ["A", "10", "B", "20", "C", "5"]


def test_negative_bars_go_left_of_zero_with_their_number_before_them():
    figura = draw_one("barre", "-10", "10")
    (sinistra, lunga), (destra, uguale) = bars(figura)
    assert lunga == uguale
    assert sinistra + lunga == pytest.approx(destra, abs=0.1)
    (zero,) = [segno.x1 for segno in figura.segni if isinstance(segno, Linea)]
    assert zero == pytest.approx(destra, abs=0.1)
    numero = next(segno for segno in figura.segni if segno == figura.segni[2])
    assert (numero.testo, numero.ancora) == ("-10", "end")


def test_zero_and_missing_have_no_bar_but_a_text():
    figura = draw_one("barre", "0", None, "4")
    assert len(bars(figura)) == 1
    assert texts(figura) == ["A", "0", "B", "n.d.", "C", "4"]


def test_on_a_narrow_figure_labels_stand_above_the_bars():
    larga, stretta = (draw_one("barre", "3", larghezza=larga) for larga in (LARGA, STRETTA))
    assert larga.altezza == 22
    assert stretta.altezza == 40
    assert next(segno.x for segno in stretta.segni if isinstance(segno, Scritta)) == 0


def test_a_long_label_takes_two_lines():
    figura = draw_one(
        "barre", 27.8, etichette=["Aperture straordinarie nei giorni di chiusura delle scuole"]
    )
    assert texts(figura) == [
        "Aperture straordinarie nei giorni di",
        "chiusura delle scuole",
        "27,8",
    ]


def test_amounts_and_percentages_carry_their_unit():
    assert texts(draw_one("barre", "186497.19", unita="euro"))[1] == f"€{SPAZIO}186.497,19"
    assert texts(draw_one("barre", "9.5", unita="percento", decimali=2))[1] == f"9,50{SPAZIO}%"


# --- Stacked bars -------------------------------------------------------------------------------


def test_segments_follow_each_other_and_carry_shares_that_add_to_100():
    figura = draw_one(
        "barre_impilate",
        ["80000.00", "88773.69", "17723.50"],
        serie=["regionale", "pubblico", "privato"],
        unita="euro",
        etichette=["Complessi equilibri"],
    )
    percentuali = [testo for testo in texts(figura) if testo.endswith("%")]
    assert percentuali == [f"43{SPAZIO}%", f"48{SPAZIO}%", f"9{SPAZIO}%"]
    assert texts(figura)[:3] == ["regionale", "pubblico", "privato"]
    assert texts(figura)[-1] == f"€{SPAZIO}186.497,19"
    assert figura.titolo == (
        "Grafico a barre impilate: Titolo. Complessi equilibri: regionale"
        f" €{SPAZIO}80.000,00, pubblico €{SPAZIO}88.773,69, privato €{SPAZIO}17.723,50."
    )


def test_many_parts_are_told_by_the_totals_of_the_rows():
    parti = [[n, 1, 0] for n in range(7)]
    figura = draw_one("barre_impilate", *parti, serie=["a", "b", "c"])
    assert figura.titolo == (
        "Grafico a barre impilate: Titolo. A: totale 1; B: totale 2; C: totale 3; D: totale 4;"
        " E: totale 5; F: totale 6; G: totale 7. Le parti sono nella tabella che accompagna la"
        " figura."
    )


def test_segments_are_in_proportion_with_a_white_gap():
    figura = draw_one("barre_impilate", ["30", "10"], serie=["a", "b"])
    (_, _), (_, _), (primo, lungo), (secondo, corto) = bars(figura)  # two samples of the legend
    assert secondo - primo == pytest.approx(lungo + 1.5, abs=0.1)
    assert (lungo + 1.5) / (corto + 1.5) == pytest.approx(3, abs=0.01)


def test_a_segment_too_short_for_its_share_goes_without():
    figura = draw_one("barre_impilate", ["99", "1"], serie=["a", "b"])
    assert [testo for testo in texts(figura) if "%" in testo] == [f"99{SPAZIO}%"]


def test_negative_parts_are_refused():
    with pytest.raises(ValueError, match="non negativi"):
        draw_one("barre_impilate", ["3", "-1"], serie=["a", "b"])


# --- Columns ------------------------------------------------------------------------------------


def test_a_missing_year_keeps_its_place_and_says_so():
    figura = draw_one("colonne", 1825, 2020, 1805, 1579, etichette=["2007", "2008", "2009", "2011"])
    assert figura.titolo == (
        "Grafico a colonne: Titolo. 2007: 1.825; 2008: 2.020; 2009: 1.805; 2010: n.d.; 2011: 1.579."
    )
    passi = [b[0] - a[0] for a, b in zip(bars(figura), bars(figura)[1:], strict=False)]
    assert passi == pytest.approx([passi[0], passi[0], 2 * passi[0]], abs=0.3)
    assert texts(figura)[:6] == ["0", "500", "1.000", "1.500", "2.000", "2.500"]
    assert texts(figura)[-5:] == ["1.825", "2.020", "1.805", "n.d.", "1.579"]


def test_two_series_are_paired_columns_with_a_legend():
    figura = draw_one("colonne", [51, 49], [40, 60], serie=["Maschi", "Femmine"])
    assert texts(figura)[:2] == ["Maschi", "Femmine"]
    _, _, *colonne = bars(figura)
    assert len(colonne) == 4
    assert colonne[1][0] == pytest.approx(colonne[0][0] + 56, abs=0.1)
    assert texts(figura)[-4:] == ["51", "49", "40", "60"]


def test_negative_columns_hang_from_zero_with_their_number_below():
    figura = draw_one("colonne", -50, 50)
    giu, su = [segno for segno in figura.segni if isinstance(segno, Rettangolo)]
    assert su.y + su.altezza == pytest.approx(giu.y)
    assert su.altezza == pytest.approx(giu.altezza)
    numeri = [segno for segno in figura.segni if isinstance(segno, Scritta)][-2:]
    assert numeri[0].y > giu.y + giu.altezza
    assert numeri[1].y < su.y


def test_columns_whose_labels_do_not_fit_become_horizontal_bars():
    etichette = [f"Classe di popolazione numero {n}" for n in range(12)]
    figura = draw_one("colonne", *range(12), etichette=etichette)
    assert figura.titolo.startswith("Grafico a barre orizzontali: ")


def test_years_out_of_order_and_other_labels_are_left_alone():
    for nomi in (["2009", "2007"], ["2007", "Totale"], ["1-9", "10-49"]):
        voci = tuple(Voce(nome, (Decimal(1),)) for nome in nomi)
        assert fill_missing_years(voci) == voci
    assert fill_missing_years(()) == ()


# --- Lines --------------------------------------------------------------------------------------


def test_a_line_that_moves_little_says_that_its_axis_does_not_start_at_zero():
    figura = draw_one("linea", 560069, 643395, 611936, etichette=["2007", "2010", "2012"])
    avviso = "L'asse verticale non parte da zero."
    assert texts(figura)[-1] == avviso
    assert figura.titolo.endswith(f"2012: 611.936. {avviso}")
    assert texts(figura)[0] == "540.000"


def test_a_line_that_moves_much_starts_at_zero():
    figura = draw_one("linea", 10, 40)
    assert texts(figura)[0] == "0"
    assert "asse" not in figura.titolo


def test_a_missing_value_breaks_the_line():
    figura = draw_one("linea", 1, 2, None, 4, 5)
    linee = [s for s in figura.segni if isinstance(s, Percorso) and s.fondo == "none"]
    assert len(linee) == 2
    assert texts(figura).count("n.d.") == 2  # with its halo


def test_series_are_told_apart_by_dashes_and_by_the_shape_of_their_points():
    figura = draw_one("linea", [9, 5, 1], [8, 4, 2], serie=["a", "b", "c"])
    linee = [s for s in figura.segni if isinstance(s, Percorso) and s.fondo == "none"]
    assert len({linea.tratteggio for linea in linee}) == 3
    assert len({linea.bordo for linea in linee}) == 3
    assert [testo for testo in texts(figura) if testo == "5"] == []  # between the other two


def test_the_number_of_a_point_stands_where_the_line_does_not_pass():
    figura = draw_one("linea", 10, 45, 12)
    scritte = {s.testo: s.y for s in figura.segni if isinstance(s, Scritta) and not s.bordo}
    discese = {"10": 20, "45": -20, "12": 20}
    zero = scritte["0"]
    for numero, verso in discese.items():
        centro = zero + (scritte["50"] - zero) * int(numero) / 50
        assert (scritte[numero] - centro > 0) is (verso > 0), numero


def test_a_line_has_three_series_at_most():
    with pytest.raises(ValueError, match="al massimo 3 serie"):
        draw_one("linea", [1, 2, 3, 4], serie=list("abcd"))


# --- What is refused, what is read ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("guasto", "messaggio"),
    [
        ({"voci": [{"etichetta": "A", "valori": [1, 2, 3]}]}, "«A» ha 3 valori, le serie .* 2"),
        ({"voci": [{"etichetta": "A", "valori": ["x", 1]}]}, "«A» ha un valore .* numero: x"),
        ({"voci": [{"etichetta": "A", "valori": ["NaN", 1]}]}, "non è un numero: NaN"),
        ({"voci": [{"etichetta": "A", "valori": [True, 1]}]}, "non è un numero: True"),
        ({"voci": [{"valori": [1, 2]}]}, "manca «etichetta»"),
        ({"voci": [{"etichetta": "A"}]}, "manca «valore»"),
        ({"forma": "torta"}, "forma «torta»"),
    ],
)
def test_a_block_that_cannot_be_drawn_says_what_is_wrong(guasto, messaggio):
    blocco = make_blocco("barre", serie=["a", "b"])
    with pytest.raises(ValueError, match=messaggio):
        draw({**blocco, **guasto})


@pytest.mark.parametrize("chiave", ["forma", "titolo", "voci"])
def test_what_is_missing_from_a_block_is_named(chiave):
    blocco = make_blocco("barre", 1)
    del blocco[chiave]
    with pytest.raises(ValueError, match=f"manca «{chiave}»"):
        draw(blocco)


def test_numbers_keep_their_digits():
    dati = read_dati(make_blocco("barre", "186497.19", 0.1, "", None))
    assert [voce.valori[0] for voce in dati.voci] == [
        Decimal("186497.19"),
        Decimal("0.1"),
        None,
        None,
    ]


# --- Fills --------------------------------------------------------------------------------------


def luminance(colore):
    canali = [int(colore[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineari = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canali]
    return sum(peso * c for peso, c in zip((0.2126, 0.7152, 0.0722), lineari, strict=True))


def contrast(primo, secondo):
    chiaro, scuro = sorted((luminance(primo), luminance(secondo)), reverse=True)
    return (chiaro + 0.05) / (scuro + 0.05)


def test_fills_are_seen_on_white_and_text_is_read_on_them():
    for tinta in TINTE:
        assert contrast(tinta.colore, "#FFFFFF") >= 3
        assert contrast(tinta.testo, "#FFFFFF" if tinta.tratti else tinta.colore) >= 4.5


def test_neighbouring_fills_differ_in_lightness_or_in_hatching():
    for tinta, vicina in itertools.pairwise(TINTE):
        assert tinta.tratti != vicina.tratti or contrast(tinta.colore, vicina.colore) >= 3
