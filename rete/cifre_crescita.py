"""The figures of how the network grows, from the first numbers that a document declared
(`docs/regole/membri-della-rete.md`)."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial, reduce
from operator import or_

from django.db.models import Q, QuerySet

from conciliazione.cifre import Origine, OriginiDaRighe, Richiesta, cifra
from conciliazione.date import format_day
from conciliazione.periodi import today
from rete.cifre import ADESIONE_DI, has_joined, has_left, membri, write_adhesion
from rete.enums import TipoConsistenza
from rete.models import Adesione, Ciclo, ConsistenzaDichiarata

PERIODO = {
    "argomento": "l'anno, o il giorno da cui contare (2014-07-01)",
    "facoltativo": True,
    "nel_tempo": True,
}
UN_DECIMALE = Decimal("0.1")


def growth_percent(membri: int, partenza: int | None) -> Decimal | None:
    """How many more members than at the start, in percent of these; None where nobody knows."""
    if not partenza:
        return None
    cresciuti = Decimal(membri - partenza) * 100 / partenza
    return cresciuti.quantize(UN_DECIMALE, rounding=ROUND_HALF_UP)


def _start(ciclo: Ciclo) -> dict[TipoConsistenza, ConsistenzaDichiarata | None]:
    """The first number declared, of each kind."""
    righe = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo).order_by("-data")
    prime = {riga.tipo: riga for riga in righe}
    return {tipo: prime.get(tipo.value) for tipo in ADESIONE_DI}


def _declared_by(richiesta: Richiesta) -> list[ConsistenzaDichiarata]:
    """The numbers from which the growth is counted, if they were declared by then."""
    righe = richiesta.once(_start).values()
    return [riga for riga in righe if riga is not None and riga.data <= richiesta.on]


def _since_start(
    richiesta: Richiesta, come: Callable[[date, date], Q], campo: str
) -> QuerySet[Adesione]:
    """The adhesions that `come` says, of every kind; those of the period of the argument."""
    inizi = richiesta.once(_start)
    casi = (
        come(inizi[tipo].data if inizi[tipo] else date.min, richiesta.on) & Q(tipo=di.value)
        for tipo, di in ADESIONE_DI.items()
    )
    righe = Adesione.objects.filter(reduce(or_, casi), accordo__ciclo=richiesta.ciclo)
    if richiesta.argomento:
        righe = righe.filter(_in_period(richiesta, campo))
    return righe.select_related("soggetto").order_by("dal", "soggetto__denominazione")


def _in_period(richiesta: Richiesta, campo: str) -> Q:
    """The rows whose day is in the year of the argument, or not before the day that it says."""
    if dal := _day(richiesta.argomento):
        return Q(**{f"{campo}__gte": dal})
    return Q(**{f"{campo}__year": richiesta.pick(_years(richiesta))})


def _day(argomento: str) -> date | None:
    """The day that an argument writes in ISO form; None where it writes none."""
    try:
        giorno = date.fromisoformat(argomento)
    except ValueError:
        return None
    return giorno if giorno.isoformat() == argomento else None


def _years(richiesta: Richiesta) -> dict[str, int]:
    """The years from the first declared number to the day of the data, none still to come."""
    giorni = [riga.data for riga in richiesta.once(_start).values() if riga]
    primo = min(giorni, default=richiesta.ciclo.dal).year
    ultimo = min(richiesta.on, today()).year
    return {str(anno): anno for anno in range(primo, max(primo, ultimo) + 1)}


def _joined(richiesta: Richiesta) -> QuerySet[Adesione]:
    return _since_start(richiesta, has_joined, "dal")


def _left(richiesta: Richiesta) -> QuerySet[Adesione]:
    return _since_start(richiesta, has_left, "al")


def _start_rows(richiesta: Richiesta) -> Sequence[Origine]:
    return [
        Origine(
            f"{r.get_tipo_display()} al {format_day(r.data)}, numero dichiarato ({r.fonte})",
            r.numero,
        )
        for r in _declared_by(richiesta)
    ]


def _growth_rows(richiesta: Richiesta) -> Sequence[Origine]:
    quando = format_day(richiesta.on)
    return [
        Origine(f"Soggetti della Rete al {quando}", membri(richiesta), unita="soggetti"),
        Origine("Soggetti alla partenza", partenza(richiesta), unita="soggetti"),
    ]


@cifra(
    "rete.partenza",
    "Soggetti della Rete alla partenza",
    unita="soggetti",
    origini=_start_rows,
    nel_tempo=True,
)
def partenza(richiesta: Richiesta) -> int | None:
    righe = _declared_by(richiesta)
    return sum(riga.numero for riga in righe) if righe else None


@cifra(
    "rete.nuove_adesioni",
    "Nuove adesioni alla Rete dalla partenza",
    unita="adesioni",
    origini=lambda richiesta: OriginiDaRighe(
        _joined(richiesta), scrivi=partial(write_adhesion, "Entrata", 1)
    ),
    **PERIODO,
)
def nuove_adesioni(richiesta: Richiesta) -> int:
    return _joined(richiesta).count()


@cifra(
    "rete.recessi",
    "Recessi dalla Rete dalla partenza",
    unita="recessi",
    origini=lambda richiesta: OriginiDaRighe(
        _left(richiesta), scrivi=partial(write_adhesion, "Uscita", 1)
    ),
    **PERIODO,
)
def recessi(richiesta: Richiesta) -> int:
    return _left(richiesta).count()


@cifra(
    "rete.crescita",
    "Crescita della Rete sulla partenza",
    "percento",
    origini=_growth_rows,
    nel_tempo=True,
)
def crescita(richiesta: Richiesta) -> Decimal | None:
    return growth_percent(membri(richiesta), partenza(richiesta))
