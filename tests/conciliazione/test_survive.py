"""Real workers, killed and fed twice: every job still has exactly one result.

The same tests run on the embedded configuration (SQLite, filesystem broker) and on PostgreSQL
with Redis: the environment says which. Each run has a database, a broker and a folder of its own.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
import redis
from django.conf import settings
from psycopg.rows import dict_row

from conciliazione.lavori import IMPREVISTO, INTERROTTA

RADICE = Path(__file__).resolve().parents[2]
PAZIENZA_SECONDI = 60
# A process that says nothing for so long will say nothing more.
FERMO_SECONDI = 600
WORKER = ["worker", "-B", "-Q", "celery,pdf", "-c", "2"]


class Installation:
    """A portal of its own: where it writes, its environment, its processes."""

    def __init__(self, cartella: Path, database: str, broker: str) -> None:
        self.cartella, self.database, self.broker = cartella, database, broker
        self.env = {
            **os.environ,
            "VAR_DIR": str(cartella),
            "DATABASE_URL": database,
            "BROKER_URL": broker,
            "ELABORAZIONE_LEASE_SECONDI": "2",
            "RICONCILIA_OGNI_SECONDI": "2",
        }

    def python(self, *argomenti: str, **env: str) -> str:
        fatto = subprocess.run(
            [sys.executable, *argomenti],
            cwd=RADICE,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=FERMO_SECONDI,
        )
        assert fatto.returncode == 0, fatto.stderr
        return fatto.stdout

    def portal(self, *argomenti: str, **env: str) -> str:
        return self.python("-m", "tests.conciliazione.lavoratore", *argomenti, **env)

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen]:
        """A worker with beat, and its end whatever happens."""
        with (self.cartella / "worker.log").open("ab") as diario:
            processo = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "tests.conciliazione.lavoratore", *WORKER],
                cwd=RADICE,
                env=self.env,
                stdout=diario,
                stderr=diario,
                start_new_session=True,
            )
        try:
            yield processo
        finally:
            if processo.poll() is None:
                kill(processo)

    def query(self, sql: str, valore: str) -> list[dict[str, object]]:
        """Rows read from outside, as another program would; `sql` has one `{}`."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"))) as connessione:
                connessione.row_factory = sqlite3.Row
                return [dict(r) for r in connessione.execute(sql.format("?"), [valore])]
        with psycopg.connect(self.database, row_factory=dict_row) as connessione:
            return connessione.execute(sql.format("%s"), [valore]).fetchall()

    def job(self, codice: str) -> dict[str, object]:
        sql = "SELECT * FROM conciliazione_elaborazione WHERE codice = {}"
        return self.query(sql, codice)[0]

    def outcome(self, codice: str) -> dict[str, object]:
        esito = self.job(codice)["esito"]
        return json.loads(esito) if isinstance(esito, str) else esito

    def results(self, codice: str) -> int:
        sql = "SELECT * FROM conciliazione_copiasigillata WHERE oggetto_id = {}"
        return len(self.query(sql, codice))

    def wait(self, che: Callable[[], bool], seconds: float = PAZIENZA_SECONDI) -> None:
        scadenza = time.monotonic() + seconds
        while not che():
            diario = self.cartella / "worker.log"
            assert time.monotonic() < scadenza, diario.read_text() if diario.exists() else "nessuno"
            time.sleep(0.1)

    def wait_end(self, codice: str) -> str:
        self.wait(lambda: self.job(codice)["stato"] in {"riuscita", "fallita"})
        return self.job(codice)["stato"]

    def empty_broker(self) -> None:
        if self.broker.startswith("redis"):
            with redis.Redis.from_url(self.broker) as servizio:
                servizio.flushdb()
        else:
            shutil.rmtree(self.cartella / "broker")

    def unreachable_broker(self) -> dict[str, str]:
        """The environment of a page whose broker is down."""
        if self.broker.startswith("redis"):
            return {"BROKER_URL": "redis://127.0.0.1:1/0"}
        return {"VAR_DIR": "/dev/null/var"}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    cartella = tmp_path_factory.mktemp("installazione")
    with own_database(cartella) as database:
        installazione = Installation(cartella, database, own_broker())
        installazione.python("manage.py", "migrate", "--verbosity=0")
        yield installazione


def kill(processo: subprocess.Popen) -> None:
    """`kill -9` of the worker and of all that it started."""
    os.killpg(processo.pid, signal.SIGKILL)
    processo.wait()


