"""Handing a message to the broker, which may be down: whoever calls has the row, and goes on."""

import structlog
from django.core.exceptions import ImproperlyConfigured
from kombu.exceptions import ChannelError, KombuError

from conciliazione.celery import app

log = structlog.get_logger(__name__)


def deliver(compito: str, argomenti: list[int], coda: str = "celery") -> bool:
    """Send the task `compito` to the queue `coda`; False when the broker does not answer."""
    try:
        app.send_task(compito, args=argomenti, queue=coda)
    except (KombuError, ChannelError, OSError, ImproperlyConfigured) as errore:
        log.warning("broker unreachable", compito=compito, errore=type(errore).__name__)
        return False
    return True
