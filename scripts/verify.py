"""`make test`: every check, each one run even when an earlier one fails, then a summary."""

from __future__ import annotations

import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts import system
from scripts.console import Stop, complain, say, seconds, tail
from scripts.environment import prepare
from scripts.places import PYTHON, ROOT, clean_environment
from scripts.processes import run
from scripts.services import temporary_services

LOCKS = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--group", "dev"],
    "requirements-node.txt": ["--group", "pyproject.toml:node"],
}
LOCK_OPTIONS = [
    *("--universal", "--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url"),
    "--quiet",
]
ORDINARY = "not browser and not demo and not servizi"
# A module stays whole: what its tests share is made once.
TWO_WORKERS = ("-n", "2", "--dist", "loadscope")
OFFLINE = ("Failed to fetch", "error sending request", "Could not connect", "dns error")


@dataclass(frozen=True)
class Outcome:
    """How one stage went."""

    title: str
    passed: bool
    seconds: float

    def __str__(self) -> str:
        return f"  {'✓' if self.passed else '✗'} {self.title:<52}{seconds(self.seconds):>9}"


def test() -> int:
    """Run every stage; 0 only if all of them passed."""
    started = time.monotonic()
    system.require(system.TESTING)
    prepare("requirements-dev.txt")
    with tempfile.TemporaryDirectory(prefix="rete-prove-") as name:
        folder = Path(name)
        outcomes = [_attempt(title, check, folder) for title, check in STAGES]
    return summarise(outcomes, time.monotonic() - started)


def lint() -> int:
    """Run the two checks on the text of the code."""
    prepare("requirements-dev.txt")
    failed = [title for title, check in LINT if not check(ROOT)]
    return 1 if failed else 0


def _attempt(title: str, check: Callable[[Path], bool], folder: Path) -> Outcome:
    say(f"\n── {title}")
    started = time.monotonic()
    try:
        passed = check(folder)
    except Stop as reason:
        complain(str(reason))
        passed = False
    return Outcome(title, passed, time.monotonic() - started)


def summarise(outcomes: list[Outcome], elapsed: float) -> int:
    say("\nRiepilogo")
    for outcome in outcomes:
        say(str(outcome))
    failed = sum(not outcome.passed for outcome in outcomes)
    verdict = "tutto in ordine" if not failed else f"controlli non superati: {failed}"
    say(f"\n{verdict.capitalize()}, in {seconds(elapsed)}.")
    return 1 if failed else 0


def _module(*argv: str, **settings: str) -> bool:
    """Run a module of the virtualenv with these settings and no others; whether it went well."""
    return run([PYTHON, "-m", *argv], env=clean_environment(**settings), ending=signal.SIGINT) == 0


def _manage(*argv: str, **settings: str) -> bool:
    return run([PYTHON, "manage.py", *argv], env=clean_environment(**settings)) == 0


def _ruff_check(folder: Path) -> bool:
    return _module("ruff", "check", "--quiet")


def _ruff_format(folder: Path) -> bool:
    return _module("ruff", "format", "--check", "--quiet")


def _locks(folder: Path) -> bool:
    """Whether compiling pyproject.toml again would leave every lock file as it is."""
    stale = [name for name, source in LOCKS.items() if not _lock(name, source, folder)]
    return not stale


def _lock(name: str, source: list[str], folder: Path) -> bool:
    committed, compiled, log = ROOT / name, folder / name, folder / "uv.log"
    shutil.copy(committed, compiled)
    uv = [PYTHON, "-m", "uv", "pip", "compile", *LOCK_OPTIONS, "--output-file", compiled]
    if run([*uv, *source], log=log):
        reason = log.read_text(encoding="utf-8", errors="replace")
        if any(mark in reason for mark in OFFLINE):
            say(f"  {name}: non verificabile senza rete (i vincoli li controlla la suite)")
            return True
        complain(f"{name} non si ricompila:\n{tail(log)}")
        return False
    if compiled.read_bytes() != committed.read_bytes():
        complain(f"{name} non corrisponde a pyproject.toml: va ricompilato (CONTRIBUTING.md).")
        return False
    return True


def _migrations(folder: Path) -> bool:
    return _manage("makemigrations", "--check", "--dry-run", VAR_DIR=str(folder))


def _deploy(folder: Path) -> bool:
    """Django's own deployment checks, with the settings of a production installation."""
    settings = {
        "AMBIENTE": "produzione",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "rete.example",
        "BASE_URL": "https://rete.example",
        "DATABASE_URL": "postgres://rete@127.0.0.1/rete",
        "BROKER_URL": "redis://127.0.0.1/0",
        "CACHE_URL": "redis://127.0.0.1/1",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "VAR_DIR": str(folder),
    }
    return _manage("check", "--deploy", "--fail-level", "WARNING", **settings)


def _sqlite(folder: Path) -> bool:
    return _suite(folder, ORDINARY, *TWO_WORKERS)


def _services(folder: Path) -> bool:
    """The whole suite again; the tests that empty the broker run alone, after the others."""
    with temporary_services() as settings:
        together = _suite(folder, ORDINARY, *TWO_WORKERS, **settings)
        alone = _suite(folder, "servizi", **settings)
    return together and alone


def _browser(folder: Path) -> bool:
    return _suite(folder, "browser", *TWO_WORKERS)


def _demo(folder: Path) -> bool:
    return _suite(folder, "demo")


def _suite(folder: Path, marks: str, *options: str, **settings: str) -> bool:
    cache = f"cache_dir={folder / 'pytest'}"
    argv = ["pytest", "-q", "-o", cache, "-m", marks, *options]
    return _module(*argv, VAR_DIR=str(folder / "var"), **settings)


LINT = (
    ("Regole del codice (ruff check)", _ruff_check),
    ("Formattazione (ruff format)", _ruff_format),
)
STAGES = (
    *LINT,
    ("Dipendenze: i file bloccati seguono pyproject.toml", _locks),
    ("Migrazioni complete", _migrations),
    ("Impostazioni di produzione (check --deploy)", _deploy),
    ("Suite su SQLite", _sqlite),
    ("Suite su PostgreSQL e Redis", _services),
    ("Prove nel browser", _browser),
    ("La demo parte, serve e si ferma", _demo),
)
