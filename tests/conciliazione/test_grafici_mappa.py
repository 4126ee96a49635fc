"""The map: projection, outlines, names placed where they are read."""

import itertools
from math import cos, radians

import pytest

from conciliazione.grafici import LARGA, STRETTA
from conciliazione.grafici.confini import (
    best_point,
    box,
    clearance,
    dissolve,
    fit_projection,
    pole,
    signed_distance,
)
from conciliazione.grafici.mappa import FAMIGLIE, draw_mappa
from conciliazione.grafici.segni import Linea, Percorso
from conciliazione.grafici.segni import Testo as Scritta
from conciliazione.grafici.territorio import choose_tints, read_ambiti
from conciliazione.grafici.testo import text_width

QUADRATO = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
ACCANTO = [(10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 10.0), (10.0, 0.0)]
ELLE = [(0.0, 0.0), (30.0, 0.0), (30.0, 6.0), (20.0, 6.0), (20.0, 20.0), (0.0, 20.0), (0.0, 0.0)]


def make_confine(ovest, sud, est, nord):
    return [[[[ovest, sud], [est, sud], [est, nord], [ovest, nord], [ovest, sud]]]]


def make_comune(nome, ambito, colonna, riga=0, **altro):
    """A square of a tenth of a degree on a grid."""
    gradi = [round(9 + (colonna + i) / 10, 1) for i in (0, 1)]
    paralleli = [round(45 + (riga + i) / 10, 1) for i in (0, 1)]
    return {
        "codice_istat": f"0{colonna}{riga}",
        "denominazione": nome,
        "ambito": ambito,
        "confine": make_confine(gradi[0], paralleli[0], gradi[1], paralleli[1]),
        **altro,
    }


TRE = [
    make_comune("Zeta", "Nord", 0, 1, classe="Alleanza A"),
    make_comune("Alfa", "Nord", 1, 1, classe="Alleanza A"),
    make_comune("Beta", "Sud", 0, 0, classe="Alleanza B"),
]


def draw_one(comuni, larghezza=LARGA, **altro):
    blocco = {"forma": "mappa", "chiave": "m", "titolo": "I comuni", "comuni": comuni, **altro}
    (figura,) = draw_mappa(blocco, larghezza)
    return figura


def texts(figura):
    return [s.testo for s in figura.segni if isinstance(s, Scritta) and not s.bordo]


# --- Geometry -----------------------------------------------------------------------------------


def test_the_projection_is_true_to_scale_at_the_middle_parallel():
    punti = [(9, 45), (10, 45), (9, 46), (10, 46)]
    proiezione, altezza = fit_projection(punti, (5, 7), 100, 1000)
    assert altezza == pytest.approx(100 / cos(radians(45.5)))
    assert proiezione.place((9, 46)) == pytest.approx((5, 7))
    assert proiezione.place((10, 45)) == pytest.approx((105, 7 + altezza))
    assert proiezione.per_km == pytest.approx(altezza / 111.32)


def test_a_high_territory_is_fitted_by_its_height_and_centred():
    proiezione, altezza = fit_projection([(9, 40), (10, 50)], (0, 0), 200, 100)
    assert altezza == pytest.approx(100)
    largo = 10 * cos(radians(45))
    assert proiezione.place((9, 50)) == pytest.approx((100 - largo / 2, 0))
    assert proiezione.place((10, 40)) == pytest.approx((100 + largo / 2, 100))


def test_dissolving_keeps_only_the_sides_that_one_area_has():
    (contorno,) = dissolve([QUADRATO, ACCANTO])
    assert contorno[0] == contorno[-1]
    assert set(contorno) == {*QUADRATO, *ACCANTO}
    assert len(contorno) == 7
    lati = {frozenset(lato) for lato in itertools.pairwise(contorno)}
    assert frozenset({(10.0, 0.0), (10.0, 10.0)}) not in lati


def test_dissolving_areas_that_do_not_touch_leaves_them_as_they_are():
    lontano = [(x + 50, y) for x, y in QUADRATO]
    contorni = dissolve([QUADRATO, lontano])
    assert [set(contorno) for contorno in contorni] == [set(QUADRATO), set(lontano)]


def test_distance_is_negative_outside_and_in_a_hole():
    buco = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0)]
    assert signed_distance((2, 5), [QUADRATO]) == 2
    assert signed_distance((13, 14), [QUADRATO]) == -5
    assert signed_distance((5, 5), [QUADRATO, buco]) == -1


def test_the_pole_is_the_point_farthest_from_the_sides():
    assert pole([QUADRATO]) == pytest.approx((5, 5), abs=1.5)
    x, y = pole([ELLE])
    assert signed_distance((x, y), [ELLE]) >= 10 - 1.5


