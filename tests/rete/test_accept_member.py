"""Accepting who is a member already, or was counted already: said where it is typed."""

from datetime import timedelta

import pytest
from django.test import Client

from conciliazione.cifre import Lettura
from conciliazione.date import format_day
from conciliazione.models import Messaggio
from conciliazione.periodi import today
from conciliazione.transizioni import perform
from rete.enums import StatoDomanda
from rete.lettere import GIA_NOTA
from rete.models import ConsistenzaDichiarata, DomandaAdesione, Utente
from tests.factories import make_adesione, make_atto, make_domanda, make_soggetto
from tests.rete.test_decide_application import IN_ESAME, LETTERA, errors, path, post, reread


@pytest.fixture
def capo(client: Client, responsabile: Utente) -> Client:
    client.force_login(responsabile)
    return client


def deduced_member() -> DomandaAdesione:
    domanda = make_domanda(IN_ESAME, soggetto=make_soggetto())
    make_adesione(accordo=domanda.accordo, soggetto=domanda.soggetto, tipo="dedotta", dal=None)
    return domanda


def test_of_who_is_confirmed_no_day_is_asked_nor_told(capo: Client) -> None:
    domanda, atto = deduced_member(), make_atto()
    assert "dal" not in capo.get(path(domanda, "accogli")).context["form"].fields

    con_il_giorno = post(capo, domanda, "accogli", atto=atto.slug, **LETTERA)
    assert list(errors(con_il_giorno)) == ["testo"]
    lettera = {"oggetto": "Esito", "testo": "Con [[atto]]. [[decorrenza]]"}
    post(capo, domanda, "accogli", atto=atto.slug, **lettera)

    assert reread(domanda).stato == StatoDomanda.ACCOLTA
    mail = Messaggio.objects.get(destinatario=domanda.email)
    assert GIA_NOTA in mail.testo


def test_a_second_request_of_who_was_confirmed_is_said_not_to_be_possible(
    capo: Client, responsabile: Utente
) -> None:
    prima, atto = deduced_member(), make_atto()
    perform(prima, "accept", responsabile, record_act=lambda: atto)
    seconda = make_domanda(IN_ESAME, accordo=prima.accordo, soggetto=prima.soggetto)

    assert f"la domanda {prima.codice}, già accolta" in capo.get(path(seconda, "accogli")).text
    risposta = post(capo, seconda, "accogli", atto=atto.slug, oggetto="O", testo="T")

    (detto,) = errors(risposta)["__all__"]
    assert "aderisce già alla Rete: lo conferma la domanda" in detto


def test_a_day_by_which_members_were_declared_is_confirmed_or_corrected(capo: Client) -> None:
    domanda, atto = make_domanda(IN_ESAME), make_atto()
    dichiarata = today() - timedelta(days=30)
    ConsistenzaDichiarata.objects.create(
        accordo=domanda.accordo, tipo="aderenti", numero=12, data=dichiarata, fonte="Piano"
    )
    dati = {"atto": atto.slug, **LETTERA}
    assert "gia_contato" not in capo.get(path(domanda, "accogli")).context["form"].fields

    risposta = post(capo, domanda, "accogli", dal=dichiarata, **dati)

    (detto,) = errors(risposta)["dal"]
    assert detto.startswith(f"Al {format_day(dichiarata)} ne sono stati dichiarati 12:")
    etichetta = f"Era già fra quelli dichiarati al {format_day(dichiarata)}"
    assert risposta.context["form"].fields["gia_contato"].label == etichetta
    assert reread(domanda).stato == IN_ESAME
    post(capo, domanda, "accogli", dal=dichiarata, gia_contato="on", **dati)
    adesione = reread(domanda).adesione
    assert adesione.dal == dichiarata
    assert Lettura(domanda.accordo.ciclo, today()).value("rete.membri") == 12


@pytest.mark.parametrize("giorno", ["0001-01-01", "9999-12-31", "domani", ""])
def test_a_first_day_that_makes_no_sense_is_refused_by_its_field(capo: Client, giorno: str) -> None:
    domanda, atto = make_domanda(IN_ESAME), make_atto()

    risposta = post(capo, domanda, "accogli", dal=giorno, atto=atto.slug, **LETTERA)

    assert list(errors(risposta)) == ["dal"]
