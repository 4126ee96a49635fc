"""How the Piano and its versions change state.

What has legal effect records an act: the portal documents what others decided.
"""

from collections.abc import Mapping

from conciliazione.enums import Riservatezza
from conciliazione.models import Documento, Passaggio
from conciliazione.transizioni import Transition, register
from piano import permissions
from piano.enums import StatoPiano, StatoVersione
from piano.models import Piano, Versione


def _open_document(versione: Versione, passaggio: Passaggio) -> None:
    """The PDF of a published version is anybody's."""
    Documento.objects.filter(pk=versione.documento_id).update(riservatezza=Riservatezza.PUBBLICO)


TRANSITIONS: Mapping[str, Transition] = {
    "propose": Transition(
        da=(StatoPiano.IN_REDAZIONE.value,),
        a=StatoPiano.PROPOSTO.value,
        who=permissions.can_propose,
        label="Registra la proposta del Comitato",
        fields=("proposto_il",),
    ),
    "record_opinion": Transition(
        da=(StatoPiano.PROPOSTO.value,),
        a=StatoPiano.CON_PARERE.value,
        who=permissions.can_record_opinion,
        label="Registra il parere del Tavolo",
        fields=("parere",),
    ),
    "approve": Transition(
        da=(StatoPiano.CON_PARERE.value, StatoPiano.IN_MODIFICA.value),
        a=StatoPiano.APPROVATO.value,
        who=permissions.can_approve,
        label="Registra l'atto di approvazione",
        fields=("atto", "approvato_il"),
    ),
    "amend": Transition(
        da=(StatoPiano.APPROVATO.value,),
        a=StatoPiano.IN_MODIFICA.value,
        who=permissions.can_amend,
        label="Riapri il Piano per modificarlo",
        needs_reason=True,
    ),
}

VERSION_TRANSITIONS: Mapping[str, Transition] = {
    "publish": Transition(
        da=(StatoVersione.BOZZA.value,),
        a=StatoVersione.DEFINITIVA.value,
        who=permissions.can_publish,
        label="Pubblica questa versione",
        stamps=("pubblicata_il",),
        fields=("atto",),
        then=_open_document,
    ),
}

register(Piano, TRANSITIONS)
register(Versione, VERSION_TRANSITIONS)
