"""What the staff write while they examine a request: the check list, and notes to one another."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from conciliazione.transizioni import NotAllowed
from rete.enums import EsitoVerifica
from rete.models import DomandaAdesione, NotaDomanda, Utente, VerificaDomanda, VoceVerifica
from rete.permissions import can_examine_application


def check_list(domanda: DomandaAdesione) -> list[tuple[VoceVerifica, VerificaDomanda | None]]:
    """Every line in force with what was found, and those found that are no longer in force."""
    fatte = {v.voce_id: v for v in domanda.verifiche.select_related("voce", "fatta_da").all()}
    voci = {v.pk: v for v in VoceVerifica.objects.filter(attiva=True)}
    voci |= {v.voce_id: v.voce for v in fatte.values()}
    in_ordine = sorted(voci.values(), key=lambda voce: voce.ordine)
    return [(voce, fatte.get(voce.pk)) for voce in in_ordine]


def record_checks(
    domanda: DomandaAdesione, by: Utente, esiti: Mapping[VoceVerifica, tuple[str, str]]
) -> None:
    """Write what was found for some lines: outcome and note; an empty outcome takes it back.

    Raises:
        NotAllowed: `by` does not examine requests.
    """
    if not can_examine_application(by, domanda):
        raise NotAllowed
    with transaction.atomic():
        for voce, (esito, nota) in esiti.items():
            if not esito:
                VerificaDomanda.objects.filter(domanda=domanda, voce=voce).delete()
                continue
            valori = {
                "esito": EsitoVerifica(esito),
                "nota": nota,
                "fatta_da": by,
                "fatta_il": timezone.now(),
            }
            VerificaDomanda.objects.update_or_create(domanda=domanda, voce=voce, defaults=valori)


def write_note(domanda: DomandaAdesione, by: Utente, testo: str) -> NotaDomanda:
    """Leave a note for the colleagues; nobody changes it afterwards.

    Raises:
        NotAllowed: `by` does not examine requests.
    """
    if not can_examine_application(by, domanda):
        raise NotAllowed
    return NotaDomanda.objects.create(domanda=domanda, autore=by, testo=testo)
