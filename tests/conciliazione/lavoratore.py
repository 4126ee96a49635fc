"""Jobs for the tests of real workers: `celery -A tests.conciliazione.lavoratore worker`.

As a program it does, in a process of its own, what a page would: `… lavoratore ask lenta`.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from time import sleep

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 - after setup()
from django.db import transaction  # noqa: E402

from conciliazione.celery import app  # noqa: E402
from conciliazione.lavori import Run, enqueue, lavoro, publish  # noqa: E402
from conciliazione.models import CopiaSigillata, Elaborazione  # noqa: E402
from conciliazione.registro import begin_request, current_request  # noqa: E402
from conciliazione.salute import problems  # noqa: E402

__all__ = ["app"]

PASSI = 20


@lavoro("prova.lenta", coda="pdf")
def work_slowly(run: Run) -> None:
    """Two seconds of work and one row."""
    for passo in range(PASSI):
        run.advance("Lavoro", passo * 100 // PASSI)
        sleep(0.1)
    produce(run)


@lavoro("prova.svelta", coda="pdf")
def produce(run: Run) -> None:
    with run.conclude() as esito:
        CopiaSigillata.objects.create(
            oggetto_tipo=ContentType.objects.get_for_model(Elaborazione),
            oggetto_id=run.elaborazione.codice,
            dati={},
            sha256="0" * 64,
        )
        esito.dati["request_id"] = current_request()
        esito.dati["limiti"] = [
            resource.getrlimit(limite)[0] for limite in (resource.RLIMIT_AS, resource.RLIMIT_CPU)
        ]


@lavoro("prova.veleno", coda="pdf")
def kill_the_process(run: Run) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@lavoro("prova.ingorda", coda="pdf")
def ask_for_memory(run: Run) -> None:
    bytearray(3 * 1024**3)


def ask(genere: str) -> str:
    """Ask for a job as a page does, in a transaction and under a request."""
    begin_request("richiesta-di-prova")
    with transaction.atomic():
        elaborazione = enqueue(f"prova.{genere}", {}, key=os.urandom(8).hex(), by=None)
    return elaborazione.codice


def deliver_again(codice: str) -> str:
    """Hand over a job that was already handed over, as brokers do."""
    elaborazione = Elaborazione.objects.get(codice=codice)
    return str(publish(elaborazione.pk, "pdf"))


def tell_health() -> str:
    return " ".join(problems()) or "pronto"


COMANDI: dict[str, Callable[..., str]] = {
    "ask": ask,
    "deliver": deliver_again,
    "health": tell_health,
}

if __name__ == "__main__":
    sys.stdout.write(COMANDI[sys.argv[1]](*sys.argv[2:]))
