"""The 2014 plan as data, against what its source prints: money, training, context, words."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from conciliazione.caricamento import load
from conciliazione.lettura import read_folder
from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    RigaAzione,
    TemaFormazione,
)

# pytest would take the name Testata for a class of tests.
from formazione.models import Testata as Giornale
from piano.dati import compile_data
from piano.models import (
    AllegatoRichiamato,
    Capitolo,
    Dichiarazione,
    Finalita,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    Piano,
    PuntoSostenibilita,
    Sezione,
    TabellaContesto,
    Trasmissione,
)
from rete.confini import read_comuni
from risorse.models import Stanziamento, UsoPremialita, Voce

FIXTURES = settings.BASE_DIR / "fixtures"
REGIONALE, PUBBLICO, PRIVATO = "regionale", "pubblico", "privato"


@pytest.fixture(scope="module", autouse=True)
def plan(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The rows of every file, loaded once for the module and undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load([*read_comuni(FIXTURES / "territorio"), *read_folder(FIXTURES / "piano_2014")])
        yield
        transaction.set_rollback(True)


def euro(testo: str) -> Decimal:
    return Decimal(testo)


# --- Money ------------------------------------------------------------------------------------

BILANCIO = {
    "complessi-equilibri": ("80000.00", "88773.69", "17723.50", "186497.19"),
    "rete-adda-martesana": ("81180.00", "48839.00", "6340.00", "136359.00"),
    "in-piu-si-spende-meno": ("50000.00", "5000.00", "0", "55000.00"),
    "il-nostro-tempo": ("0", "15390.00", "0", "15390.00"),
    "comunicazione": ("0", "6000.00", "0", "6000.00"),
    "formazione": ("20000.00", "0", "0", "20000.00"),
    "premialita": ("40590.00", "0", "0", "40590.00"),
}
TOTALI = ("271770.00", "164002.69", "24063.50", "459836.19")


def amounts(**quali: str) -> tuple[Decimal, ...]:
    """The sum of each source and of all, over the lines chosen."""
    somme = Counter()
    for fonte, importo in Stanziamento.objects.filter(**quali).values_list("fonte", "importo"):
        somme[fonte] += importo
    return (*(Decimal(somme[f]) for f in (REGIONALE, PUBBLICO, PRIVATO)), sum(somme.values()))


@pytest.mark.parametrize(("voce", "importi"), BILANCIO.items())
def test_each_line_of_the_budget_has_the_amounts_of_its_sources(voce, importi):
    assert amounts(voce__slug=voce) == tuple(map(euro, importi))


def test_the_budget_adds_up_to_the_cent_by_source():
    assert amounts() == tuple(map(euro, TOTALI))


def test_a_source_that_gives_nothing_has_no_row():
    assert Stanziamento.objects.filter(importo=0).count() == 0
    assert Stanziamento.objects.count() == 12


def test_the_lines_keep_their_printed_names_and_point_at_their_projects():
    righe = Voce.objects.order_by("ordine").values_list("denominazione_citata", "progetto__slug")
    assert list(righe) == [
        ('Progetto "Complessi equilibri"', "complessi-equilibri"),
        ('Progetto "Rete Adda Martesana"', "rete-adda-martesana"),
        ('Progetto "In più si spende meno"', "insieme-conviene"),
        ("Il nostro Tempo", "il-nostro-tempo"),
        ("Comunicazione", None),
        ("Formazione", None),
        ("Premialità", None),
    ]


def test_the_reward_has_three_uses():
    assert list(UsoPremialita.objects.values_list("lettera", flat=True)) == ["a", "b", "c"]


# --- Training and communication ---------------------------------------------------------------


def test_the_training_plan_has_seven_rows_and_nineteen_editions():
    righe = list(
        Iniziativa.objects.order_by("ordine").values_list("tipologia", "edizioni", "dal", "al")
    )
    assert righe == [
        ("Convegno", 1, date(2014, 10, 1), date(2014, 11, 30)),
        ("Laboratori esperienziali", 6, date(2014, 10, 1), date(2016, 11, 30)),
        ("Workshop", 4, date(2014, 10, 1), date(2015, 2, 28)),
        ("Focus group", 2, date(2014, 10, 1), date(2015, 3, 31)),
        ("Convegno/seminario", 1, date(2015, 10, 1), date(2015, 11, 30)),
        ("Workshop", 4, date(2016, 5, 1), date(2016, 9, 30)),
        ("Convegno", 1, date(2016, 10, 1), date(2016, 10, 31)),
    ]
    assert sum(edizioni for _, edizioni, _, _ in righe) == 19


@pytest.mark.parametrize(
    ("modello", "quanti"),
    [
        (ObiettivoFormazione, 3),
        (TemaFormazione, 6),
        (Contenuto, 3),
        (ObiettivoComunicazione, 2),
        (Pubblico, 6),
        (AzioneComunicazione, 8),
        (RigaAzione, 10),
    ],
)
def test_training_and_communication_have_as_many_parts_as_the_source(modello, quanti):
    assert modello.objects.count() == quanti


def test_the_publics_are_those_of_the_source():
    assert list(Pubblico.objects.values_list("denominazione", flat=True)) == [
        "Cittadini",
        "Enti locali",
        "Aziende",
        "Stake holders",
        "Operatori territoriali",
        "Media",
    ]


def test_six_local_and_four_national_newspapers_are_named():
    per_genere: dict[str, list[str]] = {}
    for genere, nome in Giornale.objects.values_list("genere", "denominazione"):
        per_genere.setdefault(genere, []).append(nome)
    assert per_genere == {
        "locale": [
            "La Gazzetta della Martesana",
            "Radar",
            "Segrate oggi",
            "L'Eco sud Milano",
            "Il melegnanese",
            "Il cittadino",
        ],
        "nazionale": ["Corriere della sera", "la Repubblica", "Il Giorno", "Il Giornale"],
    }


def test_the_communication_actions_have_their_rows_targets_and_months():
    ottobre, gennaio, settembre = date(2014, 10, 1), date(2015, 1, 1), date(2016, 9, 30)
    righe = RigaAzione.objects.order_by("azione__numero", "ordine")
    assert list(righe.values_list("azione__numero", "destinatari", "dal", "al")) == [
        (
            1,
            "Comuni, aziende, ASL, terzo settore, organizzazioni di categoria",
            ottobre,
            settembre,
        ),
        (2, "Tutti i pubblici", ottobre, settembre),
        (2, "Soggetti della rete", ottobre, settembre),
        (3, "Tutti i pubblici", gennaio, settembre),
        (3, "Soggetti della rete", gennaio, settembre),
        (4, "Tutti i pubblici", gennaio, settembre),
        (5, "Tutti i pubblici", ottobre, date(2016, 10, 31)),
        (6, "Operatori della ASL", ottobre, settembre),
        (7, "Redazioni dei mezzi di informazione", date(2014, 9, 1), settembre),
        (8, "Tutti i pubblici", ottobre, settembre),
    ]


def test_a_row_for_all_publics_is_tied_to_the_six_of_them():
    righe = RigaAzione.objects.prefetch_related("pubblici").order_by("azione__numero", "ordine")
    assert [len(riga.pubblici.all()) for riga in righe] == [3, 6, 0, 6, 0, 6, 6, 1, 1, 6]


# --- Purposes and indicators ------------------------------------------------------------------


def test_the_plan_has_its_purposes_objectives_and_indicators():
    contati = [m.objects.count() for m in (Finalita, ObiettivoGenerale, IndicatorePiano)]
    assert contati == [3, 10, 8]


def test_three_objectives_have_no_indicator_of_their_own():
    obiettivi = ObiettivoGenerale.objects.prefetch_related("indicatori").order_by("ordine")
    assert {o.ordine: [i.ordine for i in o.indicatori.all()] for o in obiettivi} == {
        1: [1, 2],
        2: [3],
        3: [4],
        4: [6],
        5: [5],
        6: [],
        7: [7],
        8: [],
        9: [],
        10: [8],
    }


def test_the_third_indicator_is_made_of_three_measures():
    misure = MisuraIndicatore.objects.order_by("indicatore__ordine", "ordine")
    assert Counter(misure.values_list("indicatore__ordine", flat=True)) == {
        **dict.fromkeys([1, 2, 4, 5, 6, 7, 8], 1),
        3: 3,
    }
    crescono = misure.filter(con_incremento=True).values_list("indicatore__ordine", flat=True)
    assert list(crescono) == [1, 2, 5, 6, 7]


def test_no_measure_has_a_start_or_a_target():
    misure = MisuraIndicatore.objects.values_list("base", "target")
    assert list(misure) == [(None, None)] * 10


def test_sustainability_has_four_points_and_eleven_facts():
    punti = PuntoSostenibilita.objects.prefetch_related("elementi")
    assert {p.lettera: len(p.elementi.all()) for p in punti} == {"a": 3, "b": 3, "c": 3, "d": 2}


def test_what_is_referred_to_and_what_is_sent_is_listed_without_documents_or_dates():
    assert list(AllegatoRichiamato.objects.values_list("documento", flat=True)) == [None] * 6
    assert list(Trasmissione.objects.values_list("avvenuta_il", flat=True)) == [None] * 2


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


@pytest.mark.parametrize("slug", FORME)
def test_every_row_of_a_table_is_as_wide_as_its_columns(slug):
    TabellaContesto.objects.get(slug=slug).clean()


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
    colonne = (REGIONALE, PUBBLICO, PRIVATO, "totale")
    assert {
        voce: tuple(valori[f"risorse-{voce}-{colonna}-percentuale"] for colonna in colonne)
        for voce in STAMPATE
    } == STAMPATE


def test_the_printed_totals_of_the_budget_are_kept_beside_the_computed_ones():
    valori = dict(Dichiarazione.objects.values_list("slug", "valore"))
    righe = {voce: euro(importi[-1]) for voce, importi in BILANCIO.items()}
    assert {voce: valori[f"risorse-{voce}-totale-importo"] for voce in BILANCIO} == righe
    colonne = (REGIONALE, PUBBLICO, PRIVATO, "totale")
    assert tuple(valori[f"risorse-totale-{c}-importo"] for c in colonne) == tuple(map(euro, TOTALI))


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


def test_every_figure_and_block_that_the_chapters_call_exists(db):
    call_command("carica_piano_2014", verbosity=0)
    dati = compile_data(Piano.objects.get(), date(2014, 6, 27))
    assert [len(capitolo["sezioni"]) for capitolo in dati["capitoli"]] == [
        *(3, 5, 1, 6, 4, 4, 8, 3, 6, 3, 4)
    ]
