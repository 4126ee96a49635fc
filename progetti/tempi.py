"""When a project runs, as a timeline."""

from progetti.models import Progetto


def timeline_of(progetto: Progetto) -> dict[str, object] | None:
    """The block of the timeline of a project beside its ciclo (see `conciliazione.grafici`); None
    until it has both dates."""
    if not progetto.dal or not progetto.al:
        return None
    ciclo = progetto.ciclo
    righe = [
        {"etichetta": etichetta, "dal": di.dal.isoformat(), "al": di.al.isoformat()}
        for etichetta, di in [(ciclo.denominazione, ciclo), (progetto.titolo, progetto)]
    ]
    return {
        "forma": "tempi",
        "chiave": "tempi-del-progetto",
        "titolo": f"Quando si svolge {progetto.titolo}",
        "gruppi": [{"titolo": "Ciclo e progetto", "righe": righe}],
        "fine_ciclo": ciclo.al.isoformat(),
    }
