"""The duties to meet of the organi, read from the meetings of a ciclo."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from conciliazione.periodi import today
from rete.adempimenti import Adempimento, Periodo, StatoAdempimento, duties
from rete.enums import StatoSeduta
from rete.models import Ciclo, Organo, Seduta
from rete.models.sedute import TENUTE


@dataclass(frozen=True)
class Dovere:
    """The meetings that an organo owes in a ciclo, the latest last; and the first of those to come
    that is only planned: it answers no duty until it is convened, and only the staff know of it."""

    organo: Organo
    adempimenti: list[Adempimento]
    programmata: Seduta | None = None

    @property
    def attuale(self) -> Adempimento | None:
        """The one to see to, or the last that was: None when nothing was due."""
        return self.adempimenti[-1] if self.adempimenti else None

    @property
    def is_overdue(self) -> bool:
        """Whether a meeting should have been held already."""
        return bool(self.attuale) and self.attuale.stato == StatoAdempimento.IN_RITARDO


def duties_of(
    ciclo: Ciclo | None, organi: Iterable[Organo] | None = None, on: date | None = None
) -> list[Dovere]:
    """What the organi (default: all that have a duty) owe in a ciclo, as it stands on a day.

    Costs one query for the organi and one for their meetings.
    """
    if ciclo is None:
        return []
    if organi is None:
        organi = Organo.objects.filter(mesi_fra_riunioni__isnull=False)
    tenuti = [organo for organo in organi if organo.mesi_fra_riunioni]
    sedute = _meetings(ciclo, tenuti)
    periodo, giorno = Periodo(ciclo.dal, ciclo.al), on or today()
    return [_duty(organo, sedute[organo.pk], periodo, giorno) for organo in tenuti]


def _duty(organo: Organo, sedute: list[Seduta], periodo: Periodo, on: date) -> Dovere:
    tenute = [_day(s) for s in sedute if s.stato in TENUTE]
    convocate = [_day(s) for s in sedute if s.stato == StatoSeduta.CONVOCATA]
    programmate = (s for s in sedute if s.stato == StatoSeduta.PROGRAMMATA and _day(s) >= on)
    return Dovere(
        organo,
        duties(organo.mesi_fra_riunioni, periodo, tenute, convocate, on),
        programmata=next(programmate, None),
    )


def _day(seduta: Seduta) -> date:
    return timezone.localdate(seduta.inizio)


def _meetings(ciclo: Ciclo, organi: list[Organo]) -> dict[int, list[Seduta]]:
    """The meetings of each organo, by their day."""
    per_organo = defaultdict(list)
    if organi:
        sedute = Seduta.objects.filter(ciclo=ciclo, organo__in=organi).order_by("inizio", "pk")
        for seduta in sedute.only("codice", "organo", "stato", "inizio"):
            per_organo[seduta.organo_id].append(seduta)
    return per_organo