def test_the_pole_keeps_out_of_obstacles():
    ostacolo = box((5, 3), 10, 6)
    punto = pole([QUADRATO], [ostacolo])
    assert clearance(punto, [QUADRATO], [ostacolo]) >= 2 - 1.5
    assert punto[1] > 6


def test_an_area_that_is_all_covered_still_has_a_point():
    punto = pole([QUADRATO], [box((5, 5), 40, 40)])
    assert 0 <= punto[0] <= 10
    assert 0 <= punto[1] <= 10


def test_the_best_point_is_found_wherever_it_is():
    centro = (7.3, 1.9)
    x, y = best_point([QUADRATO], lambda p: -max(abs(p[0] - 7.3), abs(p[1] - 1.9)), 0.01)
    assert (x, y) == pytest.approx(centro, abs=0.02)


# --- Reading ------------------------------------------------------------------------------------


def test_comuni_are_numbered_by_classe_ambito_and_name():
    ambiti = read_ambiti({"comuni": TRE})
    assert [(a.classe, a.nome) for a in ambiti] == [("Alleanza A", "Nord"), ("Alleanza B", "Sud")]
    assert [(c.numero, c.denominazione) for a in ambiti for c in a.comuni] == [
        (1, "Alfa"),
        (2, "Zeta"),
        (3, "Beta"),
    ]


def test_a_number_of_its_own_is_kept():
    (ambito,) = read_ambiti({"comuni": [make_comune("Alfa", "Nord", 0, numero=27)]})
    assert ambito.comuni[0].numero == 27


@pytest.mark.parametrize(
    "confine", [[], [[]], [[[[9, 45], [9, 46]]]], [[["x"]]], "MULTIPOLYGON", 7]
)
def test_what_is_not_a_boundary_is_refused(confine):
    comune = {**make_comune("Alfa", "Nord", 0), "confine": confine}
    with pytest.raises(ValueError, match="Il confine di «Alfa»"):
        draw_one([comune])


def test_a_boundary_without_area_is_drawn_as_it_is():
    confine = [[[[9, 45], [9, 45.1], [9, 45.2]]]]
    comune = {**make_comune("Alfa", "Nord", 0), "confine": confine}
    assert "1\N{NO-BREAK SPACE}Alfa" in texts(draw_one([comune]))


@pytest.mark.parametrize("chiave", ["denominazione", "ambito", "confine", "codice_istat"])
def test_what_is_missing_from_a_comune_is_named(chiave):
    comune = make_comune("Alfa", "Nord", 0)
    del comune[chiave]
    with pytest.raises(ValueError, match=f"manca «{chiave}»"):
        draw_one([comune])


def test_neighbouring_ambiti_have_different_tints():
    comuni = [make_comune(f"C{i}{j}", f"Ambito {i}{j}", i, j) for i in range(4) for j in range(4)]
    ambiti = read_ambiti({"comuni": comuni})
    tinte = dict(zip([a.nome[-2:] for a in ambiti], choose_tints(ambiti), strict=True))
    for i in range(4):
        for j in range(4):
            vicini = [f"{i + 1}{j}", f"{i}{j + 1}"]
            assert all(tinte[f"{i}{j}"] != tinte[v] for v in vicini if v in tinte)


def test_the_ambiti_of_a_classe_use_all_its_tints_before_repeating_one():
    comuni = [make_comune(f"C{i}", f"Ambito {i}", 2 * i) for i in range(4)]
    assert sorted(choose_tints(read_ambiti({"comuni": comuni}))) == [0, 1, 2, 3]


# --- Drawing ------------------------------------------------------------------------------------


def test_the_message_counts_the_comuni_of_each_ambito():
    assert draw_one(TRE, tabella="tabella 1").titolo == (
        "Mappa: I comuni. 3 comuni in 2 ambiti. Alleanza A: Nord (2 comuni); Alleanza B: Sud"
        " (1 comune). I comuni sono elencati nella tabella 1."
    )


def test_comuni_are_numbered_on_the_map_and_named_below_it():
    scritte = texts(draw_one(TRE))
    assert scritte[:3] == ["1", "2", "3"]
    assert "1\N{NO-BREAK SPACE}Alfa, 2\N{NO-BREAK SPACE}Zeta" in scritte
    assert scritte[-1] == "Confini: ISTAT / openpolis, CC BY 4.0"


def test_on_a_narrow_map_ambiti_are_named_and_comuni_only_counted():
    scritte = texts(draw_one(TRE, STRETTA))
    assert scritte[:2] == ["Nord", "Sud"]
    assert "Nord: 2 comuni" in scritte
    assert "1" not in scritte


def test_every_comune_is_filled_with_the_tint_of_its_ambito():
    fondi = [s.fondo for s in draw_one(TRE).segni if isinstance(s, Percorso) and s.fondo != "none"]
    assert fondi == [FAMIGLIE[0][0], FAMIGLIE[0][0], FAMIGLIE[1][0]]


