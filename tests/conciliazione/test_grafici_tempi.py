"""Timelines: what is drawn where, and what is said of the rows without dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.grafici import LARGA, STRETTA
from conciliazione.grafici.calendario import Asse, first_day, last_day, lay_axis
from conciliazione.grafici.segni import Linea, Percorso, Rettangolo
from conciliazione.grafici.segni import Testo as Scritta
from conciliazione.grafici.tempi import ALTEZZA_MASSIMA, draw_tempi


def make_blocco(**gruppi):
    return {
        "forma": "tempi",
        "chiave": "tempi",
        "titolo": "Le attività",
        "fine_ciclo": "2016-12-31",
        "gruppi": [{"titolo": nome, "righe": righe} for nome, righe in gruppi.items()],
    }


def make_riga(etichetta="Convegno", dal=None, al=None, **altro):
    return {"etichetta": etichetta, "dal": dal, "al": al, **altro}


def draw_one(**gruppi):
    (figura,) = draw_tempi(make_blocco(**gruppi), LARGA)
    return figura


def texts(figura):
    """What is written, without the halos."""
    return [s.testo for s in figura.segni if isinstance(s, Scritta) and not s.bordo]


def bars(figura):
    """The bars, without the sample that stands before a heading."""
    return [s for s in figura.segni if isinstance(s, Rettangolo) and s.x > 0]


def test_months_begin_on_their_first_day_and_end_on_their_last():
    assert (first_day("2016-02"), last_day("2016-02")) == (date(2016, 2, 1), date(2016, 2, 29))
    assert (first_day("2014-06-27"), last_day("2014-06-27")) == (date(2014, 6, 27),) * 2
    assert (first_day(None), last_day("")) == (None, None)


@pytest.mark.parametrize("testo", ["2014", "ottobre 2014", "2014-13", "2014-02-30", "27/06/2014"])
def test_what_is_not_a_date_is_refused(testo):
    with pytest.raises(ValueError, match=f"«{testo}» non è una data"):
        draw_one(Formazione=[make_riga(dal=testo)])


def test_the_axis_holds_whole_quarters_and_the_end_of_the_ciclo():
    asse = lay_axis([date(2014, 10, 5), date(2015, 1, 1)], date(2015, 5, 2), 100, 465)
    assert (asse.dal, asse.al) == (date(2014, 10, 1), date(2015, 6, 30))
    assert asse.place(date(2014, 10, 1)) == 100
    assert asse.place_end(date(2015, 6, 30)) == 465


def test_a_day_is_drawn_in_proportion_and_never_off_the_axis():
    asse = Asse(date(2015, 1, 1), date(2015, 12, 31), 0, 365)
    giorni = [date(2015, 1, 1), date(2015, 1, 31), date(2015, 12, 31)]
    assert [asse.place(giorno) for giorno in giorni] == pytest.approx([0, 30, 364])
    assert asse.place_end(date(2015, 1, 31)) == pytest.approx(31)
    assert (asse.place(date(2013, 1, 1)), asse.place_end(date(2018, 1, 1))) == (0, 365)


def test_a_period_is_a_bar_from_its_first_day_to_its_last():
    figura = draw_one(Formazione=[make_riga("Laboratori", "2014-10", "2016-12")])
    (barra,) = bars(figura)
    assert barra.x == pytest.approx(LARGA * 0.38 + 10)
    assert barra.x + barra.larghezza == pytest.approx(LARGA - 1)
    assert "Laboratori" in texts(figura)
    assert "ottobre 2014 – dicembre 2016" in texts(figura)
    assert figura.titolo == (
        "Diagramma dei tempi: Le attività. Da ottobre 2014 a dicembre 2016. Fine del ciclo:"
        " 31 dicembre 2016. Laboratori, ottobre 2014 – dicembre 2016."
    )


def test_a_single_date_is_a_lozenge():
    figura = draw_one(Procedura=[make_riga("Delibera", data="2014-06-27")])
    rombi = [s for s in figura.segni if isinstance(s, Percorso) and s.fondo != "none"]
    assert len(rombi) == 1
    assert bars(figura) == []
    assert "27 giugno 2014" in texts(figura)


def test_an_unknown_end_leaves_the_bar_open():
    figura = draw_one(Formazione=[make_riga("Sportello", dal="2015-01")])
    aperte = [s for s in figura.segni if isinstance(s, Percorso)]
    assert [(s.fondo, s.tratteggio, s.d[-1]) for s in aperte] == [("none", "5 3", aperte[0].d[-1])]
    assert not aperte[0].d.endswith("z")
    assert "da gennaio 2015" in texts(figura)


def test_rows_without_dates_are_listed_apart():
    figura = draw_one(
        Formazione=[make_riga("Convegno", "2014-10", "2014-11")],
        Progetti=[make_riga("Complessi Equilibri"), make_riga("Il nostro tempo")],
    )
    scritte = texts(figura)
    assert scritte[-2:] == [
        "Senza date nella fonte",
        "Progetti: Complessi Equilibri, Il nostro tempo.",
    ]
    assert "Progetti" not in scritte
    assert figura.titolo.endswith(
        "Senza date nella fonte, Progetti: Complessi Equilibri, Il nostro tempo."
    )


def test_with_no_date_at_all_there_is_no_axis():
    figura = draw_one(Progetti=[make_riga("Uno"), make_riga("Due"), make_riga("Tre")])
    assert texts(figura) == ["Senza date nella fonte", "Progetti: Uno, Due, Tre."]
    assert figura.titolo == (
        "Diagramma dei tempi: Le attività. Senza date nella fonte, Progetti: Uno, Due, Tre."
    )


def test_no_rows_is_said():
    figura = draw_one(Progetti=[])
    assert figura.titolo == "Diagramma dei tempi: Le attività: nessun dato da mostrare."


def test_the_end_of_the_ciclo_is_written_and_may_be_absent():
    righe = [make_riga(dal="2014-10", al="2014-11")]
    figura = draw_one(Formazione=righe)
    assert "fine del ciclo: 31 dicembre 2016" in texts(figura)
    (linea,) = [s for s in figura.segni if isinstance(s, Linea) and s.tratteggio]
    assert linea.x1 == linea.x2 == LARGA - 1  # the evening of that day is the end of the axis
    (senza,) = draw_tempi({**make_blocco(Formazione=righe), "fine_ciclo": None}, LARGA)
    assert "Da ottobre 2014 a dicembre 2014." in senza.titolo
    assert not any("ciclo" in testo for testo in texts(senza))


def test_a_tall_timeline_is_split_and_repeats_axis_and_heading():
    righe = [make_riga(f"Edizione {n}", "2014-10", "2015-02") for n in range(1, 31)]
    blocco = {**make_blocco(Formazione=righe), "tabella": "tabella 9"}
    pagine = draw_tempi(blocco, LARGA)
    assert len(pagine) == 2
    assert max(pagina.altezza for pagina in pagine) <= ALTEZZA_MASSIMA + 2
    edizioni = [t for pagina in pagine for t in texts(pagina) if t.startswith("Edizione")]
    assert edizioni == [f"Edizione {n}" for n in range(1, 31)]
    assert "Formazione" in texts(pagine[0])
    assert "Formazione (segue)" in texts(pagine[1])
    assert all("2015" in texts(pagina) for pagina in pagine)
    prime = len([t for t in texts(pagine[0]) if t.startswith("Edizione")])
    assert (
        f"Parte 1 di 2. Da ottobre 2014 a dicembre 2016. Fine del ciclo: 31 dicembre 2016."
        f" Attività con date: Formazione {prime}. Le date sono nella tabella 9." in pagine[0].titolo
    )


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page():
    for quante in range(1, 25):
        prime = [make_riga(f"Prima {n}", "2014-10", "2014-11") for n in range(quante)]
        pagine = draw_tempi(make_blocco(Uno=prime, Due=prime[:1]), LARGA, 400)
        for pagina in pagine:
            assert texts(pagina)[-1] == "ottobre 2014 – novembre 2014"


def test_an_activity_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="«Convegno» finisce prima di cominciare"):
        draw_one(Formazione=[make_riga(dal="2015-02", al="2015-01")])


MONTHS = st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat)
ROWS = st.builds(
    lambda etichetta, giorni: make_riga(etichetta, *sorted(giorni, key=lambda g: g or "")),
    st.text(alphabet="abcW /-", min_size=1, max_size=90),
    st.tuples(MONTHS, MONTHS),
)


@pytest.mark.parametrize("larghezza", [LARGA, STRETTA])
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_every_bar_stays_on_the_axis_and_every_row_is_drawn_once(larghezza, righe):
    pagine = draw_tempi({**make_blocco(Formazione=righe), "fine_ciclo": None}, larghezza, 300)
    barre = [barra for pagina in pagine for barra in bars(pagina)]
    assert len(barre) == sum(1 for riga in righe if riga["dal"] and riga["al"])
    for barra in barre:
        assert 0 <= barra.x <= barra.x + barra.larghezza <= larghezza + 3
