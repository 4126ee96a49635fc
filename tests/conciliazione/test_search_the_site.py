"""Whoever looks for words in the whole site finds what holds them, by kind, and where it stands."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from conciliazione.ricerca import excerpt, kinds
from rete.models import GrafiaSoggetto
from tests.factories import make_comune, make_norma, make_soggetto, make_tipologia

CERCA = "/cerca/"
# The lead body of the header, then a query for each kind.
CORNICE = 1


@pytest.fixture(autouse=True)
def _rows(db: None) -> None:
    GrafiaSoggetto.objects.create(
        soggetto=make_soggetto(slug="eta", denominazione="Cooperativa Età libera"),
        grafia="Coop. L'Aurora",
    )
    make_tipologia(slug="nido", denominazione="Asilo nido")
    make_norma(slug="legge", titolo="Norme sull'età dell'obbligo")


def ask(client: Client, **query: object) -> str:
    answer = client.get(CERCA, query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def found(page: str) -> list[tuple[str, str]]:
    """Title and address of what a page of results lists."""
    links = re.findall(r'<p class="trovato"><a href="([^"]*)">(.*?)</a>', page)
    return [(unescape(re.sub("<[^>]*>", "", text)), url) for url, text in links]


def test_words_are_found_without_accents_and_in_any_kind(client: Client) -> None:
    page = ask(client, q="ETA")
    assert [url for _, url in found(page)] == ["/rete/soggetti/eta/", "/rete/norme/legge/"]
    assert "2 risultati per «ETA»" in page


def test_every_word_must_be_there(client: Client) -> None:
    assert found(ask(client, q="asilo nido")) == [("Asilo nido", "/servizi/nido/")]
    assert found(ask(client, q="asilo aurora")) == []


def test_a_soggetto_is_found_by_a_spelling_of_its_name(client: Client) -> None:
    trovati = found(ask(client, q="aurora"))
    assert trovati == [("Cooperativa Età libera", "/rete/soggetti/eta/")]


def test_a_comune_leads_to_the_soggetti_that_have_their_seat_there(client: Client) -> None:
    make_comune(denominazione="Cassina de' Pecchi", codice_istat="015060")
    trovati = found(ask(client, q="cassina"))
    assert trovati == [("Cassina de' Pecchi", "/rete/soggetti/?comune=015060")]


def test_many_of_a_kind_are_counted_and_all_one_click_away(client: Client) -> None:
    for n in range(23):
        make_soggetto(denominazione=f"Biblioteca {n:02d}")
    page = ask(client, q="biblioteca")
    assert len(found(page)) == 5
    assert "Tutti i 23 risultati in Soggetti" in page
    assert len(found(ask(client, q="biblioteca", genere="soggetti"))) == 20
    ultima = ask(client, q="biblioteca", genere="soggetti", page=2)
    assert [titolo for titolo, _ in found(ultima)] == [f"Biblioteca {n}" for n in (20, 21, 22)]


def test_a_page_past_the_end_says_so(client: Client) -> None:
    page = ask(client, q="asilo", genere="servizi", page=9)
    assert "La pagina 9 non esiste: l’elenco finisce alla pagina 1" in page
    assert len(found(page)) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"q": ""}, "Scrivere almeno una parola."),
        ({"q": "«»!"}, "Scrivere almeno una parola di due lettere o cifre."),
        ({"q": "a"}, "Scrivere almeno una parola di due lettere o cifre."),
        ({"q": "x" * 101}, "Al massimo 100 caratteri: bastano poche parole."),
        ({"q": "a\x00b"}, "I caratteri null non sono ammessi."),
        ({"q": "asilo", "genere": "ricette"}, "Non è una parte del portale"),
    ],
)
def test_what_cannot_be_searched_is_said_by_the_field(
    client: Client, query: dict[str, str], said: str
) -> None:
    page = ask(client, **query)
    assert said in page
    assert "risultat" not in page


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = ask(client, q="introvabile")
    assert "0 risultati per «introvabile»" in page
    assert "Provare con una parola sola" in page
    assert '<a href="/piano/">Il Piano</a>' in page


def test_before_any_word_the_page_says_what_may_be_searched(client: Client) -> None:
    assert "Che cosa si può cercare" in ask(client)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_is_one_query_for_each_kind(client: Client, rows: int) -> None:
    for n in range(rows):
        make_soggetto(denominazione=f"Ludoteca {n}")
    client.get(CERCA, {"q": "ludoteca"})
    with assertNumQueries(15):
        client.get(CERCA, {"q": "ludoteca"})
    assert len(kinds()) + CORNICE == 15


def test_an_excerpt_stands_around_the_first_word_and_marks_them_all() -> None:
    text = "inizio " * 30 + "la Rete degli asili, e l'asilo " + "fine " * 60
    pieces = excerpt(text, "ASILO rete", 60)
    assert [piece for piece, marked in pieces if marked] == ["Rete", "asilo"]
    whole = "".join(piece for piece, _ in pieces)
    assert whole.startswith("…inizio")
    assert whole.endswith("…")
    assert len(whole) <= 62


def test_an_excerpt_without_the_words_is_the_beginning() -> None:
    assert excerpt("Poche parole.", "altro") == [("Poche parole.", False)]


def test_what_is_found_is_never_markup(client: Client) -> None:
    make_soggetto(denominazione="Centro <b>Giochi</b>")
    assert "Centro &lt;b&gt;<mark>Giochi</mark>&lt;/b&gt;" in ask(client, q="giochi")
