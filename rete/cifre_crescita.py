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
from rete.cifre import ADESIONE_DI, has_joined, has_left, membri, write_adhesion
from rete.enums import TipoConsistenza
from rete.models import Adesione, Ciclo, ConsistenzaDichiarata

ANNO = {"argomento": "l'anno", "facoltativo": True}
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
    richiesta: Richiesta, come: Callable[[date, date], Q], anno: str
) -> QuerySet[Adesione]:
    """The adhesions that `come` says, of every kind; those of the year of the argument."""
    inizi = richiesta.once(_start)
    casi = (
        come(inizi[tipo].data if inizi[tipo] else date.min, richiesta.on) & Q(tipo=di.value)
        for tipo, di in ADESIONE_DI.items()
    )
    righe = Adesione.objects.filter(reduce(or_, casi), accordo__ciclo=richiesta.ciclo)
    if richiesta.argomento:
        righe = righe.filter(**{anno: richiesta.pick(_years(richiesta))})
    return righe.select_related("soggetto").order_by("dal", "soggetto__denominazione")


def _years(richiesta: Richiesta) -> dict[str, int]:
    """The years from the first declared number to the day of the data."""
    giorni = [riga.data for riga in richiesta.once(_start).values() if riga]
    primo = min(giorni, default=richiesta.ciclo.dal).year
    return {str(anno): anno for anno in range(primo, max(primo, richiesta.on.year) + 1)}


def _joined(richiesta: Richiesta) -> QuerySet[Adesione]:
    return _since_start(richiesta, has_joined, "dal__year")


def _left(richiesta: Richiesta) -> QuerySet[Adesione]:
    return _since_start(richiesta, has_left, "al__year")


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
    **ANNO,
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
    **ANNO,
)
def recessi(richiesta: Richiesta) -> int:
    return _left(richiesta).count()


@cifra(
    "rete.crescita",
    "Crescita della Rete sulla partenza",
    "percento",
    origini=_growth_rows,
)
def crescita(richiesta: Richiesta) -> Decimal | None:
    return growth_percent(membri(richiesta), partenza(richiesta))
