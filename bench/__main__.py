"""Measure the Piano, a report, the public pages, the queue, the scores, the monitoring: each beside
its bound."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench import coda, matrice, monitoraggio
from bench.tabella import FILE, QUANTE, faults, write_table
from bench.tempi import GIRI

VOLTE = 10
# What a compilation may take, in times WeasyPrint alone on the same HTML.
SOLO = 1.10
COPPIE = 2


def main(scelte: list[str]) -> int:
    """Measure what is named (`piano`, `relazioni`, `pagine`, `coda`, `matrice`, `monitoraggio`), or
    all; 1 when a bound is broken."""
    if not scelte or "piano" in scelte:
        measure_plan()
    oltre = measure_reports() if not scelte or "relazioni" in scelte else 0
    oltre = (measure_queue() if not scelte or "coda" in scelte else 0) or oltre
    oltre = (measure_scores() if not scelte or "matrice" in scelte else 0) or oltre
    oltre = (measure_monitoring() if not scelte or "monitoraggio" in scelte else 0) or oltre
    return (measure_pages() if not scelte or "pagine" in scelte else 0) or oltre


def measure_queue() -> int:
    """The queue of the membership requests, with few and with many; 1 when a bound is broken."""
    misure = _small_and_large("coda", coda.PICCOLA, coda.GRANDE, "domande di adesione")
    return coda.report(misure)


def measure_scores() -> int:
    """The scores of an organo, with few proposals and with many; 1 when a bound is broken."""
    return matrice.report(_small_and_large("matrice", matrice.POCHE, matrice.MOLTE, "proposte"))


def measure_monitoring() -> int:
    """The monitoring, with few projects and with many; 1 when a bound is broken."""
    misure = _small_and_large(
        "monitoraggio", monitoraggio.POCHI, monitoraggio.MOLTI, "progetti sotto monitoraggio"
    )
    return monitoraggio.report(misure)


def _small_and_large(modulo: str, piccola: int, grande: int, cosa: str) -> list | dict:
    """What a module measures on a database of each size, which it fills."""
    with tempfile.TemporaryDirectory(prefix="bench-") as cartella:
        basi = [Path(cartella, str(quante)) for quante in (piccola, grande)]
        for base in basi:
            base.mkdir()
            print(f"Preparo {base.name} {cosa}.")
            _run(modulo, base, "riempi", base.name)
        return json.loads(_run(modulo, basi[0], "misura", *map(str, basi)))


def _run(modulo: str, base: Path, *argomenti: str) -> bytes:
    """Run a module of the bench on the data in a folder; what it printed."""
    comando = [sys.executable, "-m", f"bench.{modulo}", *argomenti]
    # Our own module and our own arguments: nothing that a person typed.
    fatto = subprocess.run(comando, env=_environment(base), check=True, stdout=subprocess.PIPE)  # noqa: S603
    return fatto.stdout


def measure_pages() -> int:
    """Every public page and endpoint, written to docs/bench.md; how many bounds are broken."""
    with tempfile.TemporaryDirectory(prefix="bench-") as cartella:
        basi = [Path(cartella, str(quante)) for quante in QUANTE]
        for quante, base in zip(QUANTE, basi, strict=True):
            print(f"Preparo {quante} righe sintetiche per ogni elenco.")
            measure("sintetizza", base, quante)
        print("Misuro le pagine pubbliche e l'API.")
        righe = _time_pages(basi)
    FILE.write_text(write_table(righe, GIRI), encoding="utf-8")
    difetti = faults(righe)
    print(*difetti, sep="\n")
    print(f"{len(righe)} indirizzi, {len(difetti)} oltre un limite; la tabella è in {FILE}")
    return int(bool(difetti))


def _time_pages(basi: list[Path]) -> list[dict]:
    """What `bench.tempi` measures, with the files that a demo serves."""
    ambiente = _environment(basi[0]) | {"AMBIENTE": "demo", "API_LIMITE_RICHIESTE": "1000000000"}
    # Our own programs and our own arguments, here and below: nothing that a person typed.
    raccogli = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(raccogli, env=ambiente, check=True)  # noqa: S603
    comando = [sys.executable, "-m", "bench.tempi", *map(str, basi)]
    esito = subprocess.run(comando, env=ambiente, check=True, stdout=subprocess.PIPE)  # noqa: S603
    return json.loads(esito.stdout)


def measure_plan() -> None:
    """The compilation of the Piano."""
    with tempfile.TemporaryDirectory(prefix="bench-") as cartella:
        uno, dieci = Path(cartella, "uno"), Path(cartella, "dieci")
        print(f"Preparo i dati: il Piano del 2014 e lo stesso con {VOLTE} volte le righe.")
        measure("carica", uno)
        shutil.copytree(uno, dieci)
        measure("moltiplica", dieci, VOLTE)
        report(uno, dieci)


def measure_reports() -> int:
    """A monitoring report of a project; 1 when its bound is broken."""
    with tempfile.TemporaryDirectory(prefix="bench-") as cartella:
        base = Path(cartella, "uno")
        print("Preparo i dati: il Piano del 2014 e una finestra di monitoraggio chiusa.")
        measure("carica", base)
        measure("finestra", base)
        confronto = measure("relazione", base)
    rapporto = confronto["rapporto"]
    show("una relazione, tempo di processore rispetto a WeasyPrint da solo", rapporto, SOLO, "×")
    show_pairs(confronto)
    return int(rapporto > SOLO)


def report(uno: Path, dieci: Path) -> None:
    """The three figures, each with what it is compared with."""
    confronto = measure("confronta", uno)
    show("dalle righe, rispetto a WeasyPrint da solo", confronto["rapporto"], SOLO, "×")
    show_pairs(confronto)
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


def show_pairs(confronto: Mapping[str, float]) -> None:
    """The times behind a ratio."""
    print(
        f"    mediane di {confronto['coppie']} coppie a caldo: {confronto['compila']:.2f} s contro"
        f" {confronto['weasyprint']:.2f} s, {confronto['pagine']} pagine"
    )


def show(cosa: str, misurato: float, limite: float, unita: str) -> None:
    """A line: what, how much, the bound, and whether it holds."""
    esito = "entro" if misurato <= limite else "OLTRE"
    print(f"{cosa}: {misurato:.2f}{unita} ({esito} il limite di {limite:g}{unita})")


def measure(prova: str, cartella: Path, *argomenti: object) -> Mapping[str, float]:
    """Run one measure in a process of its own, on the data in `cartella`; what it measured."""
    cartella.mkdir(exist_ok=True)
    ambiente = _environment(cartella)
    comando = [sys.executable, "-m", "bench.prove", prova, *map(str, argomenti)]
    # Our own module and our own arguments: nothing that a person typed.
    fatto = subprocess.run(comando, env=ambiente, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if fatto.returncode:
        raise SystemExit(f"La misura «{prova}» non è riuscita: il motivo è scritto qui sopra.")
    return json.loads(fatto.stdout)


def _environment(cartella: Path) -> dict[str, str]:
    """The settings of a process whose data and files are in a folder."""
    return {
        **os.environ,
        "AMBIENTE": "sviluppo",
        "VAR_DIR": str(cartella),
        "DATABASE_URL": f"sqlite:///{cartella / 'rete.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "conciliazione.settings",
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
