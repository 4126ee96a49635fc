"""The values reported of an indicator, each with its steps and what one may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from conciliazione.models import Passaggio
from conciliazione.transizioni import available
from progetti.enums import StatoRilevazione
from progetti.models import Rilevazione
from progetti.permissions import can_report
from progetti.righe_consegna import is_proved
from rete.permissions import Persona
from rete.tappe import Tappa, who_did

FATTI = {
    "declare": "Dichiarata",
    "verify": "Verificata",
    "give_back": "Restituita",
}


@dataclass(frozen=True)
class Raccontata:
    """A reported value: its steps, the steps that one may take, whether it may be corrected."""

    rilevazione: Rilevazione
    storia: tuple[Tappa, ...]
    azioni: frozenset[str]
    correggibile: bool
    provata: bool


def told(righe: Iterable[Rilevazione], user: Persona) -> list[Raccontata]:
    """Each of the values of one project with its story; one query for the steps of all."""
    righe = list(righe)
    storie = _stories(righe)
    riporta = bool(righe) and can_report(user, righe[0].consegna.progetto)
    return [
        Raccontata(
            r,
            tuple(storie.get(str(r.pk), ())),
            frozenset(available(r, user)),
            riporta and r.stato == StatoRilevazione.VERIFICATA and r.corregge_id is None,
            is_proved(r),
        )
        for r in righe
    ]


def _stories(righe: Iterable[Rilevazione]) -> dict[str, list[Tappa]]:
    tipo = ContentType.objects.get_for_model(Rilevazione)
    passaggi = Passaggio.objects.filter(
        oggetto_tipo=tipo, oggetto_id__in=[str(r.pk) for r in righe]
    ).select_related("autore")
    storie: dict[str, list[Tappa]] = {}
    for p in passaggi.order_by("-quando", "-pk"):
        storie.setdefault(p.oggetto_id, []).append(
            Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p)
        )
    return storie
