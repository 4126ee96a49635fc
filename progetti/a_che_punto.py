"""Where the projects are, for everybody: what was verified, objective by objective."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from progetti.enums import Andamento
from progetti.misure import Avanzamento, standings
from progetti.models import ObiettivoSpecifico, Progetto

# What is joined of the projects that are read here.
ALBERO = "obiettivi__risultati__indicatori"
# How the indicators are told apart in the charts: the words, and the standings that they gather.
GRUPPI: Mapping[str, frozenset[Andamento]] = {
    "raggiunti": frozenset({Andamento.RAGGIUNTO}),
    "in linea con i tempi": frozenset({Andamento.IN_LINEA}),
    "in ritardo sui tempi": frozenset({Andamento.IN_RITARDO}),
    "misurati, senza un confronto": frozenset(
        {Andamento.NON_CONFRONTABILE, Andamento.SENZA_TARGET}
    ),
    "non ancora misurati": frozenset({Andamento.NON_MISURATO}),
}


@dataclass(frozen=True)
class Parte:
    """An objective, with how far each of its indicators is."""

    obiettivo: ObiettivoSpecifico
    avanzamenti: list[Avanzamento]

    @property
    def conti(self) -> list[int]:
        """How many indicators are in each of the `GRUPPI`."""
        return count_by_group(self.avanzamenti)


@dataclass(frozen=True)
class Punto:
    """How far a project is on a day, with what the public reads of it."""

    progetto: Progetto
    on: date
    parti: list[Parte]

    @cached_property
    def avanzamenti(self) -> list[Avanzamento]:
        return [a for parte in self.parti for a in parte.avanzamenti]

    @property
    def conti(self) -> list[int]:
        """How many indicators are in each of the `GRUPPI`."""
        return count_by_group(self.avanzamenti)

    @property
    def misurati(self) -> int:
        return sum(a.valore is not None for a in self.avanzamenti)

    @property
    def raggiunti(self) -> int:
        return self.conti[0]

    @property
    def senza_target(self) -> int:
        """How many indicators say no expected value: of them one tells only what was done."""
        return sum(a.indicatore.target is None for a in self.avanzamenti)

    @property
    def verificato_al(self) -> date | None:
        """The day of the last verified value; None while there is none."""
        return max(
            (a.misura.verificato_al for a in self.avanzamenti if a.valore is not None), default=None
        )

    @property
    def ha_date(self) -> bool:
        """Whether what was reached can be set beside the time that has gone by."""
        return self.progetto.dal is not None and self.progetto.al is not None

    @property
    def misurate(self) -> list[Parte]:
        """The objectives that have indicators."""
        return [parte for parte in self.parti if parte.avanzamenti]

    def chart(self) -> dict[str, object] | None:
        """How the indicators of each objective go, as a block of `conciliazione.grafici`; None
        where nothing was measured, and all bars would be alike."""
        if not self.misurati:
            return None
        return {
            "forma": "barre_impilate",
            "chiave": f"punto-{self.progetto.slug}",
            "titolo": f"Come vanno gli indicatori di «{self.progetto}», per obiettivo",
            "tabella": f"tabella degli obiettivi di «{self.progetto}»",
            "serie": list(GRUPPI),
            "voci": [
                {"etichetta": f"Obiettivo {parte.obiettivo.numero}", "valori": parte.conti}
                for parte in self.misurate
            ],
        }


def count_by_group(avanzamenti: Iterable[Avanzamento]) -> list[int]:
    """How many of them are in each of the `GRUPPI`, in their order."""
    quanti = Counter(a.andamento for a in avanzamenti)
    return [sum(quanti[andamento] for andamento in gruppo) for gruppo in GRUPPI.values()]


def points(progetti: Iterable[Progetto], on: date) -> list[Punto]:
    """How far each project is on a day, verified values only: two queries, however many.

    They are read with `ALBERO` prefetched.
    """
    progetti = list(progetti)
    letti = standings(_indicators(progetti), solo_verificato=True, pubblico=True, on=on)
    per_obiettivo: dict[int, list[Avanzamento]] = {}
    for letto in letti:
        per_obiettivo.setdefault(letto.indicatore.risultato.obiettivo_id, []).append(letto)
    return [
        Punto(p, on, [Parte(o, per_obiettivo.get(o.pk, [])) for o in p.obiettivi.all()])
        for p in progetti
    ]


def _indicators(progetti: list[Progetto]) -> Iterable[object]:
    return (
        indicatore
        for progetto in progetti
        for obiettivo in progetto.obiettivi.all()
        for risultato in obiettivo.risultati.all()
        for indicatore in risultato.indicatori.all()
    )
