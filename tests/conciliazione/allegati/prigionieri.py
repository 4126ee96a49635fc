"""Functions that misbehave, to be run inside the fence."""

import os
import tempfile
from pathlib import Path


def spin(dati: bytes) -> dict[str, object]:
    while True:
        pass


def swell(dati: bytes) -> dict[str, object]:
    return {"byte": len(bytearray(10**9))}


def crash(dati: bytes) -> dict[str, object]:
    os.abort()


def write(dati: bytes) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as cartella:
        Path(cartella, "a").write_bytes(b"a" * 100)
    return {}


def babble(dati: bytes) -> dict[str, object]:
    print("non è JSON")  # noqa: T201
    return {}


def tell(dati: bytes) -> dict[str, object]:
    ambiente = sorted(set(os.environ) - {"LC_CTYPE", "DJANGO_SETTINGS_MODULE"})
    return {"byte": len(dati), "ambiente": ambiente}
