import json
import re
from datetime import date

import pytest

from conciliazione.cifre import Lettura
from conciliazione.periodi import today
from tests.factories import make_ciclo, make_iniziativa

ELENCO = "/formazione/"


@pytest.fixture
def programma(ciclo):
    """Two initiatives of the current ciclo: one of four editions, one that closes it."""
    return [
        make_iniziativa(
            ciclo=ciclo,
            slug="workshop",
            tipologia="Workshop",
            argomento="Il welfare aziendale",
            destinatari="Partner e imprese",
            edizioni=4,
            dal=date(2014, 10, 1),
            al=date(2015, 2, 28),
        ),
        make_iniziativa(
            ciclo=ciclo,
            slug="convegno",
            argomento="Bilancio",
            destinatari="Famiglie",
            conclusiva=True,
            dal=date(2016, 10, 1),
            al=date(2016, 10, 31),
        ),
    ]


def topics(risposta):
    return [iniziativa.argomento for iniziativa in risposta.context["object_list"]]


def test_the_total_is_the_registered_figure(client, programma, ciclo):
    risposta = client.get(ELENCO)
    assert topics(risposta) == ["Il welfare aziendale", "Bilancio"]
    assert risposta.context["edizioni"] == Lettura(ciclo, today()).value("formazione.edizioni") == 5
    assert "2 iniziative, 5 edizioni previste" in risposta.text


@pytest.mark.parametrize(
    ("filtri", "attese"),
    [
        ({"cerca": "WELFARE"}, ["Il welfare aziendale"]),
        ({"cerca": "bilancio famiglie"}, ["Bilancio"]),
        ({"tipologia": "Convegno"}, ["Bilancio"]),
        ({"destinatari": "imprese partner"}, ["Il welfare aziendale"]),
        ({"mese": "2015-02"}, ["Il welfare aziendale"]),
        ({"mese": "2015-03"}, []),
        ({"mese": "2016-10", "tipologia": "Convegno"}, ["Bilancio"]),
    ],
)
def test_initiatives_are_filtered(client, programma, filtri, attese):
    assert topics(client.get(ELENCO, filtri)) == attese


def test_a_filter_that_finds_nothing_says_how_to_go_on(client, programma):
    testo = client.get(ELENCO, {"cerca": "nessuna"}).text
    assert "Nessuna iniziativa corrisponde ai filtri" in testo
    assert "Togli i filtri" in testo


@pytest.mark.parametrize(
    ("campo", "valore", "errore"),
    [
        ("tipologia", "Gita", "Gita non è tra quelle disponibili."),
        ("mese", "2014-13", "2014-13 non è tra quelle disponibili."),
        ("mese", "9999-01", "9999-01 non è tra quelle disponibili."),
        ("cerca", "x" * 101, "non contenga più di 100 caratteri"),
        ("destinatari", "a\x00b", "I caratteri null non sono ammessi."),
    ],
)
def test_a_wrong_filter_is_explained_and_hides_nothing(client, programma, campo, valore, errore):
    risposta = client.get(ELENCO, {campo: valore})
    assert risposta.status_code == 200
    assert errore in risposta.text
    assert topics(risposta) == ["Il welfare aziendale", "Bilancio"]


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante
):
    for _ in range(quante):
        make_iniziativa(ciclo=ciclo)
    with django_assert_num_queries(QUERIES):
        client.get(ELENCO)


# Months to choose, kinds to choose, count, rows, editions, lead body.
QUERIES = 6


def test_initiatives_of_two_cycles_are_drawn_apart(client, ciclo):
    vecchio = make_ciclo(
        slug="2010-2011",
        denominazione="Biennio 2010-2011",
        dal=date(2010, 1, 1),
        al=date(2011, 12, 31),
    )
    make_iniziativa(ciclo=vecchio, dal=date(2010, 2, 1), al=date(2010, 2, 28))
    make_iniziativa(ciclo=ciclo)
    gruppi = client.get(ELENCO).context["grafico"]["gruppi"]
    assert [gruppo["titolo"] for gruppo in gruppi] == [str(ciclo), "Biennio 2010-2011"]


def test_an_empty_programme_says_why(client, db):
    assert "Il programma non contiene ancora iniziative" in client.get(ELENCO).text


# --- The card ---------------------------------------------------------------------------------


@pytest.fixture
def serie(programma):
    return programma[0]


def event_of(client, iniziativa):
    testo = client.get(iniziativa.get_absolute_url()).text
    scritti = re.findall(r'<script type="application/ld\+json">(.*?)</script>', testo)
    eventi = [json.loads(scritto) for scritto in scritti]
    return next(e for e in eventi if e.get("@type", "").startswith("Event"))


def test_the_card_says_plainly_what_is_not_known(client, serie, django_assert_num_queries):
    with django_assert_num_queries(2):  # the initiative, the lead body
        testo = client.get(serie.get_absolute_url()).text
    assert "ottobre 2014 – febbraio 2015" in testo
    assert "ma non il giorno, l’ora e il luogo delle 4 edizioni" in testo
    assert "né quanto costa organizzarla" in testo
    assert "/formazione/workshop.ics" in testo


def test_without_months_the_card_offers_no_calendar(client, ciclo):
    senza = make_iniziativa(ciclo=ciclo, slug="senza", dal=None, al=None)
    testo = client.get(senza.get_absolute_url()).text
    assert "Il Piano non indica né il mese, né il giorno, né il luogo." in testo
    assert "/formazione/senza.ics" not in testo


def test_several_editions_are_a_series_with_its_months(client, serie):
    assert event_of(client, serie) == {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": "Workshop: Il welfare aziendale",
        "description": "Di che cosa si parla. Periodo previsto: ottobre 2014 – febbraio 2015.",
        "url": "http://127.0.0.1:8000/formazione/workshop/",
        "inLanguage": "it",
        "audience": {"@type": "Audience", "audienceType": "Partner e imprese"},
        "startDate": "2014-10",
        "endDate": "2015-02",
    }


@pytest.mark.parametrize(
    ("dal", "al", "giorni"),
    [
        (date(2016, 10, 1), date(2016, 10, 31), {"startDate": "2016-10"}),
        (date(2016, 10, 1), date(2016, 11, 30), {}),
        (
            date(2016, 10, 4),
            date(2016, 10, 5),
            {"startDate": "2016-10-04", "endDate": "2016-10-05"},
        ),
        (None, None, {}),
    ],
)
def test_a_single_event_has_only_the_days_that_are_known(client, ciclo, dal, al, giorni):
    evento = event_of(client, make_iniziativa(ciclo=ciclo, dal=dal, al=al))
    assert evento["@type"] == "Event"
    assert {k: v for k, v in evento.items() if k in ("startDate", "endDate")} == giorni


def test_markup_in_an_initiative_cannot_end_its_data(client, ciclo):
    ostile = make_iniziativa(ciclo=ciclo, argomento="</script><script>alert(1)</script>")
    assert event_of(client, ostile)["name"] == "Convegno: </script><script>alert(1)</script>"
    assert "<script>alert(1)" not in client.get(ostile.get_absolute_url()).text


# --- The plan of 2014 -------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_programme_of_2014_adds_up_to_nineteen_editions(client, plan_2014):
    risposta = client.get(ELENCO)
    assert risposta.context["edizioni"] == 19
    chiude = [i.slug for i in risposta.context["object_list"] if i.conclusiva]
    assert chiude == ["convegno-bilancio-conclusivo-del-biennio"]
