"""How the rows of the network change state."""

from collections.abc import Mapping

from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition, register
from rete import permissions
from rete.enums import StatoSegnalazione
from rete.models import Segnalazione
from rete.segnalazioni import answer


def _answer(segnalazione: Segnalazione, passaggio: Passaggio) -> None:
    """The reason of the closing is the answer to who wrote."""
    answer(segnalazione, passaggio.motivo)


TRANSITIONS: Mapping[str, Transition] = {
    "close": Transition(
        da=(StatoSegnalazione.APERTA.value,),
        a=StatoSegnalazione.CHIUSA.value,
        who=permissions.can_close_report,
        label="Chiudi la segnalazione",
        needs_reason=True,
        stamps=("chiusa_il",),
        then=_answer,
    ),
}

register(Segnalazione, TRANSITIONS)
