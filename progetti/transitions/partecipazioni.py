"""How a soggetto answers who asks it to take part in a proposal."""

from collections.abc import Mapping

from django.db.models import F
from django.db.models.functions import Now

from conciliazione.models import Passaggio
from conciliazione.transizioni import StaleState, Transition
from progetti.enums import StatoPartecipazione, StatoProposta
from progetti.inviti_proposta import tell_proponent
from progetti.models import PartecipazioneProposta, Proposta
from progetti.permissions import can_confirm_participation, can_edit_proposal
from rete.permissions import Persona

# The address was kept to ask: who has answered is no longer written to.
_RISPOSTO = {"impronta": None, "collegamento_fino_a": None, "email": ""}


def may_answer(user: Persona, partecipazione: PartecipazioneProposta) -> bool:
    """Whether `user` answers now: a proposal that was sent no longer changes.

    - the referente of that soggetto; None, once the view has checked its personal link
    """
    in_bozza = partecipazione.proposta.is_draft and not partecipazione.capofila
    return in_bozza and can_confirm_participation(user, partecipazione)


def may_ask_again(user: Persona, partecipazione: PartecipazioneProposta) -> bool:
    """Whether `user` takes an answer back, to ask for another.

    - who writes the proposal
    """
    return not partecipazione.capofila and can_edit_proposal(user, partecipazione.proposta)


def _confirm(partecipazione: PartecipazioneProposta, passaggio: Passaggio) -> dict[str, object]:
    """The link and the address are used up, and an older refusal is no more.

    Raises:
        StaleState: what is asked changed since it was read.
    """
    righe = PartecipazioneProposta.objects.filter(pk=partecipazione.pk)
    if not righe.filter(compito=partecipazione.compito).exists():
        raise StaleState
    return {**_RISPOSTO, "motivo": ""}


def _refuse(partecipazione: PartecipazioneProposta, passaggio: Passaggio) -> dict[str, object]:
    """Who does not take part says why."""
    return {**_RISPOSTO, "motivo": passaggio.motivo}


def _ask_again(partecipazione: PartecipazioneProposta, passaggio: Passaggio) -> dict[str, object]:
    """As if nobody had answered."""
    return {"motivo": "", "risposto_da": "", "risposto_il": None}


def _touch(partecipazione: PartecipazioneProposta) -> None:
    """A proposal that is being sent meanwhile waits for a refusal; who writes in the draft takes
    the proposal first, then the rows of who takes part: so does who refuses.

    Raises:
        StaleState: it was sent meanwhile.
    """
    bozze = Proposta.objects.filter(pk=partecipazione.proposta_id, stato=StatoProposta.BOZZA)
    if bozze.update(versione=F("versione") + 1, modificata_il=Now()) != 1:
        raise StaleState


PARTECIPAZIONE: Mapping[str, Transition] = {
    "confirm": Transition(
        da=(StatoPartecipazione.ATTESA.value, StatoPartecipazione.RIFIUTATA.value),
        a=StatoPartecipazione.CONFERMATA.value,
        who=may_answer,
        label="Conferma la partecipazione",
        stamps=("risposto_il",),
        fields=("risposto_da",),
        first=_confirm,
        then=tell_proponent,
    ),
    "refuse": Transition(
        da=(StatoPartecipazione.ATTESA.value, StatoPartecipazione.CONFERMATA.value),
        a=StatoPartecipazione.RIFIUTATA.value,
        who=may_answer,
        label="Non partecipa",
        needs_reason=True,
        stamps=("risposto_il",),
        fields=("risposto_da",),
        takes=_touch,
        first=_refuse,
        then=tell_proponent,
    ),
    "ask_again": Transition(
        da=(StatoPartecipazione.CONFERMATA.value, StatoPartecipazione.RIFIUTATA.value),
        a=StatoPartecipazione.ATTESA.value,
        who=may_ask_again,
        label="Chiedi di nuovo",
        first=_ask_again,
    ),
}
