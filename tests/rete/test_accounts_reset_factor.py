"""Who lost telephone and codes: one of the staff asks, another confirms, the person is told."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from conciliazione.models import Messaggio
from conciliazione.transizioni import NotAllowed, StaleState
from rete.azzeramenti import (
    ask_reset,
    confirm_reset,
    pending_reset,
    resets_to_confirm,
    withdraw_reset,
)
from rete.da_fare import factors_to_reset
from rete.models import AzzeramentoMfa, Utente
from rete.permissions import can_ask_mfa_reset, can_confirm_mfa_reset
from tests.cast import PASSWORD

MOTIVO = "Di persona con la carta d’identità; telefono smarrito."
CAST = ("tavolo", "regione", "capofila", "partner", "estraneo", "comitato", "superutente")


@pytest.fixture
def persona(comitato: Utente) -> Utente:
    """Who sits in the Comitato, with an app and recovery codes."""
    TOTP.activate(comitato, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(comitato)
    return comitato


def page(persona: Utente, name: str = "mfa_reset_ask") -> str:
    return reverse(f"rete:{name}", args=[persona.codice])


def told() -> list[tuple[str, str]]:
    return list(Messaggio.objects.order_by("pk").values_list("destinatario", "oggetto"))


def test_one_asks_another_confirms_and_the_person_is_told(
    client: Client, asl: Utente, responsabile: Utente, persona: Utente
) -> None:
    client.force_login(asl)
    assert client.post(page(persona), {"motivo": MOTIVO})["Location"] == page(persona)
    assert Authenticator.objects.count() == 2
    client.force_login(responsabile)
    assert client.get(page(persona)).context["conferma"] is True
    client.post(page(persona, "mfa_reset_confirm"))
    assert not Authenticator.objects.exists()
    assert told() == [
        (persona.email, "Richiesta di azzerare il secondo fattore"),
        (persona.email, "Secondo fattore azzerato"),
    ]
    fatto = AzzeramentoMfa.objects.get()
    assert (fatto.chiesto_da, fatto.confermato_da, fatto.motivo) == (asl, responsabile, MOTIVO)


def test_the_sessions_of_the_person_end(
    asl: Utente, responsabile: Utente, estraneo: Utente
) -> None:
    sua = Client()
    sua.post(reverse("account_login"), {"login": estraneo.email, "password": PASSWORD})
    TOTP.activate(estraneo, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert sua.get(reverse("mfa_index")).status_code == 200
    confirm_reset(ask_reset(estraneo, asl, MOTIVO), responsabile)
    assert sua.get(reverse("mfa_index")).status_code == 302


def test_who_asked_does_not_confirm(client: Client, asl: Utente, persona: Utente) -> None:
    azzeramento = ask_reset(persona, asl, MOTIVO)
    client.force_login(asl)
    assert client.get(page(persona)).context["conferma"] is False
    assert client.post(page(persona, "mfa_reset_confirm")).status_code == 403
    with pytest.raises(NotAllowed):
        confirm_reset(azzeramento, asl)
    assert Authenticator.objects.count() == 2


def test_nobody_asks_or_confirms_for_themselves(
    client: Client, asl: Utente, responsabile: Utente
) -> None:
    with pytest.raises(NotAllowed):
        ask_reset(asl, asl, MOTIVO)
    azzeramento = ask_reset(asl, responsabile, MOTIVO)
    assert can_confirm_mfa_reset(asl, azzeramento) is False
    client.force_login(asl)
    assert client.get(page(asl)).status_code == 403


@pytest.mark.parametrize("ruolo", CAST)
def test_only_the_staff_may(ruolo: str, asl: Utente, request: pytest.FixtureRequest) -> None:
    assert can_ask_mfa_reset(request.getfixturevalue(ruolo), asl) is False


@pytest.mark.parametrize("ruolo", ["asl", "responsabile", "direzione"])
def test_the_staff_may(ruolo: str, estraneo: Utente, request: pytest.FixtureRequest) -> None:
    assert can_ask_mfa_reset(request.getfixturevalue(ruolo), estraneo) is True


def test_it_is_confirmed_once(asl: Utente, responsabile: Utente, persona: Utente) -> None:
    azzeramento = ask_reset(persona, asl, MOTIVO)
    confirm_reset(azzeramento, responsabile)
    TOTP.activate(persona, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    with pytest.raises(StaleState):
        confirm_reset(azzeramento, responsabile)
    assert Authenticator.objects.count() == 1


def test_a_second_request_waits_for_the_first(
    asl: Utente, responsabile: Utente, persona: Utente
) -> None:
    ask_reset(persona, asl, MOTIVO)
    with pytest.raises(ValidationError, match="c’è già una richiesta da confermare"):
        ask_reset(persona, responsabile, MOTIVO)


def test_a_request_lasts_a_week(asl: Utente, responsabile: Utente, persona: Utente) -> None:
    vecchia = ask_reset(persona, asl, MOTIVO)
    AzzeramentoMfa.objects.update(chiesto_il=timezone.now() - timedelta(days=7, minutes=1))
    assert pending_reset(persona) is None
    with pytest.raises(StaleState):
        confirm_reset(vecchia, responsabile)
    nuova = ask_reset(persona, responsabile, MOTIVO)
    assert list(AzzeramentoMfa.objects.all()) == [nuova]


def test_a_request_waits_on_the_desk_of_who_may_confirm_it(
    asl: Utente, responsabile: Utente, direzione: Utente, persona: Utente, rf: object
) -> None:
    ask_reset(persona, asl, MOTIVO)
    altra = ask_reset(responsabile, direzione, MOTIVO)
    assert [list(resets_to_confirm(u)) for u in (asl, persona)] == [[altra], []]
    (carta,) = factors_to_reset(responsabile, rf.get("/"))
    assert (carta.url, carta.quando) == (page(persona), localdate() + timedelta(days=7))


def test_one_asked_by_mistake_is_withdrawn_and_the_person_is_told(
    client: Client, asl: Utente, responsabile: Utente, persona: Utente
) -> None:
    sbagliata = ask_reset(persona, asl, MOTIVO)
    client.force_login(asl)
    assert "Ritira la richiesta" in client.get(page(persona)).content.decode()
    client.post(page(persona, "mfa_reset_withdraw"), {"motivo_ritiro": "Altra persona."})
    assert told()[1:] == [(persona.email, "Richiesta di azzerare il secondo fattore ritirata")]
    assert pending_reset(persona) is None
    assert list(resets_to_confirm(responsabile)) == []
    with pytest.raises(StaleState):
        confirm_reset(sbagliata, responsabile)
    assert Authenticator.objects.count() == 2
    letta = client.get(page(persona)).content.decode()
    assert f"ritirato da {asl}: Altra persona." in letta


def test_after_a_withdrawal_another_may_be_asked(
    asl: Utente, responsabile: Utente, persona: Utente
) -> None:
    withdraw_reset(ask_reset(persona, asl, MOTIVO), responsabile, "Chi chiama non era lui.")
    confirm_reset(ask_reset(persona, responsabile, MOTIVO), asl)
    assert not Authenticator.objects.exists()


def test_what_was_confirmed_or_withdrawn_is_not_withdrawn(
    asl: Utente, responsabile: Utente, persona: Utente
) -> None:
    fatta = ask_reset(persona, asl, MOTIVO)
    confirm_reset(fatta, responsabile)
    ritirata = ask_reset(persona, asl, MOTIVO)
    withdraw_reset(ritirata, asl, "Errore.")
    prima = told()
    for chiusa in (fatta, ritirata):
        with pytest.raises(StaleState):
            withdraw_reset(chiusa, responsabile, "Errore.")
    assert told() == prima


def test_whose_factor_it_is_does_not_withdraw(asl: Utente, responsabile: Utente) -> None:
    with pytest.raises(NotAllowed):
        withdraw_reset(ask_reset(asl, responsabile, MOTIVO), asl, "Non serve.")
    assert pending_reset(asl) is not None


@pytest.mark.parametrize("motivo", ["", "   ", "x" * 241, "\x00"])
def test_a_withdrawal_without_a_good_reason_is_answered_by_the_field(
    client: Client, asl: Utente, persona: Utente, motivo: str
) -> None:
    ask_reset(persona, asl, MOTIVO)
    client.force_login(asl)
    risposta = client.post(page(persona, "mfa_reset_withdraw"), {"motivo_ritiro": motivo})
    assert list(risposta.context["ritiro"].errors) == ["motivo_ritiro"]
    assert pending_reset(persona) is not None


def test_withdrawing_what_nobody_asked_says_so(
    client: Client, asl: Utente, persona: Utente
) -> None:
    client.force_login(asl)
    risposta = client.post(page(persona, "mfa_reset_withdraw"), {"motivo_ritiro": "x"}, follow=True)
    assert "Nel frattempo qualcosa è cambiato" in risposta.content.decode()


@pytest.mark.parametrize("motivo", ["", "   ", "x" * 2001, "\x00"])
def test_a_bad_reason_is_answered_by_the_field(
    client: Client, asl: Utente, persona: Utente, motivo: str
) -> None:
    client.force_login(asl)
    risposta = client.post(page(persona), {"motivo": motivo})
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (200, ["motivo"])
    assert told() == []


def test_confirming_what_nobody_asked_says_so(client: Client, asl: Utente, persona: Utente) -> None:
    client.force_login(asl)
    risposta = client.post(page(persona, "mfa_reset_confirm"), follow=True)
    assert "Nel frattempo qualcosa è cambiato" in risposta.content.decode()
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_with_more_history(
    client: Client,
    asl: Utente,
    responsabile: Utente,
    persona: Utente,
    n: int,
    django_assert_num_queries: object,
) -> None:
    for _ in range(n):
        confirm_reset(ask_reset(persona, asl, MOTIVO), responsabile)
    client.force_login(asl)
    client.get(page(persona))
    with django_assert_num_queries(10):
        client.get(page(persona))
