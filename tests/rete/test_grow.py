"""A reader asks whether the network has grown."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conciliazione.cifre import ErroreCifra, Lettura
from conciliazione.periodi import today
from rete.cifre_crescita import growth_percent
from rete.consistenza import Conteggio, Periodo, count_members, count_series
from rete.crescita import AL_PIU, draw_growth, growth
from rete.enums import TipoConsistenza
from rete.models import Accordo, Adesione, Ciclo, ConsistenzaDichiarata
from tests.factories import make_accordo, make_adesione

PAGINA = "/rete/"
DICHIARATO = date(2014, 6, 27)
GIORNI = st.dates(date(2014, 1, 1), date(2014, 12, 31))


@pytest.fixture
def accordo(ciclo: Ciclo) -> Accordo:
    """An agreement of twenty signatories and twelve who joined later, on one day."""
    accordo = make_accordo(ciclo=ciclo)
    for tipo, numero in [(TipoConsistenza.SOTTOSCRITTORI, 20), (TipoConsistenza.ADERENTI, 12)]:
        ConsistenzaDichiarata.objects.create(
            accordo=accordo, tipo=tipo, numero=numero, data=DICHIARATO, fonte="Piano, cap. 2"
        )
    return accordo


def totals(ciclo: Ciclo, on: date = date(2016, 1, 1)) -> list[tuple[date, int]]:
    return [(momento.data, momento.totale) for momento in growth(ciclo, on)]


def test_the_number_is_told_on_the_days_on_which_it_is_declared_or_changes(
    accordo: Accordo,
) -> None:
    make_adesione(accordo=accordo, dal=date(2014, 9, 1), al=date(2015, 3, 31))
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    assert totals(accordo.ciclo) == [
        (DICHIARATO, 32),
        (date(2014, 9, 1), 34),
        (date(2015, 4, 1), 33),
    ]


def test_a_day_on_which_one_comes_and_one_goes_is_no_change(accordo: Accordo) -> None:
    make_adesione(accordo=accordo, dal=date(2014, 1, 1), al=date(2014, 8, 31))
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    assert totals(accordo.ciclo) == [(DICHIARATO, 32)]


def test_what_has_not_happened_yet_is_left_out(accordo: Accordo) -> None:
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    assert totals(accordo.ciclo, on=date(2014, 8, 31)) == [(DICHIARATO, 32)]


def test_a_second_declaration_is_told_even_if_the_number_is_the_same(accordo: Accordo) -> None:
    dopo = date(2015, 1, 1)
    for tipo, numero in [(TipoConsistenza.SOTTOSCRITTORI, 20), (TipoConsistenza.ADERENTI, 12)]:
        ConsistenzaDichiarata.objects.create(
            accordo=accordo, tipo=tipo, numero=numero, data=dopo, fonte="Monitoraggio"
        )
    assert totals(accordo.ciclo) == [(DICHIARATO, 32), (dopo, 32)]


@given(
    st.lists(st.builds(Conteggio, GIORNI, st.integers(0, 50)), max_size=3),
    st.lists(
        st.builds(
            lambda dal, giorni, noto: Periodo(
                dal if noto or not giorni else None, giorni and dal + timedelta(days=giorni)
            ),
            GIORNI,
            st.one_of(st.none(), st.integers(1, 200)),
            st.booleans(),
        ),
        max_size=6,
    ),
    GIORNI,
)
def test_on_any_day_the_members_are_those_of_the_last_change(
    dichiarati: list[Conteggio], adesioni: list[Periodo], giorno: date
) -> None:
    serie = count_series({"a": (dichiarati, adesioni)}, giorno)
    detta = not dichiarati or min(c.data for c in dichiarati) <= giorno
    attesi = count_members(dichiarati, adesioni, giorno) if detta else 0
    assert (serie[-1][1]["a"] if serie else 0) == attesi
    assert [n["a"] for _, n in serie] == [count_members(dichiarati, adesioni, g) for g, _ in serie]


def test_an_end_that_no_calendar_has_a_day_after_is_no_change() -> None:
    eterno = [Periodo(date(2014, 1, 1), date.max)]
    serie = count_series({"a": ([], eterno)}, date.max)
    assert serie == [(date(2014, 1, 1), {"a": 1})]


def test_with_many_changes_the_latest_are_told(accordo: Accordo) -> None:
    for posto in range(AL_PIU):
        make_adesione(accordo=accordo, dal=DICHIARATO + timedelta(days=1 + posto))
    serie = growth(accordo.ciclo, date(2016, 1, 1))
    assert [m.totale for m in serie] == list(range(33, 33 + AL_PIU))


# --- The page ---


def test_one_count_alone_is_said_to_be_one(accordo: Accordo, client: Client) -> None:
    testo = client.get(PAGINA).text
    assert "Per ora c’è un conteggio solo" in testo
    assert "crescita-1" not in testo


def test_more_counts_are_drawn_beside_their_table(accordo: Accordo, client: Client) -> None:
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    testo = client.get(PAGINA).text
    assert "Soggetti della Rete nel tempo. 27/06/2014: 32; 01/09/2014: 33." in testo
    assert "1° settembre 2014" in testo
    assert "adesioni registrate nel portale" in testo


def test_the_chart_has_nothing_to_compare_with_one_count(accordo: Accordo) -> None:
    assert draw_growth(growth(accordo.ciclo, DICHIARATO)) == {}


def test_the_page_says_how_one_joins_and_whom_to_write_to(accordo: Accordo, client: Client) -> None:
    profilo = accordo.ciclo.capofila.profilo
    profilo.email = "rete@ente.example"
    profilo.save()
    testo = client.get(PAGINA).text
    assert "Aderisci alla Rete" in testo
    assert '<a href="mailto:rete@ente.example">' in testo
    assert '<a class="numero-chiave-etichetta" href="/rete/cifre/rete.membri/">' in testo


def test_before_there_is_a_ciclo_the_page_says_so(client: Client, db: None) -> None:
    assert "La Rete non è ancora registrata" in client.get(PAGINA).text


def test_before_there_is_an_accordo_nothing_is_invented(client: Client, ciclo: Ciclo) -> None:
    testo = client.get(PAGINA).text
    assert "L’Accordo di questo ciclo non è ancora registrato" in testo
    assert "Non c’è ancora alcun conteggio" in testo


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_reads_the_same_queries_for_any_number_of_adhesions(
    accordo: Accordo, client: Client, django_assert_num_queries: Callable, quanti: int
) -> None:
    for posto in range(quanti):
        make_adesione(accordo=accordo, dal=DICHIARATO + timedelta(days=1 + posto))
    with django_assert_num_queries(15):
        client.get(PAGINA)


# --- The figures of the growth --------------------------------------------------------------------


def figures(ciclo: Ciclo, on: date) -> list[object]:
    lettura = Lettura(ciclo, on)
    chiavi = ("partenza", "membri", "nuove_adesioni", "recessi", "crescita")
    return [lettura.value(f"rete.{chiave}") for chiave in chiavi]


def test_the_growth_is_counted_from_the_first_declared_numbers(accordo: Accordo) -> None:
    make_adesione(accordo=accordo, dal=DICHIARATO)  # it is in the declared number
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    make_adesione(accordo=accordo, dal=date(2015, 2, 1), al=date(2015, 3, 31))
    ciclo = accordo.ciclo
    assert figures(ciclo, DICHIARATO) == [32, 32, 0, 0, Decimal(0)]
    assert figures(ciclo, date(2015, 2, 1)) == [32, 34, 2, 0, Decimal("6.3")]
    assert figures(ciclo, date(2015, 3, 31)) == [32, 34, 2, 0, Decimal("6.3")]
    assert figures(ciclo, date(2015, 4, 1)) == [32, 33, 2, 1, Decimal("3.1")]


def test_a_later_declaration_moves_the_members_and_not_the_start(accordo: Accordo) -> None:
    ConsistenzaDichiarata.objects.create(
        accordo=accordo, tipo="aderenti", numero=20, data=date(2015, 1, 1), fonte="Monitoraggio"
    )
    assert figures(accordo.ciclo, date(2015, 1, 2)) == [32, 40, 0, 0, Decimal("25.0")]


def test_who_leaves_and_was_only_deduced_is_taken_from_the_declared_number(
    accordo: Accordo,
) -> None:
    make_adesione(accordo=accordo, tipo="sottoscrittore", dal=None, al=date(2015, 3, 31))
    assert figures(accordo.ciclo, date(2015, 3, 31)) == [32, 32, 0, 0, Decimal(0)]
    assert figures(accordo.ciclo, date(2015, 4, 1)) == [32, 31, 0, 1, Decimal("-3.1")]
    assert totals(accordo.ciclo)[-1] == (date(2015, 4, 1), 31)


def test_each_year_has_its_own(accordo: Accordo) -> None:
    for dal, al in ((date(2014, 9, 1), date(2015, 3, 31)), (date(2015, 1, 1), None)):
        make_adesione(accordo=accordo, dal=dal, al=al)
    lettura = Lettura(accordo.ciclo, date(2015, 12, 31))
    assert lettura.arguments("rete.recessi") == ["2014", "2015"]
    anni = [
        (lettura.value(f"rete.nuove_adesioni:{anno}"), lettura.value(f"rete.recessi:{anno}"))
        for anno in (2014, 2015)
    ]
    assert anni == [(1, 0), (1, 1)]
    assert [o.nome for o in lettura.origins("rete.recessi:2015")] == [
        f"Uscita: {Adesione.objects.get(al__isnull=False).soggetto}"
    ]


def test_without_a_declared_number_there_is_no_percentage(ciclo: Ciclo) -> None:
    accordo = make_accordo(ciclo=ciclo)
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    make_adesione(accordo=accordo, dal=None, al=date(2014, 9, 30))
    assert figures(ciclo, date(2015, 1, 1)) == [None, 1, 1, 0, None]


@pytest.mark.parametrize(
    ("membri", "partenza", "attesa"),
    [(33, 32, "3.1"), (31, 32, "-3.1"), (32, 32, "0.0"), (1, 0, None), (1, None, None)],
)
def test_the_percentage_has_one_decimal(
    membri: int, partenza: int | None, attesa: str | None
) -> None:
    assert growth_percent(membri, partenza) == (attesa and Decimal(attesa))


def test_the_page_of_the_network_says_the_same_numbers(client: Client, accordo: Accordo) -> None:
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    lettura = Lettura(accordo.ciclo, today())
    pagina = client.get(PAGINA).text
    for chiave in ("partenza", "nuove_adesioni", "recessi", "crescita"):
        detto = f'valore">{lettura.write(f"rete.{chiave}")}</span>'
        assert detto in pagina


# --- Another day, and a period --------------------------------------------------------------------


def key_numbers(testo: str) -> list[str]:
    """The numbers of the section of the growth."""
    sezione = testo.partition('id="crescita"')[2].partition('id="accordo"')[0]
    return re.findall(r'numero-chiave-valore">([^<]*)<', sezione)


@pytest.fixture
def grown(accordo: Accordo) -> Accordo:
    """Two joined after the declared numbers, one of whom left."""
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    make_adesione(accordo=accordo, dal=date(2015, 2, 1), al=date(2015, 3, 31))
    return accordo


@pytest.mark.parametrize(
    ("query", "attese"),
    [
        ("", ["32", "2", "1", "3,1 %"]),
        ("?al=2014-06-27", ["32", "20", "12", "32", "0", "0", "0 %"]),
        ("?al=2014-12-31", ["33", "20", "13", "32", "1", "0", "3,1 %"]),
        ("?al=2015-03-31&dal=2015-01-01", ["34", "20", "14", "32", "1", "0", "6,3 %"]),
        ("?al=2015-04-01&dal=2015-02-02", ["33", "20", "13", "32", "0", "1", "3,1 %"]),
        ("?dal=2015-01-01", ["32", "1", "1", "3,1 %"]),
        ("?al=2014-06-26", ["0", "0", "0", "0", "0"]),
    ],
)
def test_the_page_tells_the_growth_of_the_day_and_of_the_period_asked_for(
    client: Client, grown: Accordo, query: str, attese: list[str]
) -> None:
    numeri = key_numbers(client.get(f"{PAGINA}{query}").text)
    assert [n.replace("\N{NO-BREAK SPACE}", " ") for n in numeri] == attese


def test_each_number_of_another_day_leads_to_its_rows_of_that_day(
    client: Client, grown: Accordo
) -> None:
    testo = client.get(f"{PAGINA}?al=2015-04-01&dal=2015-02-02").text
    assert 'href="/rete/cifre/rete.membri/?al=2015-04-01"' in testo
    assert 'href="/rete/cifre/rete.recessi:2015-02-02/?al=2015-04-01"' in testo
    (uscito,) = Adesione.objects.filter(al__isnull=False)
    righe = client.get("/rete/cifre/rete.recessi:2015-02-02/?al=2015-04-01").text
    assert f"Uscita: {uscito.soggetto}" in righe


@pytest.mark.parametrize(
    ("query", "detto"),
    [
        ("al=boh", "Scrivere un giorno, per esempio 31/12/2014."),
        ("al=2014-02-30", "Scrivere un giorno, per esempio 31/12/2014."),
        ("dal=2015-02-01&al=2015-01-31", "Questo giorno viene dopo quello a cui si chiedono"),
        ("dal=9999-12-31", "Questo giorno viene dopo quello a cui si chiedono"),
    ],
)
def test_a_wrong_day_is_told_beside_its_field_and_the_growth_is_that_of_today(
    client: Client, grown: Accordo, query: str, detto: str
) -> None:
    risposta = client.get(f"{PAGINA}?{query}")
    assert risposta.status_code == 200
    assert detto in risposta.text
    assert len(key_numbers(risposta.text)) == 4


def test_a_day_that_has_not_come_yet_counts_what_is_recorded(
    client: Client, grown: Accordo
) -> None:
    make_adesione(accordo=grown, dal=today() + timedelta(days=10))
    testo = client.get(f"{PAGINA}?al=9999-12-31").text
    assert "Quel giorno non è ancora venuto" in testo
    assert key_numbers(testo)[0] == "34"


def test_the_years_that_may_be_asked_are_those_that_have_come(grown: Accordo) -> None:
    lettura = Lettura(grown.ciclo, date.max)
    assert lettura.arguments("rete.recessi")[-1] == str(today().year)


@pytest.mark.parametrize("argomento", ["20150101", "2015-W01-1", "2015-02-30", "2015-1-1"])
def test_a_day_is_an_argument_only_as_programs_write_it(grown: Accordo, argomento: str) -> None:
    with pytest.raises(ErroreCifra, match="non esiste"):
        Lettura(grown.ciclo, today()).value(f"rete.nuove_adesioni:{argomento}")
