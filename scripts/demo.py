"""`make demo`: the whole portal on this machine, with the 2014 plan in it, until Ctrl-C."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.console import Stop, say, seconds, tail
from scripts.environment import BUILT, prepare
from scripts.places import (
    LOGS,
    PYTHON,
    ROOT,
    VAR,
    clean_environment,
    fingerprint,
    is_stamped,
    require_writable,
    shown,
)
from scripts.processes import run, spawn, stop, stop_all

HOST = "127.0.0.1"
# The same machine by its name: browsers give passkeys to a name, never to a number.
NAME = "localhost"
START_TIMEOUT = 60
PDF = VAR / "piano-territoriale.pdf"
REQUIREMENTS = ROOT / "requirements.txt"
WEB = ("gunicorn",)
WORKER = ("celery", "-A", "conciliazione", "worker", "-B", "-Q", "celery,pdf", "-c", "2")


def demo() -> int:
    """Set up what is missing, start web and worker, compile the Piano once, serve until told."""
    started = time.monotonic()
    refuse_production(os.environ)
    port = read_port(os.environ)
    require_writable([VAR])
    with only_demo_here(VAR / "demo.lock"):
        require_free(port)
        prepare(REQUIREMENTS.name)
        env = demo_environment(port)
        collect_static(env)
        say("• Preparo la base dati")
        data = manage(env, "prepara_demo")
        with running(env, port) as servers:
            plan = "" if PDF.exists() else compile_plan(env, servers)
            announce(port, [data, plan], time.monotonic() - started)
            keep_watch(servers)
    return 0


def refuse_production(env: Mapping[str, str]) -> None:
    """Raise `Stop` if the shell is set up for a real installation: demo passwords are public."""
    if env.get("AMBIENTE") == "produzione":
        raise Stop(
            "L'ambiente di questa shell è di produzione (AMBIENTE=produzione): la demo crea "
            "account con password pubbliche e qui non parte.\n"
            "Aprire una shell senza quelle impostazioni, oppure: env -u AMBIENTE make demo"
        )


def read_port(env: Mapping[str, str]) -> int:
    """The port asked for with PORT=, 8000 if none; raise `Stop` if it is not a port."""
    text = env.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Stop(f"PORT={text} non è una porta: serve un numero da 1 a 65535 (PORT=8001).")
    return int(text)


def require_free(port: int) -> None:
    """Raise `Stop` if the web server could not listen on this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reserved = error.errno == errno.EACCES
            reason = "è riservata all'amministratore" if reserved else "è già in uso"
            raise Stop(
                f"La porta {port} {reason}.\nSceglierne un'altra: make demo PORT=8123"
            ) from error


@contextmanager
def only_demo_here(lock: Path) -> Iterator[None]:
    """Hold the folder's data while we run; raise `Stop` if another demo holds them."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Stop(
                f"Una demo è già in funzione con i dati di {shown(VAR)}: "
                "fermarla con Ctrl-C prima di avviarne un'altra."
            ) from error
        yield


def demo_environment(port: int) -> dict[str, str]:
    """The settings of the demo: everything of its own below var/, nothing from the shell."""
    return clean_environment(AMBIENTE="demo", BASE_URL=f"http://{NAME}:{port}", VAR_DIR=str(VAR))


def collect_static(env: Mapping[str, str]) -> None:
    """Gather and compress the static files, unless they are the same as last time."""
    stamp, value = VAR / ".static.stamp", fingerprint(BUILT, REQUIREMENTS)
    if is_stamped(stamp, value) and (VAR / "static").is_dir():
        return
    say("• Raccolgo i file statici")
    manage(env, "collectstatic", "--noinput", "--clear")
    stamp.write_text(value, encoding="ascii")


def manage(env: Mapping[str, str], command: str, *options: str) -> str:
    """Run a management command; its output, or `Stop` with the message it ended with."""
    log = LOGS / f"{command}.log"
    if run([PYTHON, "manage.py", command, *options], env=env, log=log):
        raise Stop(f"Il comando «{command}» non è riuscito:\n{tail(log)}")
    return log.read_text(encoding="utf-8").strip()


@contextmanager
def running(env: Mapping[str, str], port: int) -> Iterator[dict[str, subprocess.Popen]]:
    """Web and worker, ready to answer; whatever happens, both are ended on the way out."""
    servers: dict[str, subprocess.Popen] = {}
    commands = {"web": (*WEB, "--bind", f"{HOST}:{port}"), "worker": WORKER}
    try:
        for name, argv in commands.items():
            servers[name] = spawn([PYTHON, "-m", *argv], env=env, log=LOGS / f"{name}.log")
        wait_for_web(port, servers)
        yield servers
    finally:
        with suppress(OSError):  # the terminal may be gone
            say("\nFermo il portale…")
        stop_all(list(servers.values()))


def wait_for_web(port: int, servers: Mapping[str, subprocess.Popen]) -> None:
    """Return when the site answers; raise `Stop` if it does not in time."""
    deadline = time.monotonic() + START_TIMEOUT
    while not answers(f"http://{HOST}:{port}/healthz"):
        require_alive(servers)
        if time.monotonic() > deadline:
            raise Stop(f"Il sito non risponde:\n{tail(LOGS / 'web.log')}")
        time.sleep(0.2)


def answers(url: str) -> bool:
    """Whether this page of ours answers without an error."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - always our own http address
            return True
    except OSError:
        return False


def compile_plan(env: Mapping[str, str], servers: Mapping[str, subprocess.Popen]) -> str:
    """Have the worker compile the Piano and write its PDF; what the command says about it."""
    options = ("--in-coda", "--pubblica", "--output", str(PDF))
    say("• Il Piano è in compilazione nel worker…")
    log = LOGS / "compila_piano.log"
    process = spawn([PYTHON, "manage.py", "compila_piano", *options], env=env, log=log)
    try:
        while process.poll() is None:
            require_alive(servers)
            time.sleep(0.1)
    finally:
        stop(process)
    if process.returncode:
        raise Stop(f"La compilazione del Piano non è riuscita:\n{tail(log)}")
    return log.read_text(encoding="utf-8").strip()


def require_alive(servers: Mapping[str, subprocess.Popen]) -> None:
    """Raise `Stop`, with the end of its log, if one of our servers has ended by itself."""
    for name, process in servers.items():
        if process.poll() is not None:
            raise Stop(f"Il processo «{name}» si è fermato:\n{tail(LOGS / f'{name}.log')}")


def announce(port: int, summaries: Sequence[str], elapsed: float) -> None:
    """Say where everything is, after what the commands said of data, accounts and Piano."""
    for summary in filter(None, summaries):
        say(f"\n{summary}")
    say(f"\nIl portale è pronto in {seconds(elapsed)}: http://{NAME}:{port}")
    say(f"Il Piano è in {shown(PDF)}, i registri in {shown(LOGS)}.")
    say(f"Ctrl-C ferma tutto; i dati restano in {shown(VAR)}.")


def keep_watch(servers: Mapping[str, subprocess.Popen]) -> None:
    """Return never: `Interrupted` ends it, or `Stop` if a server ends by itself."""
    while True:
        require_alive(servers)
        time.sleep(0.5)
