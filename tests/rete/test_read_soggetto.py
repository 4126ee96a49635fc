from rete.enums import TipoLegame
from rete.models import GrafiaSoggetto, Legame
from tests.factories import make_soggetto


def test_the_card_shows_data_spellings_links_and_alliances(
    client, alleanza, django_assert_num_queries
):
    capofila = alleanza.partenariati.get(ruolo="capofila").soggetto
    distretto = make_soggetto(slug="distretto", denominazione="Distretto sociale")
    GrafiaSoggetto.objects.create(soggetto=capofila, grafia="Capo Fila")
    Legame.objects.create(da=capofila, a=distretto, tipo=TipoLegame.CAPOFILA_AMBITO)
    with django_assert_num_queries(7):
        risposta = client.get(capofila.get_absolute_url())
    assert "«Capo Fila»" in risposta.text
    assert "Ente capofila dell&#x27;ambito" in risposta.text
    assert f'<a href="{alleanza.get_absolute_url()}">{alleanza}</a>' in risposta.text
    assert "Distretto sociale" in risposta.text


def test_the_card_of_who_is_linked_shows_the_link_from_its_side(client, ciclo):
    da, a = make_soggetto(denominazione="Ufficio"), make_soggetto(denominazione="Ente")
    Legame.objects.create(da=da, a=a, tipo=TipoLegame.ARTICOLAZIONE)
    testo = client.get(a.get_absolute_url()).text
    assert ">Ufficio</a>: articolazione di Ente" in testo


def test_a_soggetto_that_does_not_exist_is_a_404(client, ciclo):
    assert client.get("/rete/soggetti/nessuno/").status_code == 404