def test_outlines_are_thicker_between_classi_and_absent_without():
    def widths(comuni):
        contorni = [s for s in draw_one(comuni).segni if isinstance(s, Percorso)]
        return [s.spessore for s in contorni if s.fondo == "none"]

    assert widths(TRE) == [1.2, 1.2, 2.8, 2.8]
    assert widths([{**comune, "classe": ""} for comune in TRE]) == [1.2, 1.2]


def test_numbers_stand_inside_their_comune_and_clear_of_the_names():
    comuni = [make_comune(f"C{i}{j}", "Unico", i, j) for i in range(3) for j in range(3)]
    figura = draw_one(comuni)
    scritte = [s for s in figura.segni if isinstance(s, Scritta) and s.ancora == "middle"]
    numeri = {s.testo: (s.x, s.y) for s in scritte}
    nome = numeri.pop("Unico")
    assert sorted(map(int, numeri)) == list(range(1, 10))
    assert len({(round(x / 100), round(y / 100)) for x, y in numeri.values()}) == 9
    assert min(max(abs(x - nome[0]) - 16, abs(y - nome[1])) for x, y in numeri.values()) > 8


def test_a_name_leaves_the_number_in_the_middle_of_its_comune():
    quadrato = make_confine(9.3, 45, 9.3 + 0.04 / cos(radians(45.05)), 45.04)
    comuni = [
        make_comune("Alfa", "Grande", 0),
        make_comune("Beta", "Due", 3, confine=quadrato),
    ]
    scritte = [s for s in draw_one(comuni).segni if isinstance(s, Scritta)]
    numero = next(s for s in scritte if s.testo == "2")
    nome = next(s for s in scritte if s.testo == "Due")
    punti = [(9, 45), (9.3 + 0.04 / cos(radians(45.05)), 45.1)]
    proiezione, _ = fit_projection(punti, (3, 3), LARGA - 6, 520)
    x, y = proiezione.place((9.3 + 0.02 / cos(radians(45.05)), 45.02))
    assert (numero.x, numero.y - 11 * 0.35) == pytest.approx((x, y), abs=2)
    assert abs(nome.y - 13 * 0.35 - y) > 10


def test_a_number_moves_away_from_a_name_that_leaves_it_little_room():
    piccolo = make_confine(9.4, 45, 9.42, 45.02)  # smaller than its name
    comuni = [
        make_comune("Alfa", "Grande", 0),
        make_comune("Beta", "Minuscolo", 4, confine=piccolo),
    ]
    scritte = [s for s in draw_one(comuni).segni if isinstance(s, Scritta)]
    numero = next(s.y - 11 * 0.35 for s in scritte if s.testo == "2")
    nome = next(s.y - 13 * 0.35 for s in scritte if s.testo == "Minuscolo")
    proiezione, _ = fit_projection([(9, 45), (9.42, 45.1)], (3, 3), LARGA - 6, 520)
    _, centro = proiezione.place((9.41, 45.01))
    assert abs(nome - centro) > 8
    assert abs(numero - nome) > abs(centro - nome) + 1


@pytest.mark.parametrize("larghezza", [LARGA, STRETTA])
def test_no_name_leaves_the_map(larghezza):
    stretto = make_confine(9.4, 45, 9.401, 45.1)
    lungo = "Circondariodellevallisettentrionali"
    comuni = [
        make_comune("Alfa " * 30, "Nord", 0, classe="Unione dei comuni " * 12),
        make_comune("Beta", lungo, 4, confine=stretto, classe="Altra"),
    ]
    figura = draw_one(comuni, larghezza, attribuzione="Confini di molti autori " * 9)
    for scritta in figura.segni:
        if isinstance(scritta, Scritta):
            lunga = text_width(scritta.testo, scritta.corpo, scritta.peso)
            inizio = scritta.x - lunga * {"start": 0, "middle": 0.5, "end": 1}[scritta.ancora]
            assert -0.5 <= inizio <= inizio + lunga <= larghezza + 0.5, scritta.testo
            assert 0 <= scritta.y <= figura.altezza, scritta.testo


def test_the_bar_is_as_long_as_the_kilometres_it_says():
    figura = draw_one([make_comune("Alfa", "Nord", 0)])
    (barra,) = [s for s in figura.segni if isinstance(s, Linea)]
    alto = 520 / 11.132  # units in a kilometre: a tenth of a degree is as high as the map
    assert barra.x2 - barra.x1 == pytest.approx(1 * alto)
    assert "1 km" in texts(figura)


def test_the_attribution_is_that_of_the_block():
    scritte = texts(draw_one(TRE, attribuzione="Confini: Comune di Prova, CC0"))
    assert "Confini: Comune di Prova, CC0" in scritte


def test_no_comuni_is_said():
    assert draw_one([]).titolo == "Mappa: I comuni: nessun dato da mostrare."
