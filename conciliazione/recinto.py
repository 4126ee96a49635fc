"""A fence: a function of ours run on somebody's bytes by a process with little time and memory.

Files that people send are made to hang or to swell the programs that read them. In here they can:
the process is ended and the caller goes on. It gets no setting and no secret of ours, writes no
file, and knows only the function that it is asked for.
"""

import importlib
import json
import resource
import subprocess
import sys
from pathlib import Path

_CASA = Path(__file__).resolve().parent.parent
_MEGABYTE = 1024 * 1024
# How much longer than its CPU time the process may take by the wall clock, on a busy machine.
_PAZIENZA = 3


class Stopped(Exception):
    """It took too long or too much, or broke: there is no answer."""


def run(
    funzione: str, dati: bytes, argomenti: dict[str, object], secondi: int, memoria_mb: int
) -> dict[str, object]:
    """What `module:function` answers for `dati` and `argomenti`, plain values in and out.

    Raises:
        Stopped: it used up `secondi` of CPU or `memoria_mb`, or broke.
    """
    ordine = {"funzione": funzione, "argomenti": argomenti}
    limiti = {"secondi": secondi, "memoria_mb": memoria_mb}
    try:
        # Our own module, named by our own code: what a person sent goes in as bytes only.
        finito = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "conciliazione.recinto", json.dumps({**ordine, **limiti})],
            input=dati,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_CASA,
            env={"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
            timeout=secondi * _PAZIENZA,
            check=True,
        )
        return json.loads(finito.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as errore:
        raise Stopped(funzione) from errore


def limit_this_process(secondi: int, memoria_mb: int) -> None:
    """Bound what this process may use, for good."""
    for cosa, quanto in (
        (resource.RLIMIT_CPU, secondi),
        (resource.RLIMIT_AS, memoria_mb * _MEGABYTE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, massimo = resource.getrlimit(cosa)
        limite = quanto if massimo == resource.RLIM_INFINITY else min(quanto, massimo)
        resource.setrlimit(cosa, (limite, limite))


def main(scritto: str) -> None:
    """Inside: read the bytes, answer on the standard output."""
    ordine = json.loads(scritto)
    limit_this_process(ordine["secondi"], ordine["memoria_mb"])
    modulo, _, nome = ordine["funzione"].partition(":")
    funzione = getattr(importlib.import_module(modulo), nome)
    risposta = funzione(sys.stdin.buffer.read(), **ordine["argomenti"])
    sys.stdout.write(json.dumps(risposta))


if __name__ == "__main__":
    main(sys.argv[1])
