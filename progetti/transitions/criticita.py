"""How a risk or a problem of a project is closed, and opened again."""

from collections.abc import Mapping

from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition
from progetti.enums import StatoCriticita
from progetti.models import Criticita
from progetti.permissions import can_edit_issue


def _end(criticita: Criticita, passaggio: Passaggio) -> Mapping[str, object]:
    """The reason of the step is how it ended."""
    return {"esito": passaggio.motivo}


def _begin_again(criticita: Criticita, passaggio: Passaggio) -> Mapping[str, object]:
    return {"esito": "", "chiusa_il": None}


CRITICITA: Mapping[str, Transition] = {
    "close": Transition(
        da=(StatoCriticita.APERTA.value,),
        a=StatoCriticita.CHIUSA.value,
        who=can_edit_issue,
        label="Chiudi",
        needs_reason=True,
        stamps=("chiusa_il",),
        first=_end,
    ),
    "reopen": Transition(
        da=(StatoCriticita.CHIUSA.value,),
        a=StatoCriticita.APERTA.value,
        who=can_edit_issue,
        label="Riapri",
        needs_reason=True,
        first=_begin_again,
    ),
}
