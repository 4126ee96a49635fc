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


def period_at(ora: int, durata: int) -> tuple[int, int]:
    """Which period an instant falls in, and how many seconds are left of it (at least one)."""
    numero, passati = divmod(ora, durata)
    return numero, durata - passati


def count_request(request: Request) -> Limite:
    """Count one request more of who makes this one."""
    periodo, limite = settings.API_LIMITE_SECONDI, settings.API_LIMITE_RICHIESTE
    numero, secondi = period_at(int(time.time()), periodo)
    chi = hashlib.sha256(str(BaseThrottle().get_ident(request)).encode()).hexdigest()
    fatte = _increment(f"api:{chi}:{numero}", periodo)
    return Limite(limite, max(0, limite - fatte), secondi, fatte > limite)


def _increment(chiave: str, secondi: int) -> int:
    """The counter after one more; it lasts as long as its period."""
    cache.add(chiave, 0, timeout=secondi)
    try:
        return cache.incr(chiave)
    except ValueError:  # it ran out in between
        return 1
