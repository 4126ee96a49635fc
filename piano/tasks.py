"""The background jobs of the Piano."""

from collections.abc import Callable
from datetime import date

from conciliazione.lavori import JobFailed, Run, enqueue, lavoro
from conciliazione.models import CopiaSigillata, Elaborazione
from conciliazione.pdf import ErrorePdf
from piano.compilazione import compile_version
from piano.dati import ErroreCompilazione
from piano.models import Piano, Relazione
from piano.relazioni import compilazione, stesura
from progetti.models import FinestraMonitoraggio, Progetto
from rete.models import Utente

COMPILA = "piano.compila"


@lavoro(COMPILA, coda="pdf")
def compile_piano(run: Run) -> None:
    """Compile a Piano: `piano` is its id, `al` the day of the data."""
    piani = Piano.objects.select_related("ciclo__capofila", "atto", "parere__organo")
    piano = piani.get(pk=run.arguments["piano"])
    try:
        compile_version(piano, date.fromisoformat(run.arguments["al"]), run)
    except (ErroreCompilazione, ErrorePdf) as errore:
        raise JobFailed(str(errore)) from errore


def arguments_for(piano: Piano, on: date) -> dict[str, object]:
    """What the job is told: which Piano, with the data of which day."""
    return {"piano": piano.pk, "al": on.isoformat()}


def ask_to_compile(piano: Piano, on: date, by: Utente | None) -> Elaborazione:
    """Queue the compilation, inside the caller's transaction; asked again meanwhile, it is one."""
    return enqueue(COMPILA, arguments_for(piano, on), key=f"{COMPILA}:{piano.pk}", by=by)


@lavoro(compilazione.BOZZA, coda="pdf")
def compile_report(run: Run) -> None:
    """Make a draft of a monitoring report: `finestra` is the id of the window, `progetto` that of
    the project, None for the whole Piano. What is not there yet begins here."""
    _make(run, lambda relazione: compilazione.compile_draft(relazione, run))


@lavoro(compilazione.CONSEGNATA, coda="pdf")
def compile_delivered_report(run: Run) -> None:
    """Make the files of a report that was delivered: `copia` is the id of its sealed copy."""
    copia = CopiaSigillata.objects.get(pk=run.arguments["copia"])
    _make(run, lambda relazione: compilazione.compile_delivered(relazione, copia, run))


def _make(run: Run, make: Callable[[Relazione], None]) -> None:
    finestre = FinestraMonitoraggio.objects.select_related("ciclo__capofila")
    finestra = finestre.get(pk=run.arguments["finestra"])
    quale = run.arguments["progetto"]
    progetto = None if quale is None else Progetto.objects.get(pk=quale)
    relazione = stesura.begin(finestra, progetto)
    relazione.finestra, relazione.progetto = finestra, progetto
    try:
        make(relazione)
    except (compilazione.GiaConsegnata, ErrorePdf) as errore:
        raise JobFailed(str(errore)) from errore
