"""The map of numbers: bands, tints, what is written in a comune."""

import pytest

from conciliazione.grafici import LARGA, STRETTA, draw
from conciliazione.grafici.mappa_valori import TINTE, choose_bands
from conciliazione.grafici.segni import Percorso
from conciliazione.grafici.segni import Testo as Scritta


def make_comune(nome: str, colonna: int, valore: object) -> dict:
    ovest, est = round(9 + colonna / 10, 1), round(9.1 + colonna / 10, 1)
    return {
        "codice_istat": f"0{colonna}",
        "denominazione": nome,
        "ambito": "Nord",
        "confine": [[[[ovest, 45.0], [est, 45.0], [est, 45.1], [ovest, 45.1], [ovest, 45.0]]]],
        "valore": valore,
    }


TRE = [make_comune("Alfa", 0, 0), make_comune("Beta", 1, 1), make_comune("Gamma", 2, 8)]


def draw_one(comuni: list[dict], larghezza: float = LARGA) -> object:
    blocco = {
        "forma": "mappa_valori",
        "chiave": "m",
        "titolo": "Soggetti per comune",
        "unita": ("soggetto", "soggetti"),
        "comuni": comuni,
    }
    (figura,) = draw(blocco, larghezza)
    return figura


def texts(figura: object) -> list[str]:
    return [s.testo for s in figura.segni if isinstance(s, Scritta) and not s.bordo]


@pytest.mark.parametrize(
    ("massimo", "fasce"),
    [
        (0, [(0, 0)]),
        (1, [(0, 0), (1, 1)]),
        (4, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]),
        (5, [(0, 0), (1, 2), (3, 4), (5, 6)]),
        (9, [(0, 0), (1, 3), (4, 6), (7, 9)]),
    ],
)
def test_bands_are_of_whole_numbers_and_no_more_than_the_tints(
    massimo: int, fasce: list[tuple[int, int]]
) -> None:
    assert choose_bands(massimo) == fasce
    assert all(len(choose_bands(n)) <= len(TINTE) for n in range(500))


def test_a_comune_is_as_dark_as_its_number_is_high() -> None:
    fondi = [s.fondo for s in draw_one(TRE).segni if isinstance(s, Percorso) and s.fondo != "none"]
    assert fondi == [TINTE[0], TINTE[1], TINTE[4]]


def test_numbers_above_zero_are_written_and_the_legend_says_the_bands() -> None:
    scritte = texts(draw_one(TRE))
    assert [s for s in scritte if s.isdigit()] == ["1", "8"]
    assert "nessun soggetto" in scritte
    assert "da 1 a 2 soggetti" in scritte


def test_the_message_says_every_comune_that_has_some() -> None:
    assert draw_one(TRE).titolo == (
        "Mappa: Soggetti per comune. Beta 1, Gamma 8; nessuno negli altri 1."
        " I numeri sono nella tabella che accompagna la figura."
    )


def test_a_map_of_nobody_says_so() -> None:
    figura = draw_one([make_comune("Alfa", 0, 0)])
    assert "nessuno in alcuno" in figura.titolo
    assert [s for s in texts(figura) if s.isdigit()] == []


def test_without_comuni_there_is_nothing_to_show() -> None:
    assert draw_one([]).titolo == "Mappa: Soggetti per comune: nessun dato da mostrare."


@pytest.mark.parametrize("larghezza", [LARGA, STRETTA])
def test_the_legend_stays_inside_the_figure(larghezza: float) -> None:
    figura = draw_one([make_comune(f"C{n}", n, n * 111) for n in range(9)], larghezza)
    assert all(0 <= s.x <= larghezza for s in figura.segni if isinstance(s, Scritta))


def test_a_comune_without_its_number_is_refused() -> None:
    comune = make_comune("Alfa", 0, 1)
    del comune["valore"]
    with pytest.raises(ValueError, match="manca «valore»"):
        draw_one([comune])
