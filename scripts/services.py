"""A PostgreSQL and a Redis that exist only while the tests run.

By hand, for one command: `python3 -m scripts.services .venv/bin/pytest tests/rete`.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts import system
from scripts.console import Stop, tail
from scripts.places import clean_environment
from scripts.processes import run, spawn, stop

START_TIMEOUT = 30


@contextmanager
def temporary_services() -> Iterator[dict[str, str]]:
    """Start both on free ports of the loopback, with passwords; give their settings; stop both.

    Never as root, which PostgreSQL refuses: root starts them as an unprivileged user.
    """
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="rete-servizi-"))
    try:
        if user is not None:
            os.chown(folder, user, user)
        with postgresql(folder, user) as database, redis(folder, user) as broker:
            yield {
                "DATABASE_URL": database,
                "BROKER_URL": f"{broker}/0",
                "CACHE_URL": f"{broker}/1",
            }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> int | None:
    """Who runs the services instead of root; None when we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise Stop("Serve un utente senza privilegi (postgres o nobody) per avviare PostgreSQL.")


@contextmanager
def postgresql(folder: Path, user: int | None) -> Iterator[str]:
    """A PostgreSQL cluster in a folder; gives the address of its empty database `rete`."""
    data, log, password = folder / "dati", folder / "postgresql.log", secrets.token_hex(16)
    initdb, server = system.find_postgresql("initdb"), system.find_postgresql("postgres")
    _create_cluster(initdb, data, password, user)
    port = free_port()
    # What would outlive a crash, or pay off in a database that lives longer, costs here only time.
    fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    fast += ["wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"]
    local = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories="]
    options = [part for option in (*fast, *local) for part in ("-c", option)]
    process = spawn([server, "-D", data, *options], cwd=folder, log=log, user=user)
    try:
        createdb = [system.find_postgresql("createdb"), "-h", "127.0.0.1", "-p", str(port)]
        env = os.environ | {"PGUSER": "rete", "PGPASSWORD": password}
        _wait(process, log, lambda: _succeeds([*createdb, "rete"], env))
        yield f"postgres://rete:{password}@127.0.0.1:{port}/rete"
    finally:
        stop(process, signal.SIGINT)


def _create_cluster(initdb: Path, data: Path, password: str, user: int | None) -> None:
    folder, secret = data.parent, data.parent / "password"
    secret.write_text(password, encoding="ascii")
    if user is not None:
        os.chown(secret, user, user)
    log = folder / "initdb.log"
    login = ["--username=rete", f"--pwfile={secret}", "--auth=scram-sha-256"]
    form = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    if run([initdb, "-D", data, *login, *form], cwd=folder, log=log, user=user):
        raise Stop(f"PostgreSQL non riesce a creare la base dati di prova:\n{tail(log)}")


@contextmanager
def redis(folder: Path, user: int | None) -> Iterator[str]:
    """A Redis that keeps nothing on disk; gives its address, to which `/number` is added."""
    port, password, log = free_port(), secrets.token_hex(16), folder / "redis.log"
    settings = folder / "redis.conf"
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\ndir {folder}\n',
        encoding="ascii",
    )
    if user is not None:
        os.chown(settings, user, user)
    process = spawn(["redis-server", settings], cwd=folder, log=log, user=user)
    try:
        _wait(process, log, lambda: _listens(port))
        yield f"redis://:{password}@127.0.0.1:{port}"
    finally:
        stop(process)


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen, log: Path, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Stop(f"Un servizio di prova non si avvia:\n{tail(log)}")
        time.sleep(0.1)


def _succeeds(argv: list, env: dict[str, str]) -> bool:
    return subprocess.run(argv, env=env, capture_output=True, check=False).returncode == 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main(argv: list[str]) -> int:
    """Run one command with the settings of both; its exit code."""
    with temporary_services() as settings:
        return subprocess.call(argv, env=clean_environment(**settings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
