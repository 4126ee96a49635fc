from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from tests.factories import (
    make_alleanza,
    make_ambito,
    make_comune,
    make_partenariato,
    make_progetto,
    make_soggetto,
)


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quante
):
    for _ in range(quante):
        make_partenariato(alleanza=make_alleanza(ciclo=ciclo), ruolo=RuoloPartenariato.CAPOFILA)
    with django_assert_num_queries(4):  # alliances, partnerships, soggetti, lead body
        risposta = client.get("/alleanze/")
    assert len(risposta.context["object_list"]) == quante


def test_who_is_capofila_and_partner_counts_once(alleanza):
    capofila = alleanza.partenariati.get(ruolo=RuoloPartenariato.CAPOFILA).soggetto
    make_partenariato(alleanza=alleanza, soggetto=capofila, ruolo=RuoloPartenariato.PARTNER)
    assert Alleanza.objects.con_numeri().get().n_soggetti == 2


def test_the_page_shows_composition_territory_and_projects(
    client, alleanza, django_assert_num_queries
):
    ambito = make_ambito(denominazione="Melzo")
    make_comune(ambito=ambito, denominazione="Liscate")
    alleanza.ambiti.add(ambito)
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    with django_assert_num_queries(7):
        risposta = client.get(alleanza.get_absolute_url())
    assert "Ambito di Melzo" in risposta.text
    assert "Liscate." in risposta.text
    assert f'<a href="{progetto.get_absolute_url()}">{progetto}</a>' in risposta.text


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
