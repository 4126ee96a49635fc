"""The project's own surroundings: virtualenv, Python packages, front-end. Each step once."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts import system
from scripts.console import Stop, say, tail
from scripts.places import (
    LOGS,
    ROOT,
    VAR,
    VENV,
    fingerprint,
    is_stamped,
    require_own,
    require_writable,
    shown,
)
from scripts.processes import run

NODE_OLDEST = 20
NODE_VENV = VENV / "node"
NODE_MODULES = ROOT / "node_modules"
BUILT = ROOT / "static" / "dist"


def prepare(requirements: str) -> None:
    """Make everything that `requirements` names usable, or raise `Stop` saying what to do."""
    require_writable([VENV, NODE_MODULES, BUILT, LOGS])
    require_own(VAR)
    system.require(system.WEASYPRINT)
    ensure_venv(VENV)
    ensure_packages(VENV, ROOT / requirements)
    ensure_front_end()


def ensure_venv(folder: Path) -> None:
    """Create the virtualenv, or create it again if its interpreter does not work any more."""
    if _answers([folder / "bin" / "python", "-c", "import pip"]):
        return
    if importlib.util.find_spec("ensurepip") is None:
        system.install([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
    say(f"• Creo l'ambiente Python in {shown(folder)}")
    log = LOGS / "venv.log"
    if run([sys.executable, "-m", "venv", "--clear", folder], log=log):
        raise Stop(f"Non riesco a creare {shown(folder)}:\n{tail(log)}")


def ensure_packages(venv: Path, requirements: Path) -> None:
    """Install exactly the locked packages, checked by their hashes, unless they already are."""
    stamp, value = venv / f".{requirements.name}.stamp", fingerprint(requirements)
    if is_stamped(stamp, value):
        return
    say(f"• Installo le librerie Python di {requirements.name} (circa un minuto)")
    log = LOGS / "pip.log"
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--retries=2"]
    pip = [venv / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]
    _download([*pip, "install", *options, "-r", requirements], log)
    stamp.write_text(value, encoding="ascii")


def ensure_front_end() -> None:
    """Build styles, scripts, fonts and icons in static/dist, unless their sources are unchanged."""
    lock = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    sources = [ROOT / "static" / "build.mjs", ROOT / "static" / "src"]
    stamp, value = NODE_MODULES / ".built.stamp", fingerprint(*lock, *sources)
    if BUILT.is_dir() and is_stamped(stamp, value):
        return
    npm, env = _npm()
    say("• Preparo stili e script delle pagine")
    _download([npm, "ci"], LOGS / "npm.log", env=env)
    log = LOGS / "front-end.log"
    if run([npm, "run", "build"], env=env, log=log):
        raise Stop(f"La preparazione di stili e script non riesce:\n{tail(log)}")
    stamp.write_text(value, encoding="ascii")


def _npm() -> tuple[str, dict[str, str]]:
    """The npm command and the environment in which it finds its node."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _node_version(node) >= NODE_OLDEST:
        return npm, dict(os.environ)
    ensure_venv(NODE_VENV)
    ensure_packages(NODE_VENV, ROOT / "requirements-node.txt")
    binaries = NODE_VENV / "bin"
    env = os.environ | {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}
    return str(binaries / "npm"), env


def _node_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _answers(argv: Sequence[str | Path]) -> bool:
    try:
        return run(argv, log=LOGS / "venv.log") == 0
    except OSError:
        return False


def _download(argv: Sequence[str | Path], log: Path, **options) -> None:
    if run(argv, log=log, **options):
        raise Stop(
            "Lo scaricamento delle librerie non è riuscito: verificare la rete e lo spazio su "
            f"disco, poi ripetere il comando.\nUltime righe di {shown(log)}:\n{tail(log, lines=4)}"
        )
