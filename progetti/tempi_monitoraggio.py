"""The life of a project on one timeline: its ciclo, what it does, its windows, its extensions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import Truncator

from progetti.enums import StatoModifica, TipoModifica
from progetti.models import Attivita, Consegna, Progetto, RichiestaModifica

PAROLE_AL_PIU = 12


@dataclass(frozen=True)
class Tratto:
    """Something that lasts, under a heading; a day alone where only one is known."""

    gruppo: str
    nome: str
    dal: date | None
    al: date | None


def stretches_of(progetto: Progetto) -> list[Tratto]:
    """All that has a date in the life of a project, heading by heading. Four queries at most."""
    ciclo = progetto.ciclo
    return [
        Tratto("Ciclo e progetto", ciclo.denominazione, ciclo.dal, ciclo.al),
        Tratto("Ciclo e progetto", progetto.titolo, progetto.dal, progetto.al),
        *_extensions(progetto),
        *_activities(progetto),
        *_windows(progetto),
    ]


def _extensions(progetto: Progetto) -> Iterator[Tratto]:
    concesse = RichiestaModifica.objects.filter(
        progetto=progetto, tipo=TipoModifica.PROROGA, stato=StatoModifica.ACCOLTA
    )
    for modifica in concesse.select_related("atto").order_by("decisa_il", "pk"):
        nome = f"Proroga: {modifica.atto}"
        yield Tratto("Proroghe", nome, modifica.fine_precedente, modifica.nuova_fine)


def _activities(progetto: Progetto) -> Iterator[Tratto]:
    righe = Attivita.objects.filter(obiettivo__progetto=progetto).order_by(
        "obiettivo__numero", "ordine"
    )
    for attivita in righe:
        if attivita.dal or attivita.al:
            nome = Truncator(str(attivita)).words(PAROLE_AL_PIU)
            yield Tratto("Attività", nome, attivita.dal, attivita.al)


def _windows(progetto: Progetto) -> Iterator[Tratto]:
    consegne = Consegna.objects.filter(progetto=progetto).select_related("finestra")
    for consegna in consegne.order_by("finestra__dal", "pk"):
        finestra = consegna.finestra
        yield Tratto("Finestre di monitoraggio", f"{finestra}", finestra.dal, finestra.al)
        apre, scade = map(timezone.localdate, (finestra.apre_il, consegna.scade_il))
        yield Tratto("Finestre di monitoraggio", f"{finestra}: consegna", apre, scade)


def block_of(progetto: Progetto, tratti: list[Tratto]) -> dict[str, object]:
    """The block of the timeline (see `conciliazione.grafici`)."""
    gruppi: dict[str, list[dict[str, str | None]]] = {}
    for tratto in tratti:
        riga = {"etichetta": tratto.nome, "dal": _iso(tratto.dal), "al": _iso(tratto.al)}
        gruppi.setdefault(tratto.gruppo, []).append(riga)
    return {
        "forma": "tempi",
        "chiave": "tempi-del-monitoraggio",
        "titolo": f"La vita di {progetto.titolo}",
        "gruppi": [{"titolo": titolo, "righe": righe} for titolo, righe in gruppi.items()],
        "fine_ciclo": _iso(progetto.ciclo.al),
    }


def _iso(giorno: date | None) -> str | None:
    return giorno and giorno.isoformat()
