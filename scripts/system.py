"""What has to come from the operating system: shared libraries and programs."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.console import Stop, say, tail
from scripts.places import LOGS, shown
from scripts.processes import run


@dataclass(frozen=True)
class Need:
    """Something of the system that a command uses, and the Debian package that brings it."""

    name: str
    package: str
    find: Callable[[str], object]

    def is_missing(self) -> bool:
        return not self.find(self.name)


def find_library(name: str) -> bool:
    """Whether the dynamic loader knows this shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_postgresql(name: str) -> Path | None:
    """A PostgreSQL server program: Debian keeps them out of the PATH. The newest is preferred."""
    installed = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(installed, key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = shutil.which(name)
    return next(iter([*newest, *([Path(on_path)] if on_path else [])]), None)


WEASYPRINT = (
    Need("libpango-1.0.so.0", "libpango-1.0-0", find_library),
    Need("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", find_library),
    Need("libharfbuzz-subset.so.0", "libharfbuzz-subset0", find_library),
)
TESTING = (
    Need("initdb", "postgresql", find_postgresql),
    Need("redis-server", "redis-server", shutil.which),
    Need("chromium", "chromium", shutil.which),
    Need("java", "default-jre-headless", shutil.which),
    Need("qpdf", "qpdf", shutil.which),
    Need("pdftotext", "poppler-utils", shutil.which),
)


def require(needs: Sequence[Need]) -> None:
    """Install what is missing when we may, else raise `Stop` naming the packages."""
    missing = [need for need in needs if need.is_missing()]
    if not missing:
        return
    install([need.package for need in missing])
    absent = [need for need in missing if need.is_missing()]
    if absent:
        names = ", ".join(need.name for need in absent)
        raise Stop(f"I pacchetti sono installati, ma questi componenti non si trovano: {names}.")


def install(packages: Sequence[str]) -> None:
    """Install Debian packages through apt, without a question; raise `Stop` if we may not."""
    wanted = " ".join(packages)
    apt = privileged_apt()
    if apt is None:
        raise Stop(
            f"Mancano dei componenti di sistema. Per installarli:\n"
            f"    sudo apt-get install {wanted}\npoi ripetere il comando."
        )
    say(f"• Installo i pacchetti di sistema: {wanted}")
    log = LOGS / "apt.log"
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run([*apt, "update"], env=env, log=log)
    if run([*apt, "install", "-y", "--no-install-recommends", *packages], env=env, log=log):
        raise Stop(
            f"Non riesco a installare {wanted}: verificare la rete e ripetere, oppure "
            f"installarli a mano.\nUltime righe di {shown(log)}:\n{tail(log)}"
        )


def privileged_apt() -> list[str] | None:
    """How to call apt-get with the rights to install and no password, or None."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    command = [apt, "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() == 0:
        return command
    sudo = shutil.which("sudo")
    if sudo and run([sudo, "-n", "true"], log=LOGS / "sudo.log") == 0:
        return [sudo, "-n", *command]
    return None
