"""How what a referente asks to change is decided."""

from collections.abc import Mapping

from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition, register
from rete import permissions
from rete.enums import StatoRichiesta
from rete.models import RichiestaVariazione
from rete.variazioni import apply, tell_accepted, tell_refused


def _accept(richiesta: RichiestaVariazione, passaggio: Passaggio) -> None:
    apply(richiesta)
    tell_accepted(richiesta)


def _refuse(richiesta: RichiestaVariazione, passaggio: Passaggio) -> None:
    tell_refused(richiesta, passaggio.motivo)


TRANSITIONS: Mapping[str, Transition] = {
    "accept_change": Transition(
        da=(StatoRichiesta.APERTA.value,),
        a=StatoRichiesta.ACCOLTA.value,
        who=permissions.can_decide_change,
        label="Accogli la variazione",
        stamps=("decisa_il",),
        then=_accept,
    ),
    "refuse_change": Transition(
        da=(StatoRichiesta.APERTA.value,),
        a=StatoRichiesta.RESPINTA.value,
        who=permissions.can_decide_change,
        label="Respingi la variazione",
        needs_reason=True,
        stamps=("decisa_il",),
        then=_refuse,
    ),
}

register(RichiestaVariazione, TRANSITIONS)
