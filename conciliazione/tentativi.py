"""How often one address may send a public form, counted in the cache that all processes share."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_too_often(request: HttpRequest, modulo: str, quante: int, secondi: int) -> bool:
    """Count one sending more of the form `modulo`; whether it is beyond `quante` in `secondi`."""
    chi = hashlib.sha256(get_adapter(request).get_client_ip(request).encode()).hexdigest()
    chiave = f"modulo:{modulo}:{chi}:{int(time.time()) // secondi}"
    cache.add(chiave, 0, timeout=secondi)
    try:
        return cache.incr(chiave) > quante
    except ValueError:  # it ran out in between
        return False
