from datetime import date

import pytest
from django.utils.html import escape

from formazione.mesi import Mese, known_by_months, months_between, read_month
from tests.factories import make_iniziativa

CALENDARIO = "/formazione/calendario/"


@pytest.fixture
def anni(ciclo):
    """An initiative across two years, one of one month, one without dates."""
    return [
        make_iniziativa(
            ciclo=ciclo, argomento="A cavallo", dal=date(2014, 11, 1), al=date(2015, 2, 28)
        ),
        make_iniziativa(
            ciclo=ciclo, argomento="Di un mese", dal=date(2014, 12, 1), al=date(2014, 12, 31)
        ),
        make_iniziativa(ciclo=ciclo, argomento="Senza mesi", dal=None, al=None),
    ]


def months(risposta):
    """Of each initiative of a year, the numbers of its months."""
    return {
        iniziativa.argomento: [n for n, cella in enumerate(celle, 1) if cella]
        for iniziativa, celle in risposta.context["righe"]
    }


def test_a_year_shows_the_months_of_each_initiative(client, anni):
    risposta = client.get(CALENDARIO, {"anno": "2014"})
    assert months(risposta) == {"A cavallo": [11, 12], "Di un mese": [12]}
    conti = {str(mese): quante for mese, quante in risposta.context["per_mese"] if quante}
    assert conti == {"novembre 2014": 1, "dicembre 2014": 2}
    assert [str(i.argomento) for i in risposta.context["senza_date"]] == ["Senza mesi"]
    assert "Calendario del 2014" in risposta.text


def test_without_a_choice_it_opens_on_the_year_nearest_to_today(client, anni):
    assert months(client.get(CALENDARIO)) == {"A cavallo": [1, 2]}


def test_a_month_lists_what_happens_in_it(client, anni):
    risposta = client.get(CALENDARIO, {"anno": "2014", "mese": "12"})
    assert [(i.argomento, posto) for i, posto in risposta.context["righe"]] == [
        ("A cavallo", "nel mezzo del periodo"),
        ("Di un mese", "solo in questo mese"),
    ]
    assert "Calendario di dicembre 2014" in risposta.text


@pytest.mark.parametrize(
    ("chiesto", "prima", "dopo"),
    [
        ({"anno": "2014"}, None, {"url": "?anno=2015", "nome": "2015"}),
        ({"anno": "2015"}, {"url": "?anno=2014", "nome": "2014"}, None),
        (
            {"anno": "2014", "mese": "12"},
            {"url": "?anno=2014&mese=11", "nome": "novembre 2014"},
            {"url": "?anno=2015&mese=1", "nome": "gennaio 2015"},
        ),
        (
            {"anno": "2014", "mese": "1"},
            None,
            {"url": "?anno=2014&mese=2", "nome": "febbraio 2014"},
        ),
    ],
)
def test_it_leads_to_what_comes_before_and_after(client, anni, chiesto, prima, dopo):
    risposta = client.get(CALENDARIO, chiesto)
    assert (risposta.context["prima"], risposta.context["dopo"]) == (prima, dopo)
    assert all(escape(vicino["url"]) in risposta.text for vicino in (prima, dopo) if vicino)


@pytest.mark.parametrize(
    "chiesto", [{"anno": "99999"}, {"anno": "2013"}, {"anno": "x"}, {"mese": "13"}, {"mese": "0"}]
)
def test_a_wrong_period_is_explained(client, anni, chiesto):
    risposta = client.get(CALENDARIO, chiesto)
    assert risposta.status_code == 200
    assert "non è tra quelle disponibili" in risposta.text
    assert risposta.context["anno"] == "2015"


@pytest.mark.parametrize("quante", [1, 3])
@pytest.mark.parametrize(("chiesto", "domande"), [({"anno": "2014"}, 6), ({"mese": "10"}, 5)])
def test_it_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante, chiesto, domande
):
    for _ in range(quante):
        make_iniziativa(ciclo=ciclo)
    with django_assert_num_queries(domande):  # ends, count, rows, months, undated, lead body
        client.get(CALENDARIO, chiesto)


def test_an_empty_calendar_says_where_to_go(client, db):
    assert "Nessuna iniziativa in questo periodo" in client.get(CALENDARIO).text


# --- Months -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dal", "al", "attesi"),
    [
        (date(2014, 11, 1), date(2015, 1, 31), [11, 12]),
        (date(2014, 12, 1), None, [12]),
        (None, date(2014, 11, 30), [11]),
        (None, None, []),
        (date(2013, 1, 1), date(2015, 12, 31), [10, 11, 12]),
    ],
)
def test_where_an_end_is_unknown_only_the_other_counts(ciclo, dal, al, attesi):
    mesi = list(months_between(date(2014, 10, 1), date(2014, 12, 31)))
    assert [mese.numero for mese in mesi if mese.meets(dal, al)] == attesi
    iniziativa = make_iniziativa(ciclo=ciclo, dal=dal, al=al)
    trovate = type(iniziativa).objects.per_mese(mesi)
    assert [mese.numero for mese, quante in trovate if quante] == attesi


@pytest.mark.parametrize("scritto", ["2014-13", "ottobre", "2014", ""])
def test_what_is_not_a_month_is_not_read(scritto):
    with pytest.raises(ValueError, match=r"Invalid isoformat string|month must be"):
        read_month(scritto)


def test_a_month_is_written_as_addresses_want_it():
    assert read_month("2014-02") == Mese(2014, 2)
    assert (Mese(2014, 2).chiave, Mese(2014, 2).al) == ("2014-02", date(2014, 2, 28))


@pytest.mark.parametrize(
    ("dal", "al", "a_mesi"),
    [
        (date(2014, 10, 1), date(2014, 11, 30), True),
        (date(2014, 10, 1), None, True),
        (date(2014, 10, 2), date(2014, 11, 30), False),
        (date(2014, 10, 1), date(2014, 11, 29), False),
        (None, None, False),
    ],
)
def test_whole_months_are_told_from_days(dal, al, a_mesi):
    assert known_by_months(dal, al) is a_mesi
