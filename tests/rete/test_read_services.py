"""A reader asks which services there are, and how many."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from conciliazione.cifre import Lettura
from rete.censimento import SENZA_AREA, Area, Conto, count_by_area, draw_places
from rete.models import CensimentoServizi, Ciclo, TipologiaServizio
from tests.factories import (
    make_ambito,
    make_censimento,
    make_ciclo,
    make_esempio,
    make_tipologia,
)

ELENCO = "/servizi/"
AREE = "/servizi/per-area/"
ESEMPI = "/servizi/iniziative-dei-comuni/"


@pytest.fixture
def nido(ciclo: Ciclo) -> TipologiaServizio:
    """Nurseries: 138 units and 4.602 places, 10 and 300 of which counted in one ambito."""
    nido = make_tipologia(
        slug="asilo-nido", denominazione="Asilo nido", settore="socioassistenziale", area="minori"
    )
    make_censimento(tipologia=nido, ciclo=ciclo, unita=138, posti=4602, fonte="Elenco regionale")
    melzo = make_ambito(slug="melzo", denominazione="Melzo")
    make_censimento(tipologia=nido, ciclo=ciclo, ambito=melzo, unita=10, posti=300)
    return nido


@pytest.fixture
def consultorio(ciclo: Ciclo) -> TipologiaServizio:
    """A service that is not measured in places, for nobody in particular."""
    consultorio = make_tipologia(denominazione="Consultorio", sigla="CF", con_posti=False)
    make_censimento(tipologia=consultorio, ciclo=ciclo, unita=18, posti=None)
    return consultorio


def names(risposta: object) -> list[str]:
    return [tipologia.denominazione for tipologia in risposta.context["object_list"]]


# --- The whole territory and its detail ---


def test_what_an_ambito_counts_never_adds_to_the_whole_territory(
    ciclo: Ciclo, nido: TipologiaServizio
) -> None:
    lettura = Lettura(ciclo, date(2014, 12, 31))
    chiavi = ["rete.tipologie", "rete.unita", "rete.posti", "rete.posti:socioassistenziale"]
    assert [lettura.value(chiave) for chiave in chiavi] == [1, 138, 4602, 4602]
    attese = {"tipologie": 1, "unita": 138, "posti": 4602}
    assert CensimentoServizi.objects.totali().sums() == attese


def test_the_page_shows_the_registered_figures_and_their_totals(
    client: Client, nido: TipologiaServizio, consultorio: TipologiaServizio
) -> None:
    risposta = client.get(ELENCO)
    lette = {letta.riferimento: letta.testo for letta, _ in risposta.context["cifre"]}
    assert lette == {
        "rete.unita": "156",
        "rete.posti": "4.602",
        "rete.unita:sociosanitario": "18",
        "rete.posti:sociosanitario": "0",
        "rete.unita:socioassistenziale": "138",
        "rete.posti:socioassistenziale": "4.602",
    }
    assert risposta.context["somma"] == {"tipologie": 2, "unita": 156, "posti": 4602}
    assert client.get(AREE).context["totale"] == ["2", "156", "4.602"]


def test_services_are_told_by_area_where_there_is_one(
    ciclo: Ciclo, nido: TipologiaServizio, consultorio: TipologiaServizio
) -> None:
    aree = count_by_area(ciclo)
    assert aree == [
        Area("minori", "Minori", Conto(1, 138, 4602)),
        Area("", SENZA_AREA, Conto(1, 18, None)),
    ]
    assert draw_places(aree)["voci"] == [{"etichetta": "Minori", "valore": 4602}]
    assert draw_places([]) == {}


def test_another_ciclo_is_not_counted(client: Client, nido: TipologiaServizio) -> None:
    prima = make_ciclo(dal=date(2010, 1, 1), al=date(2011, 12, 31))
    make_censimento(tipologia=nido, ciclo=prima, unita=1000)
    assert client.get(ELENCO).context["somma"]["unita"] == 138


# --- Filters ---


@pytest.mark.parametrize(
    ("filtro", "attese"),
    [
        ({"cerca": "NIDO"}, ["Asilo nido"]),
        ({"cerca": "cf"}, ["Consultorio"]),
        ({"settore": "sociosanitario"}, ["Consultorio"]),
        ({"area": "minori"}, ["Asilo nido"]),
        ({"ambito": "melzo"}, ["Asilo nido"]),
        ({"ambito": "melzo", "settore": "sociosanitario"}, []),
        ({"settore": "marziano"}, ["Asilo nido", "Consultorio"]),
        ({"ambito": "atlantide"}, ["Asilo nido", "Consultorio"]),
    ],
)
def test_services_are_filtered_by_words_sector_area_and_ambito(
    client: Client,
    nido: TipologiaServizio,
    consultorio: TipologiaServizio,
    filtro: dict,
    attese: list,
) -> None:
    risposta = client.get(ELENCO, filtro)
    assert risposta.status_code == 200
    assert names(risposta) == attese


def test_in_an_ambito_the_numbers_are_those_of_the_ambito(
    client: Client, nido: TipologiaServizio
) -> None:
    risposta = client.get(ELENCO, {"ambito": "melzo"})
    (mostrato,) = risposta.context["object_list"]
    assert [(c.unita, c.posti) for c in mostrato.censiti] == [(10, 300)]
    assert risposta.context["somma"] == {"tipologie": 1, "unita": 10, "posti": 300}
    assert "sono una parte di quelli di tutto il territorio" in risposta.text


def test_an_ambito_that_was_not_counted_is_said_to_be_so(
    client: Client, nido: TipologiaServizio
) -> None:
    make_ambito(slug="paullo", denominazione="Paullo")
    testo = client.get(ELENCO, {"ambito": "paullo"}).text
    assert "Per questo ambito i servizi non sono ancora contati" in testo


def test_an_ambito_that_other_filters_empty_is_not_said_to_be_uncounted(
    client: Client, nido: TipologiaServizio
) -> None:
    testo = client.get(ELENCO, {"ambito": "melzo", "cerca": "hospice"}).text
    assert "Nessun tipo di servizio corrisponde ai filtri" in testo


def test_a_service_that_nobody_counted_says_so(client: Client, ciclo: Ciclo) -> None:
    make_tipologia()
    testo = client.get(ELENCO).text
    assert "non contate" in testo


def test_the_page_says_what_it_does_not_hold_yet(
    client: Client, consultorio: TipologiaServizio
) -> None:
    testo = client.get(ELENCO).text
    assert "Che cosa qui ancora non si trova" in testo
    assert "né i numeri comune per comune o ambito per ambito" in testo


def test_without_services_the_page_says_so(client: Client, db: None) -> None:
    assert "Non è ancora registrato alcun servizio" in client.get(ELENCO).text


# --- By area ---


def test_each_area_leads_to_its_kinds_of_service(
    client: Client, nido: TipologiaServizio, consultorio: TipologiaServizio
) -> None:
    assert '<a href="/servizi/per-area/">i servizi per area</a>' in client.get(ELENCO).text
    testo = client.get(AREE).text
    assert '<a href="/servizi/?area=minori#tipologie">Minori</a>' in testo
    assert f'<th scope="row">{SENZA_AREA}</th>' in testo
    assert "senza capienza" in testo


def test_without_a_count_there_are_no_areas(client: Client, ciclo: Ciclo) -> None:
    make_tipologia()
    assert "Nessun servizio è ancora stato contato" in client.get(AREE).text
    assert "i servizi per area" not in client.get(ELENCO).text


# --- The card ---


def test_the_card_keeps_the_detail_apart_from_the_total(
    client: Client, nido: TipologiaServizio
) -> None:
    testo = client.get(nido.get_absolute_url()).text
    assert "4.602" in testo
    assert "Elenco regionale" in testo
    assert "non si aggiungono ad essi" in testo
    assert ">Melzo</th>" in testo


def test_the_card_says_what_is_not_known(client: Client, consultorio: TipologiaServizio) -> None:
    testo = client.get(consultorio.get_absolute_url()).text
    assert "Questo servizio non si misura in posti." in testo
    assert "non è ancora noto" in testo
    assert "La fonte non indica a quale area" in testo
    assert "i recapiti dei singoli servizi non sono ancora nel portale" in testo


def test_a_kind_without_a_count_has_its_card_all_the_same(client: Client, ciclo: Ciclo) -> None:
    testo = client.get(make_tipologia().get_absolute_url()).text
    assert "non c’è ancora un conteggio" in testo


# --- The examples ---


def test_initiatives_stand_by_whom_they_are_for(client: Client, ciclo: Ciclo) -> None:
    make_esempio(ciclo=ciclo, denominazione="Ludoteca")
    make_esempio(ciclo=ciclo, denominazione="Car sharing", destinatario="cittadini_famiglie")
    testo = client.get(ESEMPI).text
    assert '<h2 id="minori">Minori</h2>' in testo
    assert "<li>Ludoteca</li>" in testo
    filtrati = client.get(ESEMPI, {"destinatario": "cittadini_famiglie"}).context["object_list"]
    assert [esempio.denominazione for esempio in filtrati] == ["Car sharing"]


def test_without_initiatives_the_page_says_so(client: Client, db: None) -> None:
    assert "Non è ancora registrata alcuna iniziativa" in client.get(ESEMPI).text


# --- Queries ---


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_pages_read_the_same_queries_for_any_number_of_rows(
    client: Client, ciclo: Ciclo, django_assert_num_queries: Callable, quanti: int
) -> None:
    for _ in range(quanti):
        make_censimento(ciclo=ciclo)
        make_esempio(ciclo=ciclo)
    with django_assert_num_queries(7):
        client.get(ELENCO)
    with django_assert_num_queries(3):  # ciclo, areas, totals
        client.get(AREE)
    with django_assert_num_queries(3):  # ciclo, count, rows
        client.get(ESEMPI)
