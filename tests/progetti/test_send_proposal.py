"""A proposal is sent once, in time, entire; withdrawn and taken up again before the closing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione.copie import fingerprint
from conciliazione.models import CopiaSigillata, Elaborazione, Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState, TooLate, perform
from progetti.carta_proposta import sealed_copy
from progetti.enums import StatoAvviso, StatoPartecipazione, StatoProposta
from progetti.models import Avviso, Proposta
from progetti.riprese import take_up
from tests.factories import (
    make_allegato_proposta,
    make_avviso,
    make_partecipazione,
    make_proposta,
    make_utente,
)
from tests.progetti.completa import CONTESTO, make_complete, make_referente

pytestmark = pytest.mark.django_db


def closed(avviso: Avviso, **prima: float) -> None:
    """Move the closing to so long ago."""
    quando = timezone.now() - timedelta(**prima)
    Avviso.objects.filter(pk=avviso.pk).update(chiude_il=quando)


def test_what_is_sent_is_sealed_and_the_proponent_has_a_receipt() -> None:
    proposta = make_complete()
    allegato = make_allegato_proposta(proposta=proposta)
    chi = make_referente(proposta)

    perform(proposta, "send", chi)

    assert proposta.stato == StatoProposta.PRESENTATA
    copia = sealed_copy(proposta)
    assert copia.sha256 == fingerprint(copia.dati)
    assert copia.dati["contesto"] == CONTESTO
    assert copia.dati["presentata_il"] == proposta.presentata_il.isoformat()
    assert copia.dati["contenuto"]["obiettivi"][0]["titolo"] == "Aprire un servizio"
    assert [p["stato"] for p in copia.dati["partecipanti"]] == ["confermata"]
    assert [c["importo"] for c in copia.dati["costi"]] == ["10000.00"]
    assert [a["sha256"] for a in copia.dati["allegati"]] == [allegato.documento.sha256]
    (mail,) = Messaggio.objects.all()
    ora = f"{timezone.localtime(proposta.presentata_il):%H:%M:%S}"
    assert mail.destinatario == chi.email
    assert all(parte in mail.testo for parte in (proposta.codice, ora, copia.sha256))
    assert [e.genere for e in Elaborazione.objects.all()] == ["progetti.proposta"]


@pytest.mark.parametrize("ritardo", [{"milliseconds": 5}, {"seconds": 1}, {"days": 3}])
def test_after_the_closing_nothing_is_sent_and_the_draft_is_intact(
    ritardo: dict[str, float],
) -> None:
    proposta = make_complete()
    closed(proposta.avviso, **ritardo)
    prima = Proposta.objects.values().get(pk=proposta.pk)

    with pytest.raises(TooLate, match="resta in bozza"):
        perform(proposta, "send", make_referente(proposta))

    assert Proposta.objects.values().get(pk=proposta.pk) == prima
    assert not CopiaSigillata.objects.exists()
    assert not Passaggio.objects.exists()
    assert not Messaggio.objects.exists()


def test_before_the_opening_nothing_is_sent() -> None:
    proposta = make_complete()
    domani = timezone.now() + timedelta(days=1)
    Avviso.objects.filter(pk=proposta.avviso_id).update(apre_il=domani)

    with pytest.raises(TooLate):
        perform(proposta, "send", make_referente(proposta))


@pytest.mark.parametrize("stato", [StatoAvviso.CHIUSO, StatoAvviso.REVOCATO])
def test_a_call_that_is_not_published_takes_nothing(stato: str) -> None:
    proposta = make_complete(avviso=make_avviso(stato))
    Avviso.objects.update(chiude_il=timezone.now() + timedelta(days=1))

    with pytest.raises(TooLate):
        perform(proposta, "send", make_referente(proposta))


def test_what_is_missing_is_said_and_nothing_is_sent() -> None:
    proposta = make_proposta()

    with pytest.raises(ValidationError) as errore:
        perform(proposta, "send", make_referente(proposta))

    assert "L’analisi del contesto" in errore.value.messages
    assert "Almeno un obiettivo" in errore.value.messages
    assert "Il contributo che si chiede" in errore.value.messages


def test_a_partner_that_has_not_confirmed_keeps_it_from_being_sent() -> None:
    proposta = make_complete()
    attesa = make_partecipazione(proposta=proposta, compito="Ospita")

    with pytest.raises(ValidationError) as errore:
        perform(proposta, "send", make_referente(proposta))

    assert errore.value.messages == [f"La conferma di {attesa.soggetto}"]
    assert attesa.stato == StatoPartecipazione.ATTESA


def test_only_who_proposes_sends() -> None:
    proposta = make_complete()

    with pytest.raises(NotAllowed):
        perform(proposta, "send", make_utente())


def test_a_second_send_finds_it_sent_and_there_is_one_copy() -> None:
    proposta = make_complete()
    chi = make_referente(proposta)
    altra = Proposta.objects.get(pk=proposta.pk)
    perform(proposta, "send", chi)

    with pytest.raises(StaleState) as errore:
        perform(altra, "send", chi)

    assert not isinstance(errore.value, TooLate)
    assert CopiaSigillata.objects.count() == 1


def test_an_edit_after_the_page_was_read_keeps_it_from_being_sent() -> None:
    proposta = make_complete()
    Proposta.objects.filter(pk=proposta.pk).update(versione=2, titolo="Un altro titolo")

    with pytest.raises(StaleState):
        perform(proposta, "send", make_referente(proposta))


def sent(**campi: object) -> Proposta:
    proposta = make_complete(**campi)
    perform(proposta, "send", make_referente(proposta))
    return proposta


def test_it_is_withdrawn_before_the_closing_with_its_reason() -> None:
    proposta = sent()

    with pytest.raises(ReasonMissing):
        perform(proposta, "withdraw", make_referente(proposta))
    perform(proposta, "withdraw", make_referente(proposta), reason="Manca un partner")

    assert proposta.stato == StatoProposta.RITIRATA
    assert proposta.ritirata_il is not None


def test_after_the_closing_it_is_not_withdrawn() -> None:
    proposta = sent()
    closed(proposta.avviso, seconds=1)

    with pytest.raises(TooLate, match="resta presentata"):
        perform(proposta, "withdraw", make_referente(proposta), reason="Tardi")

    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.PRESENTATA


def withdrawn() -> Proposta:
    proposta = make_complete()
    make_allegato_proposta(proposta=proposta)
    perform(proposta, "send", make_referente(proposta))
    perform(proposta, "withdraw", make_referente(proposta), reason="Da correggere")
    return proposta


def test_it_is_taken_up_again_with_all_that_it_had_and_only_once() -> None:
    proposta = withdrawn()
    chi = make_referente(proposta)

    nuova = take_up(proposta, chi)

    assert take_up(proposta, chi) == nuova
    assert nuova.stato == StatoProposta.BOZZA
    assert (nuova.titolo, nuova.contenuto) == (proposta.titolo, proposta.contenuto)
    assert [p.stato for p in nuova.partecipazioni.all()] == [StatoPartecipazione.CONFERMATA]
    assert [q.importo for q in nuova.quote.all()] == [q.importo for q in proposta.quote.all()]
    (suo,), (vecchio,) = nuova.allegati.all(), proposta.allegati.all()
    assert suo.documento.sha256 == vecchio.documento.sha256
    assert suo.documento != vecchio.documento
    perform(nuova, "send", chi)
    assert sealed_copy(proposta).dati["codice"] != sealed_copy(nuova).dati["codice"]


def test_after_the_closing_it_is_not_taken_up() -> None:
    proposta = withdrawn()
    closed(proposta.avviso, seconds=1)

    with pytest.raises(ValidationError, match="non si può più riprendere"):
        take_up(proposta, make_referente(proposta))


def test_where_there_is_another_proposal_it_is_not_taken_up() -> None:
    proposta = withdrawn()
    make_proposta(avviso=proposta.avviso, alleanza=proposta.alleanza)

    with pytest.raises(ValidationError, match="già un’altra proposta"):
        take_up(proposta, make_referente(proposta))
