from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from risorse.enums import ScopoVoce
from tests.factories import (
    make_alleanza,
    make_ambito,
    make_comune,
    make_partenariato,
    make_progetto,
    make_soggetto,
    make_stanziamento,
    make_voce,
)


def test_who_is_capofila_and_partner_counts_once(alleanza):
    capofila = alleanza.partenariati.get(ruolo=RuoloPartenariato.CAPOFILA).soggetto
    make_partenariato(alleanza=alleanza, soggetto=capofila, ruolo=RuoloPartenariato.PARTNER)
    assert Alleanza.objects.con_numeri().get().n_soggetti == 2


@pytest.mark.parametrize("altri", [0, 2])
def test_the_page_shows_composition_territory_projects_and_cost(
    client, alleanza, django_assert_num_queries, altri
):
    ambito = make_ambito(denominazione="Melzo")
    make_comune(ambito=ambito, denominazione="Liscate")
    alleanza.ambiti.add(ambito)
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    make_stanziamento(voce=make_voce(progetto=progetto, scopo=ScopoVoce.PROGETTO), importo=80000)
    for _ in range(altri):
        make_partenariato(alleanza=alleanza)
        alleanza.ambiti.add(make_ambito())
        make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    # alliance, partnerships, soggetti, ambiti, comuni, agreements, projects, lines of money, lead
    # body
    with django_assert_num_queries(10):
        risposta = client.get(alleanza.get_absolute_url())
    assert "Ambito di Melzo" in risposta.text
    assert "<dd>Liscate</dd>" in risposta.text
    assert f'<a href="{progetto.get_absolute_url()}">{progetto}</a>' in risposta.text
    assert "valgono <strong>€\xa080.000,00</strong>" in risposta.text


def test_the_capofila_that_is_also_a_partner_has_one_row_with_both_names(client, alleanza):
    guida = alleanza.partenariati.get(ruolo=RuoloPartenariato.CAPOFILA)
    guida.denominazione_citata = "Azienda Sociale"
    guida.save()
    make_partenariato(
        alleanza=alleanza, soggetto=guida.soggetto, denominazione_citata="Distretto (Capofila)"
    )
    risposta = client.get(alleanza.get_absolute_url())
    membri = risposta.context["membri"]
    assert [(m.ruolo, m.grafie) for m in membri] == [
        ("Capofila", ["Azienda Sociale", "Distretto (Capofila)"]),
        ("Partner", []),
    ]
    assert "«Azienda Sociale»<br>«Distretto (Capofila)»" in risposta.text


def test_an_alliance_without_territory_money_or_people_says_so(client, ciclo):
    vuota = make_alleanza(ciclo=ciclo)
    testo = client.get(vuota.get_absolute_url()).text
    assert "Il territorio dell’alleanza non è ancora registrato." in testo
    assert "I soggetti dell’alleanza non sono ancora registrati." in testo
    assert "<dd>non indicato</dd>" in testo
    assert "Risorse</h2>" not in testo


def test_the_map_draws_the_comuni_and_lists_them(client, alleanza, django_assert_num_queries):
    ambito = make_ambito(denominazione="Melzo")
    for ovest, nome in [(9.1, "Liscate"), (9.2, "Truccazzano")]:
        est = ovest + 0.1
        confine = [[[[ovest, 45.1], [est, 45.1], [est, 45.2], [ovest, 45.2], [ovest, 45.1]]]]
        make_comune(ambito=ambito, denominazione=nome, confine=confine)
    alleanza.ambiti.add(ambito)
    with django_assert_num_queries(3):  # alliance, comuni, lead body
        testo = client.get(f"{alleanza.get_absolute_url()}mappa/").text
    assert "<svg" in testo.partition("<main")[2].partition("</main>")[0]
    assert "Confini: ISTAT / openpolis, CC BY 4.0" in testo
    assert '<th scope="row">Truccazzano</th><td>Melzo</td><td class="numero">2</td>' in testo


def test_the_map_of_an_alliance_without_comuni_says_so(client, alleanza):
    testo = client.get(f"{alleanza.get_absolute_url()}mappa/").text
    assert "Il territorio dell’alleanza non è ancora registrato" in testo


def test_the_map_of_comuni_without_boundaries_is_their_list(client, alleanza):
    comune = make_comune(denominazione="Liscate", confine=[])
    alleanza.ambiti.add(comune.ambito)
    testo = client.get(f"{alleanza.get_absolute_url()}mappa/").text
    assert "La mappa non si può disegnare" in testo
    assert '<th scope="row">Liscate</th>' in testo


def test_without_alliances_the_page_says_where_to_go(client, db):
    assert "Non è ancora registrata alcuna alleanza" in client.get("/alleanze/").text


def test_two_capofila_at_the_same_time_are_refused_by_the_form_and_by_the_database(alleanza):
    secondo = Partenariato(
        alleanza=alleanza, soggetto=make_soggetto(), ruolo=RuoloPartenariato.CAPOFILA
    )
    with pytest.raises(ValidationError, match="ha già un capofila in quel periodo"):
        secondo.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        secondo.save()


def test_a_capofila_may_follow_another(alleanza):
    primo = alleanza.partenariati.get(ruolo=RuoloPartenariato.CAPOFILA)
    primo.al = date(2015, 6, 30)
    primo.save()
    secondo = make_partenariato(
        alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA, dal=date(2015, 7, 1)
    )
    alla_data = alleanza.partenariati.filter(ruolo=RuoloPartenariato.CAPOFILA)
    assert alla_data.vigenti(date(2015, 6, 30)).get() == primo
    assert alla_data.vigenti(date(2015, 7, 1)).get() == secondo
    assert alleanza.capofila == secondo.soggetto
