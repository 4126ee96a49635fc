import json
from datetime import date

import pytest

from rete.enums import TipoLegame
from rete.models import GrafiaSoggetto, Legame, Soggetto
from rete.schede import describe_as_organization
from tests.factories import (
    make_accordo,
    make_adesione,
    make_ambito,
    make_comune,
    make_domanda,
    make_organo,
    make_seggio,
    make_soggetto,
)


def test_the_card_shows_data_spellings_links_and_alliances(
    client, alleanza, django_assert_num_queries
):
    capofila = alleanza.partenariati.get(ruolo="capofila").soggetto
    distretto = make_soggetto(slug="distretto", denominazione="Distretto sociale")
    GrafiaSoggetto.objects.create(soggetto=capofila, grafia="Capo Fila")
    Legame.objects.create(da=capofila, a=distretto, tipo=TipoLegame.CAPOFILA_AMBITO)
    with django_assert_num_queries(12):
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


def test_the_card_says_where_it_is_and_what_it_stands_for(client, ciclo):
    comune = make_comune(denominazione="Melzo", ambito=make_ambito(denominazione="Est"))
    soggetto = make_soggetto(comune=comune, localita="Melzo", cap="20066")
    make_ambito(denominazione="Sud", distretto=soggetto, distretto_dedotto=True)
    testo = client.get(soggetto.get_absolute_url()).text
    assert ">Melzo</a>, ambito di " in testo
    assert "20066 Melzo" in testo
    assert "(dedotto: la fonte non lo scrive)" in testo


def test_the_address_is_in_the_comune_unless_it_says_where(client, ciclo):
    comune = make_comune(denominazione="Melzo")
    sede = {"indirizzo": "via della Prova 1", "cap": "20066", "comune": comune}
    for localita, dove in (("", "20066 Melzo"), ("Frazione", "20066 Frazione")):
        uno = make_soggetto(denominazione=f"Ente {dove}", localita=localita, **sede)
        testo = client.get(uno.get_absolute_url()).text
        assert f"<dt>Sede</dt><dd>via della Prova 1, {dove}</dd>" in testo


@pytest.mark.parametrize(
    ("adesione", "attesa"),
    [
        ({"tipo": "dedotta", "dal": None}, "È una partecipazione dedotta"),
        (
            {"tipo": "dedotta", "dal": None, "al": date(2015, 3, 31)},
            "Ne è uscito il 31 marzo 2015",
        ),
        ({"tipo": "aderente", "dal": date(2014, 9, 1)}, "Aderente, da settembre 2014"),
    ],
)
def test_the_card_says_since_when_and_how_it_belongs_to_the_network(
    client, ciclo, adesione, attesa
):
    soggetto = make_soggetto()
    make_adesione(accordo=make_accordo(ciclo=ciclo), soggetto=soggetto, **adesione)
    assert attesa in client.get(soggetto.get_absolute_url()).text


def test_the_card_names_the_act_that_accepted_its_request(client, ciclo):
    domanda = make_domanda("accolta", accordo=make_accordo(ciclo=ciclo))
    soggetto, atto = domanda.soggetto, domanda.atto
    citato = f"{atto} del 27 giugno 2014."
    testo = client.get(soggetto.get_absolute_url()).text
    assert f"L’atto che ne ha accolto la domanda: {citato}" in testo
    type(domanda.adesione).objects.update(tipo="dedotta", dal=None)
    testo = client.get(soggetto.get_absolute_url()).text
    assert f"La data non è nota. La conferma l’atto che ne ha accolto la domanda: {citato}" in testo


def test_who_is_only_named_is_said_to_be_so(client, ciclo):
    testo = client.get(make_soggetto().get_absolute_url()).text
    assert "non risulta che faccia parte della Rete" in testo
    assert "i documenti non lo dicono" in testo


def test_the_card_shows_the_seats_it_has_and_those_it_may_fill(client, ciclo):
    soggetto = make_soggetto()
    make_seggio(organo=make_organo(denominazione="Tavolo"), soggetto=soggetto)
    di_molti = make_seggio(organo=make_organo(denominazione="Comitato"), categoria="Sindacati")
    di_molti.designanti.add(soggetto)
    testo = client.get(soggetto.get_absolute_url()).text
    assert "Ha un seggio in <a href" in testo
    assert "È fra chi può designare il seggio «Sindacati» in <a href" in testo


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_card_reads_the_same_queries_for_any_number_of_links(
    client, ciclo, django_assert_num_queries, quanti
):
    soggetto = make_soggetto(comune=make_comune())
    make_adesione(accordo=make_accordo(ciclo=ciclo), soggetto=soggetto)
    for _ in range(quanti):
        Legame.objects.create(da=soggetto, a=make_soggetto(), tipo=TipoLegame.FEDERATO)
        Legame.objects.create(da=make_soggetto(), a=soggetto, tipo=TipoLegame.FEDERATO)
        make_seggio(soggetto=soggetto)
    with django_assert_num_queries(13):
        client.get(soggetto.get_absolute_url())


def test_the_card_says_to_search_engines_what_is_known_and_no_more():
    noto = Soggetto(
        denominazione="Comune di Alfa",
        natura="ente_locale",
        partita_iva="12319440157",
        localita="Alfa",
        sito="https://comune.example",
    )
    assert describe_as_organization(noto, "https://rete.example/comune/") == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "Comune di Alfa",
        "url": "https://comune.example",
        "vatID": "IT12319440157",
        "address": {"@type": "PostalAddress", "addressLocality": "Alfa"},
    }
    ignoto = Soggetto(denominazione="Cooperativa Beta", natura="cooperativa")
    assert describe_as_organization(ignoto, "https://rete.example/beta/") == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Cooperativa Beta",
        "url": "https://rete.example/beta/",
    }


def test_the_page_holds_what_it_says_to_search_engines(client, ciclo):
    soggetto = make_soggetto(denominazione="Alfa </script> & figli")
    testo = client.get(soggetto.get_absolute_url()).text
    pezzi = testo.split('<script type="application/ld+json">')[1:]
    detti = [json.loads(pezzo.partition("</script>")[0]) for pezzo in pezzi]
    nomi = [detto["name"] for detto in detti if detto["@type"] == "Organization"]
    assert nomi == ["Alfa </script> & figli"]
