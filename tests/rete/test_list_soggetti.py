import pytest

from rete.enums import NaturaSoggetto
from rete.models import GrafiaSoggetto
from tests.factories import make_soggetto

ELENCO = "/rete/soggetti/"


@pytest.fixture
def sindacato(ciclo):
    soggetto = make_soggetto(
        slug="cgil", denominazione="CGIL Milano", natura=NaturaSoggetto.SINDACATO
    )
    GrafiaSoggetto.objects.create(soggetto=soggetto, grafia="C.G.I.L.", dove="capitolo 7")
    return soggetto


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
    client, ciclo, django_assert_num_queries, quanti
):
    for _ in range(quanti):
        make_soggetto()
    with django_assert_num_queries(4):  # count, rows, spellings, lead body
        client.get(ELENCO)


def test_an_empty_register_says_why(client, db):
    assert "Non è ancora registrato alcun soggetto" in client.get(ELENCO).text
