"""The 2014 plan as data, against what its source prints: context, declarations, chapters."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from piano.dati import compile_data
from piano.models import Capitolo, Dichiarazione, Piano, Sezione, TabellaContesto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]


# --- Context ----------------------------------------------------------------------------------

FORME = {
    "popolazione-sesso-eta": (12, 3),
    "indicatori-demografici": (7, 7),
    "famiglie": (2, 2),
    "dimissioni-donne": (4, 1),
    "imprese-addetti": (5, 2),
    "dote-conciliazione": (2, 2),
    "dote-servizi": (5, 2),
}


def rows(slug: str) -> dict[str, list[str]]:
    """The values of a table by the label of the row."""
    tabella = TabellaContesto.objects.get(slug=slug)
    return {riga["etichetta"]: riga["valori"] for riga in tabella.righe}


def test_the_seven_tables_have_the_shape_of_the_source():
    tabelle = TabellaContesto.objects.order_by("ordine")
    assert {t.slug: (len(t.righe), len(t.colonne)) for t in tabelle} == FORME


def test_the_age_classes_jump_as_in_the_source():
    assert list(rows("popolazione-sesso-eta")) == [
        "0-4",
        "5-14",
        "15-24",
        "25-34",
        "35-44",
        "45-54",
        "55-64",
        "65-69",
        "75-84",
        "85-94",
        "> 95",
        "TOT",
    ]


@pytest.mark.parametrize(
    ("tabella", "riga", "valori"),
    [
        ("popolazione-sesso-eta", "85-94", ["29.1", "70.9", "100.0"]),
        ("popolazione-sesso-eta", "TOT", ["48.9", "51.1", "100.0"]),
        (
            "indicatori-demografici",
            "2010",
            ["643395", "6793", "4699", "2064", "10.51", "7.3", "3.21"],
        ),
        (
            "indicatori-demografici",
            "DELTA 2012/2007",
            ["51867", "211", "815", "-604", "-0.5", "0.7", "-1.3"],
        ),
        ("famiglie", "Lombardia", ["4396094", "2.26"]),
        ("famiglie", "Provincia di Milano", ["1524561", "2.07"]),
        ("imprese-addetti", "1-9", ["30653", "79.51"]),
        ("imprese-addetti", "> = 250", ["77", "0.2"]),
        ("dote-conciliazione", "Doti prioritarie", ["4", "2.25"]),
        ("dote-servizi", "Asilo nido", ["158", "90.8"]),
    ],
)
def test_the_cells_are_those_of_the_source(tabella, riga, valori):
    assert rows(tabella)[riga] == valori


def test_the_year_that_the_source_leaves_out_of_the_resignations_stays_out():
    assert rows("dimissioni-donne") == {
        "2007": ["1825"],
        "2008": ["2020"],
        "2009": ["1805"],
        "2011": ["1579"],
    }


def test_the_firms_of_the_table_are_all_the_active_ones():
    classi = sum(int(valori[0]) for valori in rows("imprese-addetti").values())
    assert classi == Dichiarazione.objects.get(slug="imprese-attive").valore == 38552


def test_the_printed_titles_keep_their_slips():
    citati = dict(TabellaContesto.objects.values_list("slug", "titolo_citato"))
    assert citati["popolazione-sesso-eta"] == (
        "Popolazione femminile ADSL Milano 2 per fascia di età al 1° gennaio 2013"
    )
    assert citati["famiglie"] == "Numero di figli per nucleo familiare - 2012"


# --- What the source declares -----------------------------------------------------------------


def test_each_chapter_has_its_declared_figures():
    capitoli = Dichiarazione.objects.values_list("capitolo__numero", flat=True)
    assert Counter(capitoli) == {1: 1, 2: 2, 4: 111, 7: 26, 10: 43}


@pytest.mark.parametrize(
    ("slug", "valore", "testo"),
    [
        ("rete-sottoscrittori", "20", "20"),
        ("rete-aderenti-successivi", "12", "12"),
        ("crescita-popolazione", "55677", "55.677"),
        ("cob-cessazioni", "1400000", "oltre 1,4 milioni"),
        ("mpmi-quota", "85", "85 %"),
        ("figli-per-nucleo-lombardia", "2.26", "2,26"),
        ("indagine-industria", "26", "26 %"),
        ("sud-comuni", "25", "25"),
        ("martesana-comuni", "28", "28"),
        ("asl-comuni", "53", "53"),
        ("asl-abitanti", "612000", "circa 612.000"),
        ("asl-distretti", "8", "8"),
        ("asl-dipendenti", "600", "circa 600"),
        ("aziende-territorio", "38000", "circa 38.000"),
        ("aziende-partecipanti", "7", "7"),
        ("aziende-partecipanti-cooperative", "5", "5"),
    ],
)
def test_a_declared_figure_keeps_its_value_and_its_words(slug, valore, testo):
    dichiarazione = Dichiarazione.objects.get(slug=slug)
    assert (dichiarazione.valore, dichiarazione.testo) == (Decimal(valore), testo)


A_PAROLE = {
    "due": 2,
    "tre": 3,
    "la metà": 50,
    "un terzo": Decimal("33.3333"),
    "un quarto": 25,
    "oltre i tre quarti": 75,
    "quasi due decimali": Decimal("0.2"),
    "1 milione e mezzo": 1_500_000,
}


def read_number(testo: str) -> Decimal:
    """The number that the words of a declaration say."""
    if testo in A_PAROLE:
        return Decimal(A_PAROLE[testo])
    cifre = re.search(r"-?\d[\d.]*(,\d+)?", testo)[0].replace(".", "").replace(",", ".")
    return Decimal(cifre) * (1_000_000 if "milioni" in testo else 1)


def test_the_value_of_a_declared_figure_is_the_one_that_its_words_say():
    scritte = Dichiarazione.objects.exclude(valore=None).values_list("slug", "valore", "testo")
    assert len(scritte) == 177
    assert {s: v for s, v, _ in scritte} == {s: read_number(t) for s, _, t in scritte}


STAMPATE = {
    "complessi-equilibri": (43, 48, 10, 100),
    "rete-adda-martesana": (60, 36, 5, 100),
    "in-piu-si-spende-meno": (91, 9, 0, 100),
    "il-nostro-tempo": (0, 100, 0, 100),
    "comunicazione": (0, 100, 0, 100),
    "formazione": (100, 0, 0, 100),
    "premialita": (100, 0, 0, 100),
    "totale": (59, 36, 5, 100),
}


def test_the_printed_shares_of_the_budget_stay_as_printed():
    valori = dict(Dichiarazione.objects.values_list("slug", "valore"))
    colonne = ("regionale", "pubblico", "privato", "totale")
    assert {
        voce: tuple(valori[f"risorse-{voce}-{colonna}-percentuale"] for colonna in colonne)
        for voce in STAMPATE
    } == STAMPATE


def test_the_printed_totals_of_the_budget_stay_as_printed():
    importi = Dichiarazione.objects.filter(slug__endswith="-importo").order_by("ordine")
    assert list(importi.values_list("slug", "testo")) == [
        ("risorse-complessi-equilibri-totale-importo", "€ 186.497,19"),
        ("risorse-rete-adda-martesana-totale-importo", "€ 136.359,00"),
        ("risorse-in-piu-si-spende-meno-totale-importo", "€ 55.000,00"),
        ("risorse-il-nostro-tempo-totale-importo", "€ 15.390,00"),
        ("risorse-comunicazione-totale-importo", "€ 6.000,00"),
        ("risorse-formazione-totale-importo", "€ 20.000,00"),
        ("risorse-premialita-totale-importo", "€ 40.590,00"),
        ("risorse-totale-regionale-importo", "€ 271.770,00"),
        ("risorse-totale-pubblico-importo", "€ 164.002,69"),
        ("risorse-totale-privato-importo", "€ 24.063,50"),
        ("risorse-totale-totale-importo", "€ 459.836,19"),
    ]


# --- Words ------------------------------------------------------------------------------------

# Years, days and numbers of acts, ages and sizes that name a class. Whatever else is a number in
# the chapters comes from rows.
A_MANO = {
    *("1081", "2058", "22", "11", "12"),
    *("2000", "2007", "2008", "2010", "2011", "2012", "2013", "2014"),
    *("24", "25", "34", "36", "44", "45", "54", "65", "69", "85", "94", "250"),
}


def test_the_chapters_are_those_of_the_index():
    assert list(Capitolo.objects.values_list("numero", "titolo")) == [
        (1, "Introduzione"),
        (2, "Struttura di Governance della Rete Territoriale di Conciliazione"),
        (3, "Riferimenti normativi"),
        (4, "Analisi di contesto"),
        (5, "Mappatura dei servizi esistenti"),
        (6, "Finalità generali, obiettivi e indicatori di risultato"),
        (7, "Azioni progettuali"),
        (8, "Modalità di utilizzo della Premialità"),
        (9, "Piano di formazione e comunicazione"),
        (10, "Risorse"),
        (11, "Tempistiche"),
    ]


def test_no_chapter_writes_by_hand_a_number_that_rows_hold():
    testi = " ".join(Sezione.objects.values_list("testo", flat=True))
    assert set(re.findall(r"\d+", re.sub(r"\[\[.*?\]\]", "", testi))) == A_MANO


def test_every_figure_and_block_that_the_chapters_call_exists():
    dati = compile_data(Piano.objects.get(), date(2014, 6, 27))
    assert [len(capitolo["sezioni"]) for capitolo in dati["capitoli"]] == [
        *(3, 5, 1, 6, 4, 4, 8, 3, 6, 3, 4)
    ]
