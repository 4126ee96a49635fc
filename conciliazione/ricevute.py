"""A double click creates one thing: the second answer shows the first one's receipt."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from conciliazione.models import Ricevuta

CONSERVATA_PER = timedelta(days=30)


def new_token() -> str:
    """A token for the hidden field of a form that creates something."""
    return secrets.token_urlsafe(24)


def once(
    user: AbstractBaseUser, purpose: str, token: str, create: Callable[[], object]
) -> tuple[str, bool]:
    """Call `create` for the first POST of a token; (its result as text, whether it was now).

    `create` writes rows inside the transaction of the receipt and returns a code or an address.
    It does not call `perform`, which is a transaction of its own and guards itself by state.
    Two POSTs at the same moment: the unique constraint makes one wait for the other.
    """
    try:
        with transaction.atomic():
            ricevuta = Ricevuta.objects.create(utente=user, scopo=purpose, gettone=token)
            risultato = str(create())
            Ricevuta.objects.filter(pk=ricevuta.pk).update(risultato=risultato)
    except IntegrityError:
        prima = Ricevuta.objects.filter(utente=user, scopo=purpose, gettone=token).first()
        if prima is None:  # it was `create` that broke a constraint of its own
            raise
        return prima.risultato, False
    return risultato, True


def made_before(user: AbstractBaseUser, purpose: str, token: str) -> str:
    """What the first POST of a token made, as `once` gave it; empty if none did.

    For a form that would refuse the second POST, because what the first one made is there.
    """
    gettone = token[:64].replace("\x00", "")
    prime = Ricevuta.objects.filter(utente=user, scopo=purpose, gettone=gettone)
    return prime.values_list("risultato", flat=True).first() or "" if gettone else ""


def forget() -> int:
    """Delete the receipts whose time is over; how many."""
    return Ricevuta.objects.filter(creata_il__lt=timezone.now() - CONSERVATA_PER).delete()[0]
