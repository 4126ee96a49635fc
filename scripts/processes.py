"""Child processes that never outlive the command that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from scripts.places import ROOT

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Interrupted(BaseException):
    """Someone asked this command to end."""


def handle_signals() -> None:
    """Turn the first ending signal into `Interrupted`; later ones do not disturb the clean-up."""
    for number in ENDING_SIGNALS:
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: object) -> None:
    for other in ENDING_SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Interrupted


def spawn(
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    log: Path | None = None,
    user: int | None = None,
) -> subprocess.Popen:
    """Start a program in a process group of its own, told to end if we are killed.

    Its output goes to `log` (emptied first) or to our own output. With `user` (only root may)
    it runs as that user id, with no group but the user's own number.
    """
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
    output = log.open("wb") if log else None
    try:
        return subprocess.Popen(
            [str(part) for part in argv],
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            **({} if user is None else {"user": user, "group": user, "extra_groups": []}),
        )
    finally:
        if output:
            output.close()


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_all(processes: Sequence[subprocess.Popen], grace: float = 10) -> None:
    """End several programs at once, so that the slowest is all we wait for."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(grace)
        stop(process, grace=0)


def stop(process: subprocess.Popen, ending: int = signal.SIGTERM, grace: float = 10) -> None:
    """End a program started by `spawn`: kindly at first, then with all that it started."""
    if process.poll() is None:
        process.send_signal(ending)
        with suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(argv: Sequence[str | Path], *, ending: int = signal.SIGTERM, **options) -> int:
    """Run a program to its end and return its exit code; if we are interrupted, end it too."""
    process = spawn(argv, **options)
    try:
        return process.wait()
    finally:
        stop(process, ending)
