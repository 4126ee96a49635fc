"""The 2014 plan as data, against what its source prints: money, training, purposes."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

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
from piano.models import (
    AllegatoRichiamato,
    Finalita,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    PuntoSostenibilita,
    Trasmissione,
)
from risorse.models import Stanziamento, UsoPremialita, Voce

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]

REGIONALE, PUBBLICO, PRIVATO = "regionale", "pubblico", "privato"


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
