"""The agenda of a meeting, rewritten as a whole: two people never mix their points."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rete.enums import StatoSeduta
from rete.models import PuntoOrdineDelGiorno, Seduta


class Voce(NamedTuple):
    """A point of an agenda: what it is called, what it is about."""

    titolo: str
    testo: str = ""


def is_open(seduta: Seduta) -> bool:
    """Whether the agenda may still change: until the meeting is convened, and then until it begins,
    telling who was invited.
    """
    if seduta.stato == StatoSeduta.CONVOCATA:
        return seduta.inizio > timezone.now()
    return seduta.stato == StatoSeduta.PROGRAMMATA


def entries(seduta: Seduta) -> list[Voce]:
    """The points as they are saved."""
    return [Voce(*riga) for riga in seduta.punti.values_list("titolo", "testo")]


def rewrite(seduta: Seduta, versione: int, voci: Sequence[Voce]) -> bool:
    """Give a meeting these points in this order; False, and nothing written, if it moved on.

    It must still be as it was read at `versione`, and not convened yet.
    """
    ferma = Seduta.objects.filter(pk=seduta.pk, versione=versione, stato=StatoSeduta.PROGRAMMATA)
    with transaction.atomic():
        if ferma.update(versione=F("versione") + 1) != 1:
            return False
        replace(seduta, voci)
    seduta.refresh_from_db(fields=["versione"])
    return True


def replace(seduta: Seduta, voci: Sequence[Voce]) -> None:
    """Put these points in the place of those that are there; the caller holds the meeting."""
    seduta.punti.all().delete()
    PuntoOrdineDelGiorno.objects.bulk_create(
        PuntoOrdineDelGiorno(seduta=seduta, ordine=ordine, titolo=v.titolo, testo=v.testo)
        for ordine, v in enumerate(voci, start=1)
    )


def move(voci: Sequence[Voce], posto: int, passi: int) -> list[Voce]:
    """The points with the one at `posto` (from 0) moved by so many places, as far as they go."""
    altre = list(voci)
    voce = altre.pop(posto)
    altre.insert(min(max(posto + passi, 0), len(altre)), voce)
    return altre


def remove(voci: Sequence[Voce], posto: int) -> list[Voce]:
    """The points without the one at `posto` (from 0)."""
    return [voce for n, voce in enumerate(voci) if n != posto]
