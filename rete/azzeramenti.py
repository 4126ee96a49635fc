"""Taking away the second factor of who lost it: two of the staff, after checking who asks."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from conciliazione import posta
from conciliazione.guardie import said_in_words
from conciliazione.transizioni import NotAllowed, StaleState
from rete.models import AzzeramentoMfa, Utente
from rete.permissions import (
    Persona,
    can_ask_mfa_reset,
    can_confirm_mfa_reset,
    can_withdraw_mfa_reset,
    is_staff_of_capofila,
)

# A request that nobody confirms in time is as if it had not been made.
VALE = timedelta(days=7)

CHIESTO = """Buongiorno,

l’ente capofila ha ricevuto la richiesta di azzerare il secondo fattore dell’utente {email} del \
portale della Rete di Conciliazione. Quando un’altra persona dell’ente la conferma, l’app dei \
codici, le passkey e i codici di recupero non valgono più.

Se la richiesta non viene da chi legge, avvertire subito l’ente capofila.

Messaggio automatico del portale: non rispondere a questo indirizzo."""

FATTO = """Buongiorno,

il secondo fattore dell’utente {email} del portale della Rete di Conciliazione è stato azzerato e \
ogni sessione aperta è stata chiusa. Si entra con la password; il portale guida a configurare di \
nuovo l’app dei codici o una passkey.

Se non è stato chi legge a chiederlo, cambiare la password e avvertire subito l’ente capofila.

Messaggio automatico del portale: non rispondere a questo indirizzo."""


RITIRATO = """Buongiorno,

la richiesta di azzerare il secondo fattore dell’utente {email} del portale della Rete di \
Conciliazione è stata ritirata: non è cambiato niente, e si entra come prima.

Messaggio automatico del portale: non rispondere a questo indirizzo."""


def pending_reset(persona: Utente) -> AzzeramentoMfa | None:
    """The request for `persona` that may still be confirmed."""
    return _still_good().filter(utente=persona).select_related("chiesto_da", "utente").first()


def resets_to_confirm(user: Persona) -> QuerySet[AzzeramentoMfa]:
    """The requests that wait for `user`: the same rule as `can_confirm_mfa_reset`."""
    if not is_staff_of_capofila(user):
        return AzzeramentoMfa.objects.none()
    altrui = _still_good().exclude(chiesto_da_id=user.pk).exclude(utente_id=user.pk)
    return altrui.select_related("utente")


def past_resets(persona: Utente) -> QuerySet[AzzeramentoMfa]:
    """The requests for `persona` that were confirmed or withdrawn, the newest first."""
    chiuse = AzzeramentoMfa.objects.filter(utente=persona).exclude(pk__in=_open())
    return chiuse.select_related("chiesto_da", "confermato_da", "ritirato_da")


def ask_reset(persona: Utente, by: Utente, motivo: str) -> AzzeramentoMfa:
    """Ask that the second factor of `persona` be taken away, and tell them.

    Raises:
        NotAllowed: `by` may not.
        ValidationError: there is a request already, or `motivo` is empty.
    """
    if not can_ask_mfa_reset(by, persona):
        raise NotAllowed
    azzeramento = AzzeramentoMfa(utente=persona, chiesto_da=by, motivo=motivo)
    with said_in_words(AzzeramentoMfa), transaction.atomic():
        _open().filter(utente=persona, chiesto_il__lt=Now() - VALE).delete()
        azzeramento.full_clean()
        azzeramento.save(force_insert=True)
        _tell(azzeramento, "chiesto", "Richiesta di azzerare il secondo fattore", CHIESTO)
    return azzeramento


def confirm_reset(azzeramento: AzzeramentoMfa, by: Utente) -> None:
    """Take every factor away from the person, end their sessions, tell them: once.

    Raises:
        NotAllowed: `by` may not.
        StaleState: it was confirmed or withdrawn already, or too long ago was it asked.
    """
    if not can_confirm_mfa_reset(by, azzeramento):
        raise NotAllowed
    with transaction.atomic():
        presa = _still_good().filter(pk=azzeramento.pk)
        if presa.update(confermato_da=by, confermato_il=Now()) != 1:
            raise StaleState
        Authenticator.objects.filter(user=azzeramento.utente).delete()
        for sessione in UserSession.objects.filter(user=azzeramento.utente):
            sessione.end()
        _tell(azzeramento, "fatto", "Secondo fattore azzerato", FATTO)


def withdraw_reset(azzeramento: AzzeramentoMfa, by: Utente, motivo: str) -> None:
    """Let a request fall before anybody confirms it, and tell the person: once.

    Raises:
        NotAllowed: `by` may not.
        StaleState: it was confirmed or withdrawn already, or too long ago was it asked.
        ValidationError: `motivo` is empty.
    """
    if not can_withdraw_mfa_reset(by, azzeramento):
        raise NotAllowed
    with said_in_words(AzzeramentoMfa), transaction.atomic():
        aperta = _still_good().filter(pk=azzeramento.pk)
        if aperta.update(ritirato_da=by, ritirato_il=Now(), motivo_ritiro=motivo) != 1:
            raise StaleState
        _tell(
            azzeramento, "ritirato", "Richiesta di azzerare il secondo fattore ritirata", RITIRATO
        )


def _open() -> QuerySet[AzzeramentoMfa]:
    return AzzeramentoMfa.objects.filter(confermato_il__isnull=True, ritirato_il__isnull=True)


def _still_good() -> QuerySet[AzzeramentoMfa]:
    return _open().filter(chiesto_il__gte=Now() - VALE)


def _tell(azzeramento: AzzeramentoMfa, quando: str, oggetto: str, testo: str) -> None:
    email = azzeramento.utente.email
    chiave = f"secondo-fattore:{quando}:{azzeramento.codice}"
    posta.send(chiave, email, oggetto, testo.format(email=email))
