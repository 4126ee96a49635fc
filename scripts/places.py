"""Where things are on this machine, and whether we may write there."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from scripts.console import Stop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
LOGS = VAR / "log"


def shown(path: Path) -> str:
    """A path as short as it can be said to someone who is in the project's folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def require_writable(folders: Iterable[Path]) -> None:
    """Raise `Stop` unless each folder can be written, or created where it does not exist yet."""
    for folder in folders:
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        try:
            tempfile.TemporaryFile(dir=existing).close()
        except OSError as error:
            raise Stop(
                f"Non posso scrivere nella cartella {existing} ({_reason(error)}).\n"
                "Servono i permessi di scrittura: li dia all'utente che esegue il comando, "
                "oppure copi il progetto in una cartella sua."
            ) from error


def require_own(folder: Path) -> None:
    """Raise `Stop` if a file below the folder belongs to someone who does not let us write it."""
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if not os.access(path, os.W_OK):
            raise Stop(
                f"Il file {shown(path)} non è modificabile da questo utente: forse è stato creato "
                "da un altro.\nLo elimini o ne cambi il proprietario, poi ripeta il comando."
            )


def _reason(error: OSError) -> str:
    return "cartella di sola lettura" if error.errno != 28 else "disco pieno"


def fingerprint(*paths: Path) -> str:
    """One hash of the content of these files, and of all the files below these folders."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(path.parent)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether a step left this stamp the last time it was done, so its inputs are unchanged."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == value


def clean_environment(**settings: str) -> dict[str, str]:
    """This process's environment with these settings of the portal, and no other of them."""
    source = (ROOT / "conciliazione" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    inherited = {key: value for key, value in os.environ.items() if key not in names}
    return inherited | {"PYTHONUNBUFFERED": "1"} | settings
