"""Random codes: what stands in an address where a primary key must not."""

import secrets

# Without 0, 1, i, l, o: people read these codes aloud and copy them by hand.
ALFABETO = "23456789abcdefghjkmnpqrstuvwxyz"
LUNGHEZZA = 10


def new_code() -> str:
    """Ten random characters that nobody can guess from another code."""
    return "".join(secrets.choice(ALFABETO) for _ in range(LUNGHEZZA))
