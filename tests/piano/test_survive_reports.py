"""Eight reports asked for by the closing of a window: the worker killed, the broker emptied, every
job delivered three times, and each report is there exactly once.

On PostgreSQL and Redis, by real workers, as `tests/conciliazione/test_survive.py`.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conciliazione.test_survive import (
    PAZIENZA_SECONDI,
    RADICE,
    WORKER,
    Installation,
    kill,
    own_broker,
    own_database,
)

pytestmark = pytest.mark.servizi

OTTO = 8
# For all of them, with a machine that has other things to do.
PAZIENZA = 4 * PAZIENZA_SECONDI
OPEN = {"in_coda", "in_corso"}
BOZZA, CONSEGNATA = "piano.relazione", "piano.relazione_consegnata"
DRAFTS = (
    "SELECT c.relazione_id, count(*) AS quante FROM piano_compilazionerelazione c"
    " JOIN piano_relazione r ON r.id = c.relazione_id"
    " WHERE c.copia_id IS NULL AND r.progetto_id IS NOT NULL AND r.stato <> {}"
    " GROUP BY c.relazione_id"
)
SEALED = DRAFTS.replace("copia_id IS NULL", "copia_id IS NOT NULL")
NESSUNO = "trasmessa"  # no report of these tests is


class Reports(Installation):
    """A portal with eight projects, and workers that know the jobs of the tests."""

    app = "tests.piano.lavoratore_relazioni"

    def do(self, what: str) -> None:
        self.python("-m", "tests.piano.lavoratore_relazioni", what)

    @contextmanager
    def worker(
        self, *, beat: bool = True, app: str = "", processes: str = "2"
    ) -> Iterator[subprocess.Popen]:
        """A worker and its end, whatever happens; without beat nothing that was lost is found."""
        argv = [arg for arg in WORKER[:-1] if beat or arg != "-B"] + [processes]
        with (self.cartella / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", app or self.app, *argv],
                cwd=RADICE,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                kill(process)

    def jobs(self, genere: str) -> list[dict[str, object]]:
        sql = "SELECT * FROM conciliazione_elaborazione WHERE genere = {} ORDER BY id"
        return self.query(sql, genere)

    def wait_all(self, genere: str) -> list[str]:
        """Wait for the end of every job of a kind; how they ended."""
        self.wait(lambda: not OPEN & {job["stato"] for job in self.jobs(genere)}, PAZIENZA)
        return [str(job["stato"]) for job in self.jobs(genere)]

    def drafts(self) -> list[int]:
        """How many drafts each report of a project has, of those that have some."""
        return self._counted(DRAFTS)

    def sealed(self) -> list[int]:
        """How many compilations of what was delivered each has, of those that have some."""
        return self._counted(SEALED)

    def _counted(self, sql: str) -> list[int]:
        return [int(str(riga["quante"])) for riga in self.query(sql, NESSUNO)]

    def kill_in_the_middle(self, genere: str) -> None:
        """Start a worker and kill it while it lays out the pages of a report."""
        with self.worker() as first:
            self.wait(lambda: any(self._is_laid_out(job) for job in self.jobs(genere)))
            kill(first)
        assert "in_corso" in {job["stato"] for job in self.jobs(genere)}

    @staticmethod
    def _is_laid_out(job: dict[str, object]) -> bool:
        return job["stato"] == "in_corso" and int(str(job["avanzamento"])) > 10


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Reports]:
    with own_database(tmp_path) as database:
        installation = Reports(tmp_path, database, own_broker())
        # Longer than any phase of these jobs, however busy the machine is.
        installation.env["ELABORAZIONE_LEASE_SECONDI"] = "10"
        installation.python("manage.py", "migrate", "--verbosity=0")
        installation.do("prepare")
        installation.do("close")
        yield installation


def test_eight_reports_are_each_made_once_whatever_is_killed_or_lost(
    installation: Reports,
) -> None:
    assert len(installation.jobs(BOZZA)) == OTTO + 1  # and that of the whole Piano
    installation.kill_in_the_middle(BOZZA)
    installation.empty_broker()
    installation.do("feed-twice")
    with installation.worker():
        assert installation.wait_all(BOZZA) == ["riuscita"] * (OTTO + 1)
    assert installation.drafts() == [1] * OTTO
    assert max(int(str(job["tentativi"])) for job in installation.jobs(BOZZA)) == 2

    installation.do("deliver")
    assert len(installation.jobs(CONSEGNATA)) == OTTO
    installation.kill_in_the_middle(CONSEGNATA)
    installation.empty_broker()
    installation.do("feed-twice")
    with installation.worker():
        assert installation.wait_all(CONSEGNATA) == ["riuscita"] * OTTO
    assert installation.sealed() == [1] * OTTO
    assert installation.drafts() == [1] * OTTO


def test_control_without_the_guards_reports_are_lost_or_made_more_than_once(
    installation: Reports,
) -> None:
    installation.empty_broker()
    with installation.worker(beat=False), pytest.raises(AssertionError):
        installation.wait(lambda: bool(installation.drafts()), seconds=15)
    assert installation.drafts() == []

    installation.do("feed-twice")
    # One process: what comes twice is done one after the other.
    incauto = "tests.piano.lavoratore_incauto"
    with installation.worker(beat=False, app=incauto, processes="1"):
        installation.wait(lambda: max(installation.drafts(), default=0) > 1)
