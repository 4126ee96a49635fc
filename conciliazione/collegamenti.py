"""Links by mail: the person has the token, the database only its fingerprint."""

import secrets
from hashlib import sha256


def new_link() -> tuple[str, str]:
    """A token for an address to mail, that nobody guesses, and the fingerprint to keep of it."""
    token = secrets.token_urlsafe(32)
    return token, fingerprint(token)


def fingerprint(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal: what the database is searched with."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
