"""What the staff find out about a proposal, and the story of its steps."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.transizioni import NotAllowed
from progetti.enums import EsitoRequisito
from progetti.models import Proposta, RequisitoAvviso, VerificaRequisito
from progetti.permissions import can_admit_proposal
from rete.models import Utente
from rete.tappe import Tappa, who_did

# The steps in the words of the timeline; those without a word of their own have their name.
FATTI = {
    "send": "Proposta presentata",
    "withdraw": "Proposta ritirata",
    "admit": "Ammessa alla valutazione",
    "ask_clarification": "Chiesti chiarimenti",
    "answer_clarification": "Arrivati i chiarimenti",
    "warn_exclusion": "Comunicato il preavviso di esclusione",
    "answer_warning": "Arrivate le osservazioni",
    "resume": "Esame ripreso",
    "exclude": "Registrato l’atto di esclusione",
}

Riga = tuple[RequisitoAvviso, VerificaRequisito | None]


def check_list(proposta: Proposta) -> list[Riga]:
    """Every requirement of the call, with what was found."""
    fatte = {v.requisito_id: v for v in proposta.verifiche.select_related("fatta_da")}
    return [(requisito, fatte.get(requisito.pk)) for requisito in proposta.avviso.requisiti.all()]


def record_checks(
    proposta: Proposta, by: Utente, esiti: Mapping[RequisitoAvviso, tuple[str, str]]
) -> None:
    """Write what was found for some requirements: outcome and note; an empty one takes it back.

    Raises:
        NotAllowed: `by` does not examine the proposal.
    """
    if not can_admit_proposal(by, proposta):
        raise NotAllowed
    with transaction.atomic():
        for requisito, (esito, nota) in esiti.items():
            if not esito:
                proposta.verifiche.filter(requisito=requisito).delete()
                continue
            valori = {
                "esito": EsitoRequisito(esito),
                "nota": nota,
                "fatta_da": by,
                "fatta_il": timezone.now(),
            }
            proposta.verifiche.update_or_create(requisito=requisito, defaults=valori)


def timeline(proposta: Proposta) -> list[Tappa]:
    """Every step, the latest first."""
    passaggi = Passaggio.objects.about(proposta).select_related("autore").order_by("-quando", "-pk")
    return [Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p) for p in passaggi]
