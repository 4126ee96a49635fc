"""What `make demo` says and does when it cannot start: the real program, run as a person would."""

import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start_demo(var: Path, *, python: tuple[str, ...] = ("-m", "scripts"), **env: str):
    """Run the demo with its data in `var`; what it printed and its exit code."""
    return subprocess.run(
        [sys.executable, *python, "demo"],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(var)} | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_refused(answer: subprocess.CompletedProcess, message: str, var: Path) -> None:
    """One clear message, exit code 1, no traceback, no data left behind."""
    assert answer.returncode == 1
    assert message in answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr
    assert not (var / "rete.sqlite3").exists()


@pytest.fixture
def busy_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


def test_a_busy_port_is_named_with_the_way_to_choose_another(tmp_path, busy_port):
    answer = start_demo(tmp_path, PORT=busy_port)
    assert_refused(answer, f"La porta {busy_port} è già in uso", tmp_path)
    assert "make demo PORT=" in answer.stderr


@pytest.mark.parametrize("port", ["ottomila", "0", "65536", "-1", "80 00", "٨٠٠٠"])
def test_what_is_not_a_port_is_refused(tmp_path, port):
    answer = start_demo(tmp_path, PORT=port)
    assert_refused(answer, f"PORT={port} non è una porta", tmp_path)


def test_production_settings_are_refused(tmp_path):
    answer = start_demo(tmp_path, AMBIENTE="produzione")
    assert_refused(answer, "password pubbliche", tmp_path)


def test_a_folder_that_cannot_be_written_is_named():
    folder = Path("/sys/rete-conciliazione")
    answer = start_demo(folder)
    assert_refused(answer, "Non posso scrivere nella cartella /sys", folder)


def test_two_demos_do_not_share_their_data(tmp_path):
    with (tmp_path / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = start_demo(tmp_path)
    assert_refused(answer, "Una demo è già in funzione", tmp_path)


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14)])
def test_a_python_outside_the_range_is_told_which_ones_will_do(tmp_path, version):
    pretend = (
        f"import runpy, sys; sys.version_info = (*{version}, 0, 'final', 0);"
        "runpy.run_module('scripts', run_name='__main__')"
    )
    answer = start_demo(tmp_path, python=("-c", pretend))
    assert_refused(answer, "Serve Python 3.11, 3.12 o 3.13", tmp_path)
    assert f"questo è Python {version[0]}.{version[1]}" in answer.stderr


def test_an_unknown_command_lists_the_known_ones():
    answer = subprocess.run(
        [sys.executable, "-m", "scripts", "avvia"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 2
    assert "bench, demo, immagini, lint, test" in answer.stderr
