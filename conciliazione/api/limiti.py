"""How many requests one may make in a period, counted in the cache that all processes share."""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle


@dataclass(frozen=True)
class Limite:
    """What is left to who asks: requests in all, still to make, seconds until the next period."""

    limite: int
    restano: int
    secondi: int
    superato: bool

    @property
    def headers(self) -> dict[str, str]:
        """As every answer says it."""
        return {
            "X-RateLimit-Limit": str(self.limite),
            "X-RateLimit-Remaining": str(self.restano),
            "X-RateLimit-Reset": str(self.secondi),
        }


def count_request(request: Request) -> Limite:
    """Count one request more of who makes this one."""
    periodo, limite = settings.API_LIMITE_SECONDI, settings.API_LIMITE_RICHIESTE
    numero, passati = divmod(int(time.time()), periodo)
    chi = hashlib.sha256(BaseThrottle().get_ident(request).encode()).hexdigest()
    fatte = _increment(f"api:{chi}:{numero}", periodo)
    return Limite(limite, max(0, limite - fatte), periodo - passati, fatte > limite)


def _increment(chiave: str, secondi: int) -> int:
    """The counter after one more; it lasts as long as its period."""
    cache.add(chiave, 0, timeout=secondi)
    try:
        return cache.incr(chiave)
    except ValueError:  # it ran out in between
        return 1
