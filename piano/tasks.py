"""The background jobs of the Piano."""

from datetime import date

from conciliazione.lavori import JobFailed, Run, enqueue, lavoro
from conciliazione.models import Elaborazione
from conciliazione.pdf import ErrorePdf
from piano.compilazione import compile_version
from piano.dati import ErroreCompilazione
from piano.models import Piano
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
