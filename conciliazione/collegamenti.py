"""Links by mail: the person has the token, the database only its fingerprint."""

import base64
import secrets
from hashlib import sha256

from django.utils.crypto import salted_hmac


def new_link() -> tuple[str, str]:
    """A token for an address to mail, that nobody guesses, and the fingerprint to keep of it."""
    token = secrets.token_urlsafe(32)
    return token, fingerprint(token)


def same_link(scopo: str, *parti: str) -> tuple[str, str]:
    """As `new_link`, the same each time for the same `parti`: a reminder carries the link of the
    first mail, which does not stop working in the hands of who is using it.

    Who has not the secret key of the portal cannot make it.
    """
    firma = salted_hmac(f"collegamento:{scopo}", "\n".join(parti), algorithm="sha256").digest()
    token = base64.urlsafe_b64encode(firma).decode().rstrip("=")
    return token, fingerprint(token)


def fingerprint(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal: what the database is searched with."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
