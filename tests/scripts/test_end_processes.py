"""Nothing that a command started is left running after it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.processes import run, spawn, stop

ROOT = Path(__file__).resolve().parents[2]
# A parent with a child that both ignore SIGTERM; the child's number goes to a file.
STUBBORN = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", code])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(60)
"""


def wait_until(condition, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "too slow"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def read_pid(path: Path) -> int:
    wait_until(lambda: path.exists() and path.read_text())
    return int(path.read_text())


def test_stopping_a_program_also_ends_what_it_started(tmp_path):
    process = spawn([sys.executable, "-c", STUBBORN, tmp_path / "child"])
    child = read_pid(tmp_path / "child")
    stop(process, grace=0.2)
    assert process.returncode == -signal.SIGKILL
    wait_until(lambda: not is_running(child))


def test_a_program_that_ends_kindly_is_not_killed():
    process = spawn(["sleep", "60"])
    stop(process)
    assert process.returncode == -signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_to_a_command_ends_the_program_it_is_running(tmp_path, number):
    pid_file = tmp_path / "pid"
    program = (
        "import sys; from scripts.processes import Interrupted, handle_signals, run\n"
        "handle_signals()\n"
        "try:\n"
        "    run(['sh', '-c', f'echo $$ > {sys.argv[1]}; exec sleep 60'])\n"
        "except Interrupted:\n"
        "    sys.exit(130)\n"
    )
    command = subprocess.Popen([sys.executable, "-c", program, pid_file], cwd=ROOT)
    sleeper = read_pid(pid_file)
    command.send_signal(number)
    command.wait(10)
    assert command.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 130)
    wait_until(lambda: not is_running(sleeper))


def test_the_output_goes_to_the_log_which_starts_empty(tmp_path):
    log = tmp_path / "registri" / "prova.log"
    for word in ("prima", "seconda"):
        assert run(["sh", "-c", f"echo {word}; echo errore >&2; exit 3"], log=log) == 3
    assert log.read_text() == "seconda\nerrore\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_root_runs_a_program_as_an_unprivileged_user(tmp_path):
    log = tmp_path / "id.log"
    run(["sh", "-c", "id -u; id -G"], log=log, cwd=Path("/"), user=65534)
    assert log.read_text() == "65534\n65534\n"
