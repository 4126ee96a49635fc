import pytest

from formazione import models
from formazione.models import Contenuto, ObiettivoComunicazione, Pubblico, TemaFormazione
from tests.factories import make_azione, make_riga_azione

ELENCO = "/formazione/comunicazione/"
CONTENUTI = "/formazione/contenuti/"


@pytest.fixture
def piano_di_comunicazione(ciclo):
    """Two actions: one with two rows, for two publics; one that addresses nobody defined."""
    cittadini = Pubblico.objects.create(
        ciclo=ciclo, ordine=1, denominazione="Cittadini", descrizione="Chi lavora."
    )
    media = Pubblico.objects.create(
        ciclo=ciclo, ordine=2, denominazione="Media", descrizione="I giornali."
    )
    web = make_azione(ciclo=ciclo, slug="web", numero=1, titolo="Pagine dedicate")
    make_riga_azione(azione=web, ordine=1, strumento="Sito").pubblici.add(cittadini, media)
    make_riga_azione(azione=web, ordine=2, strumento="Video").pubblici.add(cittadini)
    social = make_azione(ciclo=ciclo, slug="social", numero=2, titolo="Reti sociali")
    make_riga_azione(azione=social, strumento="LinkedIn", dal=None, al=None)
    return web


def tools(risposta):
    return [riga.strumento for riga in risposta.context["object_list"]]


def test_actions_are_listed_with_publics_aims_and_newspapers(client, piano_di_comunicazione, ciclo):
    ObiettivoComunicazione.objects.create(ciclo=ciclo, ordine=1, testo="Far conoscere il Piano.")
    models.Testata.objects.create(ciclo=ciclo, denominazione="Radar", genere="locale", ordine=1)
    risposta = client.get(ELENCO)
    assert tools(risposta) == ["Sito", "Video", "LinkedIn"]
    assert "3 interventi in 2 azioni" in risposta.text
    assert "nessuno di quelli definiti" in risposta.text
    assert "mese da definire" in risposta.text
    assert "Far conoscere il Piano." in risposta.text
    assert "Radar" in risposta.text
    assert [(p.denominazione, p.n_righe) for p in risposta.context["pubblici"]] == [
        ("Cittadini", 2),
        ("Media", 1),
    ]


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({"pubblico": "Cittadini"}, ["Sito", "Video"]),
        ({"pubblico": "Media"}, ["Sito"]),
        ({"cerca": "pagine video"}, ["Video"]),
        ({"mese": "2014-10"}, ["Sito", "Video"]),
        ({"mese": "2016-09", "pubblico": "Media"}, ["Sito"]),
        ({"cerca": "nulla"}, []),
    ],
)
def test_actions_are_filtered_by_words_public_and_month(
    client, piano_di_comunicazione, filtri, attesi
):
    assert tools(client.get(ELENCO, filtri)) == attesi


def test_a_row_for_two_publics_of_the_same_name_is_found_once(client, ciclo):
    riga = make_riga_azione(azione=make_azione(ciclo=ciclo))
    for ordine in (1, 2):
        riga.pubblici.add(
            Pubblico.objects.create(ciclo=ciclo, ordine=ordine, denominazione="Cittadini")
        )
    assert tools(client.get(ELENCO, {"pubblico": "Cittadini"})) == [riga.strumento]


@pytest.mark.parametrize(
    ("campo", "valore", "errore"),
    [
        ("pubblico", "Marziani", "Marziani non è tra quelle disponibili."),
        ("mese", "mai", "mai non è tra quelle disponibili."),
        ("cerca", "a\x00", "I caratteri null non sono ammessi."),
    ],
)
def test_a_wrong_filter_is_explained_and_hides_nothing(
    client, piano_di_comunicazione, campo, valore, errore
):
    risposta = client.get(ELENCO, {campo: valore})
    assert errore in risposta.text
    assert tools(risposta) == ["Sito", "Video", "LinkedIn"]


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante
):
    pubblico = Pubblico.objects.create(ciclo=ciclo, ordine=1, denominazione="Tutti")
    for _ in range(quante):
        make_riga_azione(azione=make_azione(ciclo=ciclo)).pubblici.add(pubblico)
    with django_assert_num_queries(10):
        client.get(ELENCO)


@pytest.mark.parametrize("quante", [1, 3])
def test_the_card_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante
):
    azione = make_azione(ciclo=ciclo)
    pubblico = Pubblico.objects.create(ciclo=ciclo, ordine=1, denominazione="Tutti")
    for _ in range(quante):
        make_riga_azione(azione=azione).pubblici.add(pubblico)
    with django_assert_num_queries(4):  # action, rows, publics, lead body
        testo = client.get(azione.get_absolute_url()).text
    assert testo.count("Come se ne misura l’effetto") == quante


def test_the_card_says_what_the_plan_does_not(client, ciclo):
    azione = make_azione(ciclo=ciclo)
    make_riga_azione(azione=azione, dal=None, al=None)
    testo = client.get(azione.get_absolute_url()).text
    assert testo.count("il Piano non lo indica") == 2
    assert "nessuno di quelli che il Piano definisce" in testo


def test_an_action_without_rows_leads_to_the_others(client, ciclo):
    testo = client.get(make_azione(ciclo=ciclo).get_absolute_url()).text
    assert "L’azione non ha ancora interventi" in testo


def test_without_actions_the_page_says_why(client, db):
    assert "Non è ancora registrata alcuna azione di comunicazione" in client.get(ELENCO).text


# --- Self-training ----------------------------------------------------------------------------


def make_contenuto(ciclo, ordine, tipologia="Sito"):
    return Contenuto.objects.create(
        ciclo=ciclo, ordine=ordine, tipologia=tipologia, contenuti="Video.", obiettivi="Imparare."
    )


def test_contents_are_filtered_by_where_they_are(client, ciclo):
    make_contenuto(ciclo, 1)
    make_contenuto(ciclo, 2, "Youtube")
    TemaFormazione.objects.create(ciclo=ciclo, ordine=1, denominazione="Piani di welfare")
    risposta = client.get(CONTENUTI, {"tipologia": "Youtube"})
    assert [riga.ordine for riga in risposta.context["object_list"]] == [2]
    assert "1 materiale con i filtri scelti" in risposta.text
    assert "Piani di welfare" in risposta.text


@pytest.mark.parametrize("quanti", [1, 3])
def test_contents_are_read_with_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quanti
):
    for n in range(quanti):
        make_contenuto(ciclo, n)
    with django_assert_num_queries(6):
        client.get(CONTENUTI)


def test_without_contents_the_page_says_why(client, db):
    assert "Non è ancora registrato alcun materiale" in client.get(CONTENUTI).text


@pytest.mark.parametrize("indirizzo", ["/formazione/", "/formazione/calendario/", ELENCO])
def test_the_pages_of_the_part_are_linked_from_each_other(client, ciclo, indirizzo):
    testo = client.get(indirizzo).text
    for altro in ("/formazione/", "/formazione/calendario/", ELENCO, CONTENUTI):
        assert f'href="{altro}"' in testo
