"""What of a second factor is secret: where its row keeps it, and how all of them are rewritten."""

from collections.abc import Callable, Mapping

from allauth.mfa.models import Authenticator
from django.db import transaction

from conciliazione.cifratura import renew

# The seed of the app, that of the recovery codes, and codes that came from elsewhere. What a
# passkey leaves here is public: its secret never leaves the device.
SEGRETI = ("secret", "seed", "migrated_codes")


def rewritten(dati: Mapping[str, object], change: Callable[[str], str]) -> dict[str, object]:
    """The data of a factor with every secret as `change` makes it."""
    return {
        nome: _changed(valore, change) if nome in SEGRETI else valore
        for nome, valore in dati.items()
    }


def _changed(valore: object, change: Callable[[str], str]) -> object:
    return [change(testo) for testo in valore] if isinstance(valore, list) else change(valore)


def renew_secrets() -> int:
    """Put every secret under the first key; how many factors were under another one.

    Raises:
        Unreadable: one is under no key of ours; nothing is written.
    """
    with transaction.atomic():
        fattori = Authenticator.objects.select_for_update().order_by("pk")
        return sum(_renewed(fattore) for fattore in fattori)


def _renewed(fattore: Authenticator) -> bool:
    dati = rewritten(fattore.data, renew)
    if dati == fattore.data:
        return False
    fattore.data = dati
    fattore.save(update_fields=["data"])
    return True
