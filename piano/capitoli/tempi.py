"""The timetable, computed from every row that has a date, and what has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conciliazione.date import format_period
from formazione.models import Iniziativa, RigaAzione
from piano.blocchi import Blocco, Cella, Colonna, Gruppo, elenco, grafico, nota, tabella
from piano.capitoli.progetti import name_project
from piano.capitoli.registro import Compilazione, blocco
from rete.models import FaseProcedura


@dataclass(frozen=True)
class Riga:
    """Something that happens: from a day to a day, on one day (`data`), or nobody says when."""

    etichetta: str
    dal: date | None = None
    al: date | None = None
    data: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether any day is known."""
        return any((self.dal, self.al, self.data))

    @property
    def quando(self) -> str:
        """The days in words."""
        return format_period(self.data or self.dal, self.data or self.al)

    def as_json(self) -> dict[str, str | None]:
        """The row as the chart reads it."""
        if self.data:
            return {"etichetta": self.etichetta, "data": self.data.isoformat()}
        giorni = {"dal": self.dal, "al": self.al}
        return {
            "etichetta": self.etichetta,
            **{nome: giorno and giorno.isoformat() for nome, giorno in giorni.items()},
        }


@blocco("tempi")
def tempi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The days as a table, the list of what has none, and the timeline."""
    gruppi = [(nome, righe) for nome, righe in _groups(compilazione) if righe]
    datate = [(nome, [r for r in righe if r.is_dated]) for nome, righe in gruppi]
    senza = [(nome, r) for nome, righe in gruppi for r in righe if not r.is_dated]
    blocchi = [_calendar(datate)]
    if senza:
        blocchi.append(
            nota("Per queste parti del Piano la fonte non indica né l'inizio né la fine.")
        )
        blocchi.append(elenco(f"{nome}: {riga.etichetta}" for nome, riga in senza))
    return [*blocchi, _chart(compilazione, datate)]


def _groups(compilazione: Compilazione) -> list[tuple[str, list[Riga]]]:
    ciclo = compilazione.ciclo
    fasi = FaseProcedura.objects.filter(ciclo=ciclo)
    iniziative = Iniziativa.objects.filter(ciclo=ciclo)
    azioni = RigaAzione.objects.filter(azione__ciclo=ciclo).select_related("azione")
    return [
        ("Procedura", [_step(fase) for fase in fasi]),
        ("Formazione", [Riga(str(i), i.dal, i.al) for i in iniziative]),
        ("Comunicazione", [Riga(str(riga), riga.dal, riga.al) for riga in azioni]),
        (
            "Progetti",
            [Riga(name_project(p), p.dal, p.al) for p in compilazione.progetti.values()],
        ),
    ]


def _step(fase: FaseProcedura) -> Riga:
    """A step on the day it happened; not yet happened, on its term."""
    if fase.avvenuta_il is None and fase.entro_il:
        return Riga(f"{fase.denominazione} (termine)", data=fase.entro_il)
    return Riga(fase.denominazione, data=fase.avvenuta_il)


def _chart(compilazione: Compilazione, gruppi: list[tuple[str, list[Riga]]]) -> Blocco:
    return grafico(
        "tempi",
        "Tempi del Piano",
        chiave="grafico-tempi",
        richiama="tempi",
        fine_ciclo=compilazione.ciclo.al.isoformat(),
        gruppi=[
            {"titolo": nome, "righe": [riga.as_json() for riga in righe]}
            for nome, righe in gruppi
            if righe
        ],
    )


def _calendar(gruppi: list[tuple[str, list[Riga]]]) -> Blocco:
    return tabella(
        "Calendario del Piano",
        [Colonna("Che cosa", 64), Colonna("Quando", 36)],
        list(_calendar_rows(gruppi)),
        chiave="tempi",
    )


def _calendar_rows(
    gruppi: list[tuple[str, list[Riga]]],
) -> Iterable[Gruppo | tuple[Cella, ...]]:
    for nome, righe in gruppi:
        if righe:
            yield Gruppo(nome)
            yield from ((riga.etichetta, riga.quando) for riga in righe)
