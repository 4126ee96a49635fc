"""A reader asks whether the network has grown."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rete.consistenza import Conteggio, Periodo, count_members, count_series
from rete.crescita import AL_PIU, draw_growth, growth
from rete.enums import TipoConsistenza
from rete.models import Accordo, Ciclo, ConsistenzaDichiarata
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
            lambda dal, giorni: Periodo(dal, giorni and dal + timedelta(days=giorni)),
            GIORNI,
            st.one_of(st.none(), st.integers(1, 200)),
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
    assert "La domanda non si presenta ancora da qui" in testo
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
    with django_assert_num_queries(17):
        client.get(PAGINA)
