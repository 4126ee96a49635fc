"""One measure, in a process of its own; prints what it measured as JSON."""

import json
import resource
import sys
from collections.abc import Callable
from io import StringIO
from statistics import median
from time import perf_counter, process_time

import django

# Only the tests bring it, and structlog loads it where it finds it: a worker is without.
sys.modules["rich"] = None

COPPIE = 5


def load() -> dict[str, float]:
    """Create the tables and load the plan."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("carica_piano_2014", stdout=StringIO())
    return {}


def multiply(volte: str) -> dict[str, float]:
    """Add rows until there are `volte` times as many."""
    from bench.righe import multiply_rows

    return {"righe": multiply_rows(int(volte))}


def synthesize(quante: str) -> dict[str, float]:
    """Create the tables and fill them with synthetic rows."""
    from django.core.management import call_command

    from bench.sintetici import fill

    call_command("migrate", verbosity=0)
    fill(int(quante))
    return {}


def compile_once() -> dict[str, float]:
    """Seconds, pages and peak memory of one compilation, after a warm-up of the libraries."""
    from conciliazione import pdf

    pdf.render('<html lang="it"><title>Prova</title><p>Prova</p>')
    secondi, pagine = _timed_compilation()
    picco = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"secondi": secondi, "pagine": pagine, "mb": picco}


def compare() -> dict[str, float]:
    """The Piano from the rows, beside WeasyPrint alone on the same HTML."""
    from piano.compilazione import render_html
    from piano.models import Versione

    _timed_compilation()
    return _beside_weasyprint(
        render_html(Versione.objects.latest("numero").dati), _timed_compilation, perf_counter
    )


def compare_report() -> dict[str, float]:
    """A monitoring report from the rows, beside WeasyPrint alone on the same HTML."""
    from piano.models import CompilazioneRelazione
    from piano.relazioni.compilazione import render_html

    _timed_report()
    return _beside_weasyprint(
        render_html(CompilazioneRelazione.objects.latest("numero").dati),
        _timed_report,
        process_time,
    )


def write_window() -> dict[str, float]:
    """Add a monitoring window that is closed."""
    from bench.relazioni import write_window

    write_window()
    return {}


def _beside_weasyprint(
    html: str, timed: Callable[[], tuple[float, int]], clock: Callable[[], float]
) -> dict[str, float]:
    """Pairs in turn, after a warm-up of both, by that clock."""
    import weasyprint

    from conciliazione.pdf import base_url

    base = base_url()

    def alone() -> float:
        inizio = clock()
        weasyprint.HTML(string=html, base_url=base).write_pdf()
        return clock() - inizio

    alone()
    coppie = [(timed(), alone()) for _ in range(COPPIE)]
    return {
        "coppie": COPPIE,
        "rapporto": median(compila / solo for (compila, _), solo in coppie),
        "compila": median(compila for (compila, _), _ in coppie),
        "weasyprint": median(solo for _, solo in coppie),
        "pagine": coppie[0][0][1],
    }


def _timed_report() -> tuple[float, int]:
    """Compile a report as the worker does; seconds of processor and pages.

    It is short: what others do meanwhile on the machine would count more than it.
    """
    from conciliazione.lavori import run_now
    from piano.models import CompilazioneRelazione, Relazione
    from piano.relazioni.compilazione import BOZZA

    relazione = Relazione.objects.get()
    argomenti = {"finestra": relazione.finestra_id, "progetto": relazione.progetto_id}
    inizio = process_time()
    esito = run_now(BOZZA, argomenti)
    secondi = process_time() - inizio
    return secondi, CompilazioneRelazione.objects.get(codice=esito.dati["compilazione"]).pagine


def _timed_compilation() -> tuple[float, int]:
    """Compile as the command and the worker do; seconds and pages."""
    from conciliazione.lavori import run_now
    from piano.models import Piano
    from piano.tasks import COMPILA, arguments_for

    piano = Piano.objects.get()
    inizio = perf_counter()
    esito = run_now(COMPILA, arguments_for(piano, piano.approvato_il))
    return perf_counter() - inizio, esito.dati["pagine"]


PROVE: dict[str, Callable[..., dict[str, float]]] = {
    "carica": load,
    "moltiplica": multiply,
    "sintetizza": synthesize,
    "compila": compile_once,
    "confronta": compare,
    "finestra": write_window,
    "relazione": compare_report,
}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(PROVE[sys.argv[1]](*sys.argv[2:])))
