from datetime import date

import pytest

from rete.enums import NaturaSoggetto
from rete.models import GrafiaSoggetto
from tests.factories import (
    make_accordo,
    make_adesione,
    make_ambito,
    make_comune,
    make_soggetto,
)

ELENCO = "/rete/soggetti/"


@pytest.fixture
def sindacato(ciclo):
    soggetto = make_soggetto(
        slug="cgil", denominazione="CGIL Milano", natura=NaturaSoggetto.SINDACATO
    )
    GrafiaSoggetto.objects.create(soggetto=soggetto, grafia="C.G.I.L.", dove="capitolo 7")
    return soggetto


@pytest.fixture
def accordo(ciclo):
    return make_accordo(ciclo=ciclo)


def names(risposta):
    return [soggetto.denominazione for soggetto in risposta.context["object_list"]]


def test_anyone_reads_the_soggetti_in_alphabetical_order(client, sindacato):
    risposta = client.get(ELENCO)
    assert names(risposta) == ["CGIL Milano", "Ente capofila"]
    assert "2 soggetti" in risposta.text
    assert "«C.G.I.L.»" in risposta.text


@pytest.mark.parametrize("cercato", ["cgil", "CGIL Mil", "c.g.i.l."])
def test_a_soggetto_is_found_by_any_of_its_spellings(client, sindacato, cercato):
    assert names(client.get(ELENCO, {"cerca": cercato})) == ["CGIL Milano"]


def test_soggetti_are_filtered_by_nature(client, sindacato):
    assert names(client.get(ELENCO, {"natura": "sindacato"})) == ["CGIL Milano"]


def test_a_filter_that_finds_nothing_says_how_to_go_on(client, sindacato):
    risposta = client.get(ELENCO, {"cerca": "nessuno"})
    assert names(risposta) == []
    assert "Nessun soggetto corrisponde ai filtri" in risposta.text
    assert "Togli i filtri" in risposta.text


@pytest.mark.parametrize(
    ("campo", "valore", "errore"),
    [
        (
            "natura",
            "marziana",
            "Scegli un&#x27;opzione valida. marziana non è tra quelle disponibili.",
        ),
        ("cerca", "x" * 101, "Assicurati che questo valore non contenga più di 100 caratteri"),
        ("cerca", "a\x00b", "I caratteri null non sono ammessi."),
    ],
)
def test_a_wrong_filter_is_explained_and_hides_nothing(client, sindacato, campo, valore, errore):
    risposta = client.get(ELENCO, {campo: valore})
    assert risposta.status_code == 200
    assert errore in risposta.text


@pytest.mark.parametrize(("pagina", "attese"), [("1", 20), ("2", 2), ("99", 2), ("due", 20)])
def test_a_long_list_is_paged_and_a_wrong_page_is_the_nearest(client, ciclo, pagina, attese):
    for _ in range(21):
        make_soggetto()
    assert len(names(client.get(ELENCO, {"page": pagina}))) == attese


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, accordo, django_assert_num_queries, quanti
):
    for _ in range(quanti):
        soggetto = make_soggetto(comune=make_comune())
        make_adesione(accordo=accordo, soggetto=soggetto)
    with django_assert_num_queries(7):  # ciclo, ambiti, comuni, count, rows, two sets
        client.get(ELENCO)


def test_an_empty_register_says_why(client, db):
    assert "Non è ancora registrato alcun soggetto" in client.get(ELENCO).text


# --- Place and adhesion ---


@pytest.fixture
def sparsi(accordo):
    """A member in a comune, the district of another ambito, one who has left, one only named."""
    nord = make_ambito(slug="nord", denominazione="Nord")
    alfa = make_comune(codice_istat="015001", denominazione="Alfa", ambito=nord)
    distretto = make_soggetto(denominazione="Distretto Est")
    make_ambito(slug="est", denominazione="Est", distretto=distretto)
    make_adesione(accordo=accordo, soggetto=make_soggetto(denominazione="Membro", comune=alfa))
    uscito = make_soggetto(denominazione="Uscito", comune=alfa)
    make_adesione(accordo=accordo, soggetto=uscito, al=date(2015, 1, 1))


@pytest.mark.parametrize(
    ("filtro", "attesi"),
    [
        ({"comune": "015001"}, ["Membro", "Uscito"]),
        ({"ambito": "nord"}, ["Membro", "Uscito"]),
        ({"ambito": "est"}, ["Distretto Est"]),
        ({"rete": "membri"}, ["Membro"]),
        ({"rete": "altri"}, ["Distretto Est", "Ente capofila", "Uscito"]),
        ({"comune": "015001", "rete": "membri"}, ["Membro"]),
        ({"cerca": "---"}, ["Distretto Est", "Ente capofila", "Membro", "Uscito"]),
    ],
)
def test_soggetti_are_filtered_by_place_and_adhesion(client, sparsi, filtro, attesi):
    assert names(client.get(ELENCO, filtro)) == attesi


@pytest.mark.parametrize("campo", ["comune", "ambito", "rete"])
def test_a_place_that_does_not_exist_is_explained_by_its_field(client, sparsi, campo):
    risposta = client.get(ELENCO, {campo: "atlantide"})
    assert risposta.status_code == 200
    assert risposta.context["filterset"].form[campo].errors


def test_the_list_says_how_each_belongs_to_the_network(client, accordo):
    for nome, tipo, dal in (("A", "dedotta", None), ("B", "aderente", date(2014, 9, 1))):
        soggetto = make_soggetto(denominazione=nome)
        make_adesione(accordo=accordo, soggetto=soggetto, tipo=tipo, dal=dal)
    testo = client.get(ELENCO).text
    assert "sì, dedotta" in testo
    assert "sì, ha aderito (da settembre 2014)" in testo
    assert "non risulta" in testo