@contextmanager
def own_database(cartella: Path) -> Iterator[str]:
    """A database of this run alone, on the engine of the tests."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{cartella / 'rete.sqlite3'}"
        return
    server, nome = os.environ["DATABASE_URL"], f"prova_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connessione:
        connessione.execute(f"CREATE DATABASE {nome}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{nome}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connessione:
            connessione.execute(f"DROP DATABASE {nome} WITH (FORCE)")


def own_broker() -> str:
    """A broker of this run alone: a Redis database, or the folder below VAR_DIR."""
    if not settings.BROKER_URL.startswith("redis"):
        return "filesystem://"
    numero = 8 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return urlunsplit(urlsplit(settings.BROKER_URL)._replace(path=f"/{numero}"))


def test_a_worker_killed_in_the_middle_leaves_one_result(installation: Installation) -> None:
    codice = installation.portal("ask", "lenta")
    with installation.worker() as primo:
        installation.wait(lambda: installation.job(codice)["avanzamento"] > 0)
        kill(primo)
    assert installation.job(codice)["stato"] == "in_corso"

    with installation.worker():
        assert installation.wait_end(codice) == "riuscita"
    assert installation.job(codice)["tentativi"] == 2
    assert installation.results(codice) == 1


def test_a_broker_that_is_down_loses_no_job(installation: Installation) -> None:
    codice = installation.portal("ask", "svelta", **installation.unreachable_broker())
    chiesta = installation.job(codice)
    assert (chiesta["stato"], chiesta["pubblicata_il"]) == ("in_coda", None)

    with installation.worker():
        assert installation.wait_end(codice) == "riuscita"
    assert installation.results(codice) == 1


def test_a_broker_that_forgot_everything_loses_no_job(installation: Installation) -> None:
    codici = [installation.portal("ask", "svelta") for _ in range(3)]
    installation.empty_broker()

    with installation.worker():
        assert [installation.wait_end(codice) for codice in codici] == ["riuscita"] * 3
    assert [installation.results(codice) for codice in codici] == [1] * 3


@pytest.fixture(scope="module")
def at_work(installation: Installation) -> Iterator[Installation]:
    """The installation with a worker that goes on through the tests that follow."""
    with installation.worker():
        yield installation


def test_a_job_delivered_three_times_is_done_once(at_work: Installation) -> None:
    codice = at_work.portal("ask", "lenta")
    for _ in range(2):
        assert at_work.portal("deliver", codice) == "True"

    assert at_work.wait_end(codice) == "riuscita"
    ultimo = at_work.portal("ask", "svelta")
    assert at_work.wait_end(ultimo) == "riuscita"
    assert (at_work.job(codice)["tentativi"], at_work.results(codice)) == (1, 1)


def test_a_job_that_kills_its_process_is_tried_three_times(at_work: Installation) -> None:
    codice = at_work.portal("ask", "veleno")

    assert at_work.wait_end(codice) == "fallita"
    fallita = at_work.job(codice)
    assert (fallita["tentativi"], fallita["errore"]) == (3, INTERROTTA)


def test_a_job_that_wants_too_much_memory_fails_alone(at_work: Installation) -> None:
    codice = at_work.portal("ask", "ingorda")

    assert at_work.wait_end(codice) == "fallita"
    fallita = at_work.job(codice)
    assert (fallita["tentativi"], fallita["errore"]) == (3, IMPREVISTO)


def test_the_id_of_the_request_follows_into_the_worker(at_work: Installation) -> None:
    codice = at_work.portal("ask", "svelta")

    assert at_work.wait_end(codice) == "riuscita"
    assert at_work.outcome(codice)["request_id"] == "richiesta-di-prova"


def test_a_process_that_renders_has_limits_of_memory_and_cpu(at_work: Installation) -> None:
    codice = at_work.portal("ask", "svelta")
    assert at_work.wait_end(codice) == "riuscita"
    memoria, cpu = at_work.outcome(codice)["limiti"]

    assert memoria == settings.PDF_MEMORIA_MB * 1024 * 1024
    assert 600 <= cpu <= 660


def test_a_worker_that_lives_makes_the_portal_ready(at_work: Installation) -> None:
    at_work.wait(lambda: at_work.portal("health") == "pronto")


@pytest.mark.parametrize("parte", ["database", "coda"])
def test_health_says_what_is_down(at_work: Installation, parte: str) -> None:
    guasti = {
        "database": {"DATABASE_URL": "sqlite:////dev/null/rete.sqlite3"},
        "coda": at_work.unreachable_broker(),
    }

    assert at_work.portal("health", **guasti[parte]) == parte
