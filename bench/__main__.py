"""Measure the compilation of the Piano and print the ratios with their bounds."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

VOLTE = 10
COPPIE = 2


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as cartella:
        uno, dieci = Path(cartella, "uno"), Path(cartella, "dieci")
        print(f"Preparo i dati: il Piano del 2014 e lo stesso con {VOLTE} volte le righe.")
        measure("carica", uno)
        shutil.copytree(uno, dieci)
        measure("moltiplica", dieci, VOLTE)
        report(uno, dieci)


def report(uno: Path, dieci: Path) -> None:
    """The three figures, each with what it is compared with."""
    confronto = measure("confronta", uno)
    show("dalle righe, rispetto a WeasyPrint da solo", confronto["rapporto"], 1.10, "×")
    print(
        f"    mediane di {confronto['coppie']} coppie a caldo: {confronto['compila']:.2f} s contro"
        f" {confronto['weasyprint']:.2f} s, {confronto['pagine']} pagine"
    )
    show("memoria al culmine di un processo che compila", measure("compila", uno)["mb"], 300, " MB")
    tempi = [(measure("compila", uno), measure("compila", dieci)) for _ in range(COPPIE)]
    show(
        f"con {VOLTE} volte le righe, volte il tempo",
        median(grande["secondi"] / piccolo["secondi"] for piccolo, grande in tempi),
        11,
        "×",
    )
    piccolo, grande = tempi[-1]
    print(
        f"    mediana di {COPPIE} coppie; nell'ultima {piccolo['secondi']:.1f} s per"
        f" {piccolo['pagine']} pagine e {grande['secondi']:.1f} s per {grande['pagine']},"
        f" al culmine {grande['mb']:.0f} MB"
    )


def show(cosa: str, misurato: float, limite: float, unita: str) -> None:
    """A line: what, how much, the bound, and whether it holds."""
    esito = "entro" if misurato <= limite else "OLTRE"
    print(f"{cosa}: {misurato:.2f}{unita} ({esito} il limite di {limite:g}{unita})")


def measure(prova: str, cartella: Path, *argomenti: object) -> Mapping[str, float]:
    """Run one measure in a process of its own, on the data in `cartella`; what it measured."""
    cartella.mkdir(exist_ok=True)
    ambiente = {
        **os.environ,
        "AMBIENTE": "sviluppo",
        "VAR_DIR": str(cartella),
        "DATABASE_URL": f"sqlite:///{cartella / 'rete.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "conciliazione.settings",
    }
    comando = [sys.executable, "-m", "bench.prove", prova, *map(str, argomenti)]
    # Our own module and our own arguments: nothing that a person typed.
    fatto = subprocess.run(comando, env=ambiente, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if fatto.returncode:
        raise SystemExit(f"La misura «{prova}» non è riuscita: il motivo è scritto qui sopra.")
    return json.loads(fatto.stdout)


if __name__ == "__main__":
    main()
