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
    """The meetings that an organo owes in a ciclo, the latest last."""

    organo: Organo
    adempimenti: list[Adempimento]

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
    tenute, convocate = _days(ciclo, tenuti)
    periodo, giorno = Periodo(ciclo.dal, ciclo.al), on or today()
    return [
        Dovere(
            organo,
            duties(
                organo.mesi_fra_riunioni,
                periodo,
                tenute[organo.pk],
                convocate[organo.pk],
                giorno,
            ),
        )
        for organo in tenuti
    ]


def _days(
    ciclo: Ciclo, organi: list[Organo]
) -> tuple[dict[int, list[date]], dict[int, list[date]]]:
    """The days of the meetings held, and of those convened, of each organo."""
    tenute, convocate = defaultdict(list), defaultdict(list)
    if organi:
        sedute = Seduta.objects.filter(ciclo=ciclo, organo__in=organi)
        for organo, stato, inizio in sedute.values_list("organo", "stato", "inizio"):
            giorno = timezone.localdate(inizio)
            if stato in TENUTE:
                tenute[organo].append(giorno)
            elif stato == StatoSeduta.CONVOCATA:
                convocate[organo].append(giorno)
    return tenute, convocate
