"""The whole `make demo`, from nothing to Ctrl-C, and once more on the data it left."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.demo import answers
from scripts.services import free_port

ROOT = Path(__file__).resolve().parents[2]
READY = "Il portale è pronto"

pytestmark = pytest.mark.demo


@contextmanager
def demo_running(var: Path, ending: signal.Signals) -> Iterator[tuple[str, str]]:
    """A demo that is ready: its address and what it printed. The signal leaves nothing of it."""
    port, log = free_port(), var.parent / "stampato.txt"
    env = os.environ | {"VAR_DIR": str(var), "PORT": str(port)}
    argv = [sys.executable, "-m", "scripts", "demo"]
    with log.open("wb") as output:
        process = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        while READY not in log.read_text():
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
        address = f"http://localhost:{port}"
        assert f": {address}\n" in log.read_text()
        yield address, log.read_text()
    finally:
        process.send_signal(ending)
        process.wait(60)
    assert process.returncode == 130
    assert programs_using(var) == []


def programs_using(var: Path) -> list[str]:
    """The command lines of the running programs whose data are in this folder."""
    mark, found = f"VAR_DIR={var}\0".encode(), []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes():
                found.append(environ.with_name("cmdline").read_text())
        except OSError:
            continue
    return found


def wait_until_ready(address: str, seconds: float = 60) -> None:
    """The workers' first sign of life comes with the first round of beat."""
    deadline = time.monotonic() + seconds
    while not answers(f"{address}/readyz"):
        assert time.monotonic() < deadline, "the workers give no sign of life"
        time.sleep(0.5)


def read(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own address
        return answer.status, answer.read().decode()


def test_the_demo_starts_serves_stops_and_keeps_its_data(tmp_path):
    var = tmp_path / "var"
    with demo_running(var, signal.SIGINT) as (address, printed):
        status, page = read(f"{address}/")
        assert status == 200
        assert "</html>" in page
        assert "responsabile@asl.example" in printed
        assert "Pagine: " in printed
        assert programs_using(var) != []
    pdf = (var / "piano-territoriale.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")

    with demo_running(var, signal.SIGTERM) as (address, printed):
        wait_until_ready(address)
        assert "in compilazione" not in printed
        assert " pagine, compilata in " in printed
        assert "responsabile@asl.example" in printed
    assert (var / "piano-territoriale.pdf").read_bytes() == pdf
