"""Whether this installation can work: what `/readyz` and `/status` answer from."""

import os
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from kombu.exceptions import KombuError

from conciliazione import battito
from conciliazione.celery import app
from conciliazione.orologio import read_clock

SCARTO_AMMESSO_SECONDI = 2


def problems() -> dict[str, str]:
    """What is wrong, by part: `database`, `coda`, `lavori`, `orologio`; empty when all is well."""
    try:
        ora = read_clock()
        vivo = battito.is_beating()
    except (DatabaseError, ImproperlyConfigured):
        return {"database": "Il database non risponde.", **_broker()}
    lavori = {} if vivo else {"lavori": "Nessun processo di lavoro dà segno di vita."}
    return {**_broker(), **lavori, **_clock(ora)}


def _broker() -> dict[str, str]:
    fermo = {"coda": "La coda dei lavori non risponde."}
    try:
        with app.connection_for_write() as conn:
            conn.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (KombuError, OSError, ImproperlyConfigured):
        return fermo
    if settings.BROKER_URL.startswith("filesystem://") and not os.access(
        settings.BROKER_DIR, os.W_OK
    ):
        return fermo
    return {}


def _clock(ora: datetime) -> dict[str, str]:
    scarto = abs((datetime.now(UTC) - ora).total_seconds())
    if scarto <= SCARTO_AMMESSO_SECONDI:
        return {}
    return {"orologio": f"L'orologio del server è lontano {scarto:.0f} secondi dal database."}
