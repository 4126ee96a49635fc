"""The pages on which who proposes sends, follows, withdraws and takes up a proposal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conciliazione.models import CopiaSigillata
from conciliazione.transizioni import TooBusy
from progetti.carta_proposta import sealed_copy
from progetti.enums import StatoProposta
from progetti.models import Avviso, Proposta
from tests.factories import make_proposta, make_utente
from tests.progetti.completa import make_complete, make_referente

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposta() -> Proposta:
    return make_complete()


@pytest.fixture
def dentro(client: Client, proposta: Proposta) -> Client:
    client.force_login(make_referente(proposta))
    return client


def page(nome: str, proposta: Proposta) -> str:
    return reverse(f"proposte:{nome}", args=[proposta.codice])


def test_the_page_shows_the_closing_and_the_time_of_the_server(
    dentro: Client, proposta: Proposta
) -> None:
    pagina = dentro.get(page("send", proposta))

    chiude = timezone.localtime(proposta.avviso.chiude_il)
    assert f"ore {chiude:%H:%M:%S}" in pagina.text
    adesso = pagina.context["adesso"]
    assert f"ore {timezone.localtime(adesso):%H:%M:%S}</time> (ora di Roma)" in pagina.text


def test_sent_twice_it_shows_the_same_receipt(dentro: Client, proposta: Proposta) -> None:
    dati = {"versione": proposta.versione}

    prima = dentro.post(page("send", proposta), dati)
    seconda = dentro.post(page("send", proposta), dati)

    assert prima.url == seconda.url == page("follow", proposta)
    ricevuta = dentro.get(prima.url).text
    proposta.refresh_from_db()
    quando = timezone.localtime(proposta.presentata_il)
    assert f"ore {quando:%H:%M:%S} (ora di Roma)" in ricevuta
    assert sealed_copy(proposta).sha256 in ricevuta
    assert proposta.codice in ricevuta
    assert CopiaSigillata.objects.count() == 1


def test_sent_a_second_late_it_says_why_and_the_draft_is_there(
    dentro: Client, proposta: Proposta
) -> None:
    ieri = timezone.now() - timedelta(seconds=1)
    Avviso.objects.filter(pk=proposta.avviso_id).update(chiude_il=ieri)

    risposta = dentro.post(page("send", proposta), {"versione": 1}, follow=True)

    assert "L’avviso è chiuso: la proposta non è stata presentata" in risposta.text
    assert "Adesso l’avviso non riceve proposte" in risposta.text
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.BOZZA


def test_a_draft_changed_meanwhile_is_read_again_before_it_is_sent(
    dentro: Client, proposta: Proposta
) -> None:
    Proposta.objects.filter(pk=proposta.pk).update(versione=7)

    risposta = dentro.post(page("send", proposta), {"versione": 1})

    assert "è stata cambiata da qualcuno" in risposta.text
    assert 'value="7"' in risposta.text
    dentro.post(page("send", proposta), {"versione": 7})
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.PRESENTATA


@pytest.mark.parametrize("versione", ["", "x", "9" * 40, "\0"])
def test_a_version_that_is_none_is_answered_in_words(
    dentro: Client, proposta: Proposta, versione: str
) -> None:
    risposta = dentro.post(page("send", proposta), {"versione": versione})

    assert risposta.status_code == 200
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.BOZZA


def test_what_is_missing_stands_in_the_page(client: Client) -> None:
    proposta = make_proposta()
    client.force_login(make_referente(proposta))

    pagina = client.get(page("send", proposta))
    risposta = client.post(page("send", proposta), {"versione": 1})

    assert "Almeno un obiettivo" in pagina.text
    assert "Presenta la proposta</button>" not in pagina.text
    assert "Almeno un obiettivo" in risposta.text


def test_withdrawn_with_a_reason_and_taken_up_again(dentro: Client, proposta: Proposta) -> None:
    dentro.post(page("send", proposta), {"versione": 1})

    senza = dentro.post(page("withdraw", proposta), {"motivo": " "})
    dentro.post(page("withdraw", proposta), {"motivo": "Manca un partner"})
    prima = dentro.post(page("resume", proposta))
    seconda = dentro.post(page("resume", proposta))

    assert "motivo" in senza.context["form"].errors
    nuova = Proposta.objects.get(ripresa_da=proposta)
    assert prima.url == seconda.url == page("send", nuova)
    percorso = dentro.get(page("follow", proposta)).text
    assert "Manca un partner" in percorso
    assert page("follow", nuova) in percorso


def test_who_waited_in_vain_still_has_what_they_typed(
    dentro: Client, proposta: Proposta, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_in_vain(*args: object, **kwargs: object) -> None:
        raise TooBusy

    dentro.post(page("send", proposta), {"versione": 1})
    monkeypatch.setattr("progetti.views.invio.perform", wait_in_vain)

    risposta = dentro.post(page("withdraw", proposta), {"motivo": "Manca un partner"})

    assert "molto occupato" in risposta.text
    assert "Manca un partner</textarea>" in risposta.text
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.PRESENTATA


def test_after_the_closing_withdrawal_and_taking_up_are_not_offered(
    dentro: Client, proposta: Proposta
) -> None:
    dentro.post(page("send", proposta), {"versione": 1})
    ieri = timezone.now() - timedelta(seconds=1)
    Avviso.objects.filter(pk=proposta.avviso_id).update(chiude_il=ieri)

    assert page("withdraw", proposta) not in dentro.get(page("follow", proposta)).text
    risposta = dentro.post(page("withdraw", proposta), {"motivo": "x"}, follow=True)

    assert "la proposta resta presentata" in risposta.text
    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.PRESENTATA


@pytest.mark.parametrize("nome", ["send", "follow", "withdraw", "answer", "paper"])
def test_for_others_it_is_not_there(client: Client, proposta: Proposta, nome: str) -> None:
    client.force_login(make_utente())

    assert client.get(page(nome, proposta)).status_code == 404
