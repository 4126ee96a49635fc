"""The commands that the Makefile offers, and how each of them ends."""

from __future__ import annotations

from collections.abc import Callable

from scripts import demo, processes, verify
from scripts.console import Stop, complain, say
from scripts.environment import prepare
from scripts.places import PYTHON, ROOT, clean_environment

STORIES = (
    "tests/browser/test_join.py::test_a_company_joins_and_the_members_are_33",
    "tests/browser/test_meet.py",
    "tests/browser/test_rank.py",
)


def bench() -> int:
    """Measure side by side what the issue asks to be fast, and print the ratios."""
    prepare("requirements-dev.txt")
    return processes.run([PYTHON, "-m", "bench"], env=clean_environment())


def pictures() -> int:
    """Take the pictures of the manual again, while the browser tells its stories."""
    prepare("requirements-dev.txt")
    env = clean_environment(IMMAGINI=str(ROOT / "docs" / "immagini"))
    return processes.run([PYTHON, "-m", "pytest", "-q", *STORIES], env=env)


COMMANDS: dict[str, Callable[[], int]] = {
    "bench": bench,
    "demo": demo.demo,
    "immagini": pictures,
    "lint": verify.lint,
    "test": verify.test,
}


def run(arguments: list[str]) -> int:
    """Run one command; its exit code: 0 well, 1 with a message, 130 when interrupted."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        complain(f"Indicare uno di questi comandi: {', '.join(COMMANDS)}.")
        return 2
    processes.handle_signals()
    try:
        return COMMANDS[arguments[0]]()
    except Stop as reason:
        complain(str(reason))
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        complain(f"Il sistema non lo permette: {error.strerror}{where}.")
        return 1
    except processes.Interrupted:
        say("Interrotto.")
        return 130
