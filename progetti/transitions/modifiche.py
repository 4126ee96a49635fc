"""How a change of a project gets the opinion, is granted with its act, refused or taken back."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition
from progetti.enums import StatoModifica, TipoModifica
from progetti.lettere_modifiche import tell_decided
from progetti.models import Indicatore, Progetto, RichiestaModifica
from progetti.models.modifiche import APERTE_MODIFICHE
from progetti.modifiche_chieste import wrong_end, wrong_target
from progetti.permissions import can_decide_change, can_record_opinion, can_withdraw_change
from rete.atti import write_act


def _grant(modifica: RichiestaModifica, passaggio: Passaggio) -> Mapping[str, object]:
    """Make the change, keep what was before, write the act.

    Raises:
        ValidationError: what was asked cannot be any longer.
    """
    prima: Mapping[str, object] = {}
    if modifica.tipo == TipoModifica.PROROGA:
        prima = _extend(modifica)
    elif modifica.tipo == TipoModifica.TARGET:
        prima = _retarget(modifica)
    return {**prima, "atto": write_act(passaggio)}


def _extend(modifica: RichiestaModifica) -> Mapping[str, object]:
    progetto = Progetto.objects.select_for_update().order_by().get(pk=modifica.progetto_id)
    if detto := wrong_end(progetto, modifica.nuova_fine):
        raise ValidationError(detto)
    Progetto.objects.filter(pk=progetto.pk).update(al=modifica.nuova_fine)
    return {"fine_precedente": progetto.al}


def _retarget(modifica: RichiestaModifica) -> Mapping[str, object]:
    righe = Indicatore.objects.select_for_update().order_by()
    indicatore = righe.get(pk=modifica.indicatore_id)
    if detto := wrong_target(indicatore, modifica.nuovo_target):
        raise ValidationError(detto)
    Indicatore.objects.filter(pk=indicatore.pk).update(target=modifica.nuovo_target)
    return {"target_precedente": indicatore.target}


MODIFICA: Mapping[str, Transition] = {
    "opine": Transition(
        da=(StatoModifica.PRESENTATA.value,),
        a=StatoModifica.CON_PARERE.value,
        who=can_record_opinion,
        label="Registra il parere del Comitato",
        fields=("parere", "seduta", "parere_reso"),
    ),
    "accept": Transition(
        da=(StatoModifica.CON_PARERE.value,),
        a=StatoModifica.ACCOLTA.value,
        who=can_decide_change,
        label="Accogli, con il suo atto",
        stamps=("decisa_il",),
        extras=("record_act",),
        first=_grant,
        then=tell_decided,
    ),
    "reject": Transition(
        da=(StatoModifica.CON_PARERE.value,),
        a=StatoModifica.RESPINTA.value,
        who=can_decide_change,
        label="Respingi",
        needs_reason=True,
        stamps=("decisa_il",),
        then=tell_decided,
    ),
    "withdraw": Transition(
        da=APERTE_MODIFICHE,
        a=StatoModifica.RITIRATA.value,
        who=can_withdraw_change,
        label="Ritira la richiesta",
        needs_reason=True,
        stamps=("decisa_il",),
    ),
}
