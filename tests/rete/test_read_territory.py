"""A reader looks where the members of the network are."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rete.enums import TipoAdesione, TipoConsistenza
from rete.models import Accordo, Ciclo, ConsistenzaDichiarata
from rete.territorio import Presenza
from tests.factories import (
    make_accordo,
    make_adesione,
    make_ambito,
    make_comune,
    make_soggetto,
)

PAGINA = "/rete/territorio/"


def square(ovest: float) -> list:
    """The boundary of a comune a tenth of a degree wide."""
    est = round(ovest + 0.1, 1)
    return [[[[ovest, 45.0], [est, 45.0], [est, 45.1], [ovest, 45.1], [ovest, 45.0]]]]


@pytest.fixture
def accordo(ciclo: Ciclo) -> Accordo:
    """Five members declared: two known by name, one of whom with a comune."""
    accordo = make_accordo(ciclo=ciclo)
    ConsistenzaDichiarata.objects.create(
        accordo=accordo,
        tipo=TipoConsistenza.SOTTOSCRITTORI,
        numero=5,
        data=date(2014, 6, 27),
        fonte="Piano",
    )
    nord = make_ambito(slug="nord", denominazione="Nord")
    sud = make_ambito(slug="sud", denominazione="Sud")
    alfa = make_comune(denominazione="Alfa", ambito=nord, confine=square(9.0))
    make_comune(denominazione="Beta", ambito=sud, confine=square(9.1))
    for comune in (alfa, None):
        soggetto = make_soggetto(comune=comune)
        make_adesione(accordo=accordo, soggetto=soggetto, tipo=TipoAdesione.DEDOTTA, dal=None)
    make_soggetto(comune=alfa, denominazione="Solo nominato")
    return accordo


def rows(risposta: object) -> list[tuple[str, int]]:
    return [(comune.denominazione, comune.n_membri) for comune in risposta.context["object_list"]]


def test_each_comune_has_the_members_that_have_their_seat_there(
    accordo: Accordo, client: Client
) -> None:
    risposta = client.get(PAGINA)
    assert rows(risposta) == [("Alfa", 1), ("Beta", 0)]
    ambiti = [(a.denominazione, a.n_comuni, a.n_membri) for a in risposta.context["ambiti"]]
    assert ambiti == [("Nord", 1, 1), ("Sud", 1, 0)]


def test_the_map_says_the_numbers_of_its_table_and_whose_the_boundaries_are(
    accordo: Accordo, client: Client
) -> None:
    testo = client.get(PAGINA).text
    assert "ciascun comune. Alfa 1; nessuno negli altri 1." in testo
    assert "Confini: ISTAT / openpolis, CC BY 4.0" in testo


def test_the_sum_of_the_members_is_explained(accordo: Accordo, client: Client) -> None:
    presenza = client.get(PAGINA).context["presenza"]
    assert presenza == Presenza(membri=5, nominati=2, con_sede=1)
    parti = (presenza.con_sede, presenza.senza_sede, presenza.senza_nome)
    assert parti == (1, 1, 3)
    assert sum(parti) == presenza.membri


def test_more_names_than_members_are_said_and_still_add_up(ciclo: Ciclo, client: Client) -> None:
    accordo = make_accordo(ciclo=ciclo)
    make_adesione(accordo=accordo, tipo=TipoAdesione.DEDOTTA, dal=None)
    make_ambito()
    risposta = client.get(PAGINA)
    presenza = risposta.context["presenza"]
    assert (presenza.membri, presenza.senza_nome, presenza.in_eccesso) == (0, 0, 1)
    assert "in più rispetto al numero dichiarato" in risposta.text


def test_who_has_left_is_no_longer_on_the_map(accordo: Accordo, client: Client) -> None:
    accordo.adesioni.update(al=date(2015, 1, 1))
    assert rows(client.get(PAGINA)) == [("Alfa", 0), ("Beta", 0)]


def test_comuni_are_filtered_by_ambito_and_the_map_keeps_them_all(
    accordo: Accordo, client: Client
) -> None:
    risposta = client.get(PAGINA, {"ambito": "sud"})
    assert rows(risposta) == [("Beta", 0)]
    assert len(risposta.context["mappa"]["comuni"]) == 2


def test_an_ambito_that_does_not_exist_is_explained_by_the_field(
    accordo: Accordo, client: Client
) -> None:
    risposta = client.get(PAGINA, {"ambito": "atlantide"})
    assert rows(risposta) == [("Alfa", 1), ("Beta", 0)]
    assert risposta.context["filterset"].form["ambito"].errors


def test_an_inferred_district_is_marked(accordo: Accordo, client: Client) -> None:
    make_ambito(denominazione="Est", distretto=make_soggetto(), distretto_dedotto=True)
    assert "</a> (dedotto)</td>" in client.get(PAGINA).text


def test_an_ambito_without_comuni_is_zero(accordo: Accordo, client: Client) -> None:
    make_ambito(denominazione="Est")
    ambiti = [(a.denominazione, a.n_comuni) for a in client.get(PAGINA).context["ambiti"]]
    assert ambiti == [("Est", 0), ("Nord", 1), ("Sud", 1)]


def test_a_comune_without_boundary_is_in_the_table_alone(accordo: Accordo, client: Client) -> None:
    make_comune(denominazione="Gamma", ambito=make_ambito())
    risposta = client.get(PAGINA)
    assert rows(risposta) == [("Alfa", 1), ("Beta", 0), ("Gamma", 0)]
    assert len(risposta.context["mappa"]["comuni"]) == 2


def test_before_there_is_a_territory_the_page_says_so(client: Client, db: None) -> None:
    assert "Il territorio non è ancora registrato" in client.get(PAGINA).text


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_reads_the_same_queries_for_any_number_of_comuni(
    accordo: Accordo, client: Client, django_assert_num_queries: Callable, quanti: int
) -> None:
    for posto in range(quanti):
        comune = make_comune(confine=square(9.2 + posto / 10))
        make_adesione(accordo=accordo, soggetto=make_soggetto(comune=comune))
    with django_assert_num_queries(11):
        client.get(PAGINA)
