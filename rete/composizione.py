"""Who sits in an organo on a day: for each seat the titolare, the supplente, since when nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from conciliazione.periodi import today
from rete.enums import QualitaMandato
from rete.models import Mandato, Organo, Seggio

# A mandato that ends within these days is to be renewed.
IN_SCADENZA = timedelta(days=60)


@dataclass(frozen=True)
class Posto:
    """A seat on a day. `vacante_dal` is the first day without a titolare, as far as is known:
    None if there is one, or if nobody ever sat there (`mai_occupato`).
    """

    seggio: Seggio
    titolare: Mandato | None
    supplente: Mandato | None
    vacante_dal: date | None
    mai_occupato: bool

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it as titolare."""
        return self.titolare is None


def composition(organo: Organo, on: date | None = None) -> list[Posto]:
    """The seats of an organo as they were on a day (default: today), in their order.

    Costs three queries, however many the seats.
    """
    giorno = on or today()
    seggi = Seggio.objects.filter(organo=organo).order_by("ordine")
    seggi = list(seggi.select_related("soggetto").prefetch_related("designanti"))
    mandati = Mandato.objects.filter(seggio__in=seggi).select_related("utente", "designato_da")
    per_seggio = _by_seat(mandati)
    return [_place(seggio, per_seggio.get(seggio.pk, []), giorno) for seggio in seggi]


def _by_seat(mandati: QuerySet[Mandato]) -> dict[int, list[Mandato]]:
    """Those mandati by the key of their seat, the first to begin first."""
    per_seggio: dict[int, list[Mandato]] = {}
    for mandato in mandati.order_by("dal", "pk"):
        per_seggio.setdefault(mandato.seggio_id, []).append(mandato)
    return per_seggio


def last_day(mandato: Mandato) -> date | None:
    """The last day on which a mandato held: of one revoked, the day it was; None if it is open."""
    revocato = mandato.revocato_alle and timezone.localdate(mandato.revocato_alle)
    return min((g for g in (mandato.al, revocato) if g), default=None)


def held_on(mandato: Mandato, giorno: date) -> bool:
    """Whether a mandato was in force on a day; one revoked no longer is, from that very day."""
    if mandato.revocato_alle and giorno >= timezone.localdate(mandato.revocato_alle):
        return False
    return mandato.dal <= giorno and (mandato.al is None or giorno <= mandato.al)


def _place(seggio: Seggio, mandati: Iterable[Mandato], giorno: date) -> Posto:
    titolari = [m for m in mandati if m.qualita == QualitaMandato.TITOLARE]
    titolare = next((m for m in titolari if held_on(m, giorno)), None)
    supplenti = (m for m in mandati if m.qualita == QualitaMandato.SUPPLENTE)
    finiti = [fine for m in titolari if (fine := last_day(m)) and fine <= giorno]
    return Posto(
        seggio=seggio,
        titolare=titolare,
        supplente=next((m for m in supplenti if held_on(m, giorno)), None),
        vacante_dal=None if titolare or not finiti else _day_after(max(finiti), mandati),
        mai_occupato=titolare is None and not finiti,
    )


def _day_after(fine: date, mandati: Iterable[Mandato]) -> date:
    """The first day without: a revoked mandato ends on the day of the revocation itself."""
    revocati = {timezone.localdate(m.revocato_alle) for m in mandati if m.revocato_alle}
    return fine if fine in revocati else fine + timedelta(days=1)


def vacant_seats(on: date | None = None) -> QuerySet[Seggio]:
    """The seats without a titolare on a day (default: today), of every organo."""
    in_carica = Mandato.objects.vigenti(on).filter(
        seggio=OuterRef("pk"), qualita=QualitaMandato.TITOLARE
    )
    return Seggio.objects.filter(~Exists(in_carica)).select_related("organo")


def vacant_places_by_organo(organi: QuerySet[Organo]) -> list[tuple[Organo, list[Posto]]]:
    """Those of `organi` with a vacant seat today, each with these as they are, in their order.

    Costs two queries, however many they are.
    """
    seggi = list(vacant_seats().filter(organo__in=organi).select_related("organo__atto"))
    seggi.sort(key=lambda s: (s.organo.ordine, s.organo.slug, s.ordine))
    mandati = _by_seat(Mandato.objects.filter(seggio__in=seggi))
    giorno = today()
    trovati: dict[Organo, list[Posto]] = {}
    for seggio in seggi:
        posto = _place(seggio, mandati.get(seggio.pk, []), giorno)
        trovati.setdefault(seggio.organo, []).append(posto)
    return list(trovati.items())


def ending_mandates(on: date | None = None) -> QuerySet[Mandato]:
    """The mandati in force that end within two months of a day (default: today), soonest first."""
    giorno = on or today()
    vigenti = Mandato.objects.vigenti(giorno).filter(al__lte=giorno + IN_SCADENZA)
    return vigenti.select_related("utente", "seggio__organo").order_by("al", "pk")
