"""What a person reads while a command runs."""

from __future__ import annotations

import sys
from pathlib import Path


class Stop(Exception):
    """Ends the command with exit code 1; its text says what is wrong and what to do."""


def say(text: str = "") -> None:
    """Print one line at once, even into a pipe."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print the reason why the command ends, on standard error."""
    print(f"\n✗ {text}", file=sys.stderr, flush=True)


def seconds(value: float) -> str:
    """A duration as an Italian reads it: `3,2 s`."""
    return f"{value:.1f} s".replace(".", ",")


def tail(log: Path, lines: int = 12, width: int = 160) -> str:
    """The last lines of a log, indented and cut to `width`, to be shown under a message."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return "\n".join(f"    {line[:width]}" for line in text.rstrip().splitlines()[-lines:])
