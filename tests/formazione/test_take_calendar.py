from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from tests.factories import make_iniziativa

TUTTE = "/formazione/calendario.ics"


@pytest.fixture
def periodo(ciclo):
    return make_iniziativa(
        ciclo=ciclo,
        slug="convegno",
        argomento="Presentazione, con virgole; e altro",
        contenuti="Parole lunghe e accentate, perché la riga superi i settantacinque ottetti.",
        edizioni=2,
        dal=date(2014, 10, 1),
        al=date(2014, 11, 30),
    )


def events(risposta):
    return Calendar.from_ical(risposta.content).walk("VEVENT")


def test_a_period_of_months_is_all_day_and_takes_nobodys_time(client, periodo):
    risposta = client.get("/formazione/convegno.ics")
    [evento] = events(risposta)
    assert risposta["Content-Type"] == "text/calendar; charset=utf-8"
    assert risposta["Content-Disposition"] == 'attachment; filename="convegno.ics"'
    assert (evento.decoded("dtstart"), evento.decoded("dtend")) == (
        date(2014, 10, 1),
        date(2014, 12, 1),
    )
    assert str(evento["summary"]) == (
        "Convegno: Presentazione, con virgole; e altro (periodo: giorno da definire)"
    )
    assert (str(evento["transp"]), str(evento["status"])) == ("TRANSPARENT", "TENTATIVE")
    assert str(evento["uid"]) == "iniziativa-convegno@127.0.0.1"
    assert str(evento["url"]) == "http://127.0.0.1:8000/formazione/convegno/"
    assert str(evento["description"]).splitlines() == [
        "Periodo previsto dal Piano: ottobre 2014 – novembre 2014, 2 edizioni.",
        "Parole lunghe e accentate, perché la riga superi i settantacinque ottetti.",
        "Per chi: Imprese.",
    ]


def test_days_that_are_known_are_taken(client, ciclo):
    make_iniziativa(ciclo=ciclo, slug="giorno", dal=date(2014, 10, 3), al=date(2014, 10, 3))
    [evento] = events(client.get("/formazione/giorno.ics"))
    assert (evento.decoded("dtstart"), evento.decoded("dtend")) == (
        date(2014, 10, 3),
        date(2014, 10, 4),
    )
    assert str(evento["transp"]) == "OPAQUE"
    assert "periodo" not in str(evento["summary"])


def test_the_same_rows_give_the_same_bytes(client, periodo):
    prima = client.get(TUTTE).content
    assert client.get(TUTTE).content == prima
    [evento] = events(client.get(TUTTE))
    # Midnight in Rome of the day on which the ciclo begins.
    inizio = datetime(periodo.ciclo.dal.year, periodo.ciclo.dal.month, 1, tzinfo=UTC)
    assert (inizio - evento.decoded("dtstamp")).total_seconds() in (3600, 7200)


def test_lines_end_and_fold_as_the_standard_says(client, periodo):
    contenuto = client.get(TUTTE).content
    righe = contenuto.split(b"\r\n")
    assert contenuto.startswith(b"BEGIN:VCALENDAR\r\n")
    assert contenuto.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, righe)) <= 75
    assert any(riga.startswith(b" ") for riga in righe)
    assert b"X-WR-TIMEZONE:Europe/Rome\r\n" in contenuto


def test_all_of_them_are_in_one_file_but_those_without_a_period(client, periodo):
    for dal, al in [(None, None), (date(2014, 10, 1), None), (None, date(2014, 10, 31))]:
        make_iniziativa(ciclo=periodo.ciclo, dal=dal, al=al)
    altra = make_iniziativa(ciclo=periodo.ciclo)
    trovati = [str(evento["uid"]) for evento in events(client.get(TUTTE))]
    assert trovati == ["iniziativa-convegno@127.0.0.1", f"iniziativa-{altra.slug}@127.0.0.1"]


@pytest.mark.parametrize("quante", [1, 3])
def test_it_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante
):
    for _ in range(quante):
        make_iniziativa(ciclo=ciclo)
    with django_assert_num_queries(1):
        client.get(TUTTE)


def test_without_initiatives_the_file_is_empty_and_valid(client, db):
    assert events(client.get(TUTTE)) == []
