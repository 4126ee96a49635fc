"""Who sits in an organo on any day: titolare, supplente, and since when nobody."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.periodi import today
from rete.composizione import composition, ending_mandates, vacant_seats
from rete.enums import QualitaMandato
from rete.models import Mandato, Organo, Utente
from tests.factories import make_mandato, make_organo, make_seggio, make_utente

pytestmark = pytest.mark.django_db
GIORNO = date(2015, 3, 31)


@pytest.fixture
def organo(db: None) -> Organo:
    return make_organo(slug="tavolo", denominazione="Tavolo di prova")


def place(organo: Organo, giorno: date) -> tuple:
    (posto,) = composition(organo, giorno)
    return posto.titolare, posto.supplente, posto.vacante_dal, posto.mai_occupato


def test_a_seat_that_nobody_ever_held(organo: Organo) -> None:
    make_seggio(organo=organo)
    assert place(organo, GIORNO) == (None, None, None, True)


def test_titolare_and_supplente_on_their_days(organo: Organo) -> None:
    seggio = make_seggio(organo=organo)
    titolare = make_mandato(seggio=seggio, dal=date(2015, 1, 1), al=GIORNO)
    supplente = make_mandato(
        seggio=seggio, qualita=QualitaMandato.SUPPLENTE, dal=date(2015, 2, 1), al=None
    )
    assert place(organo, date(2014, 12, 31)) == (None, None, None, True)
    assert place(organo, date(2015, 1, 1)) == (titolare, None, None, False)
    assert place(organo, GIORNO) == (titolare, supplente, None, False)
    assert place(organo, GIORNO + timedelta(days=1)) == (
        None,
        supplente,
        GIORNO + timedelta(days=1),
        False,
    )


def test_a_revoked_mandato_ends_that_very_day(organo: Organo) -> None:
    seggio = make_seggio(organo=organo)
    mandato = make_mandato(seggio=seggio, dal=date(2015, 1, 1))
    Mandato.objects.filter(pk=mandato.pk).update(revocato_alle=timezone.now())
    oggi = today()
    assert place(organo, oggi - timedelta(days=1))[0] == mandato
    assert place(organo, oggi) == (None, None, oggi, False)


def test_the_composition_costs_the_same_for_many_seats(
    organo: Organo, django_assert_num_queries: object
) -> None:
    for _ in range(5):
        make_mandato(seggio=make_seggio(organo=organo))
    with django_assert_num_queries(3):
        assert len(composition(organo)) == 5


def test_vacant_seats_and_mandates_about_to_end_are_found(organo: Organo) -> None:
    vacante, occupato = make_seggio(organo=organo), make_seggio(organo=organo)
    fra_un_mese = today() + timedelta(days=30)
    in_scadenza = make_mandato(seggio=occupato, dal=date(2015, 1, 1), al=fra_un_mese)
    make_mandato(seggio=occupato, dal=date(2015, 1, 1), al=None, qualita=QualitaMandato.SUPPLENTE)
    assert list(vacant_seats()) == [vacante]
    assert list(ending_mandates()) == [in_scadenza]


# --- The pages ----------------------------------------------------------------------------------


def test_the_staff_read_names_on_any_day(client: Client, asl: Utente, organo: Organo) -> None:
    chi = make_utente(nome="Chi sedeva allora")
    make_mandato(seggio=make_seggio(organo=organo), utente=chi, dal=date(2015, 1, 1), al=GIORNO)
    client.force_login(asl)
    assert "Chi sedeva allora" in client.get("/rete/organi/tavolo/composizione/?il=2015-03-31").text
    oggi = client.get("/rete/organi/tavolo/composizione/")
    assert "Chi sedeva allora" not in oggi.text
    assert "dal 1° aprile 2015" in oggi.text


def test_a_day_that_cannot_be_read_is_told_and_today_is_shown(
    client: Client, asl: Utente, organo: Organo
) -> None:
    client.force_login(asl)
    risposta = client.get("/rete/organi/tavolo/composizione/", {"il": "ieri"})
    assert list(risposta.context["form"].errors) == ["il"]
    assert risposta.context["giorno"] == today()


def test_members_read_the_names_of_their_own_organo_only(client: Client, organo: Organo) -> None:
    membro = make_utente()
    make_mandato(seggio=make_seggio(organo=organo), utente=membro)
    make_organo(slug="altro")
    client.force_login(membro)
    assert client.get("/rete/organi/tavolo/composizione/").status_code == 200
    assert client.get("/rete/organi/altro/composizione/").status_code == 404


def test_the_public_reads_for_whom_they_sit_and_never_who_they_are(
    client: Client, organo: Organo
) -> None:
    chi = make_utente(nome="Nome riservato")
    mandato = make_mandato(seggio=make_seggio(organo=organo), utente=chi)
    make_seggio(organo=organo, categoria="Seggio vuoto")
    testo = client.get(organo.get_absolute_url()).text
    assert f"un titolare per {mandato.designato_da.nome_breve}" in testo
    assert "vacante" in testo
    assert "Nome riservato" not in testo
