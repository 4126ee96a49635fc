"""Short secrets that the portal must read again, unreadable to who has only the database.

The first of `CHIAVI_CIFRATURA` writes, all of them read: so a key is changed without losing what
was written under the one before.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# What the key is for: another use of the same setting would say another thing, and share no key.
SCOPO = b"conciliazione.cifratura"


class Unreadable(Exception):
    """The text was written under none of the keys, or is not what was written."""


def encrypt(testo: str) -> str:
    """`testo` under the first key: each time another text, in characters of base64."""
    return _ciphers()[0].encrypt(testo.encode()).decode()


def decrypt(cifrato: str) -> str:
    """What `encrypt` was given.

    Raises:
        Unreadable: no key of ours reads it.
    """
    try:
        return MultiFernet(_ciphers()).decrypt(cifrato.encode()).decode()
    except InvalidToken as errore:
        raise Unreadable("Nessuna delle chiavi di CHIAVI_CIFRATURA legge questo dato.") from errore


def renew(cifrato: str) -> str:
    """The same secret under the first key; the very same text where it already is.

    Raises:
        Unreadable: no key of ours reads it.
    """
    try:
        _ciphers()[0].decrypt(cifrato.encode())
    except InvalidToken:
        return encrypt(decrypt(cifrato))
    return cifrato


def _ciphers() -> list[Fernet]:
    return [Fernet(_derived(chiave)) for chiave in settings.CHIAVI_CIFRATURA]


def _derived(chiave: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=SCOPO)
    return urlsafe_b64encode(hkdf.derive(chiave.encode()))
