"""How a reported value is declared, verified, or sent back to who wrote it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q

from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition
from progetti.enums import StatoRilevazione
from progetti.lettere_monitoraggio import tell_returned
from progetti.models import Consegna, Rilevazione
from progetti.permissions import can_report, can_verify
from progetti.registrazione import hold_delivery
from rete.permissions import Persona

TARDI = "Il tempo per dichiarare è finito: ciò che era stato scritto resta com’era."
CHIUSA = "La finestra di questo progetto è chiusa: i suoi valori non cambiano più."
SENZA_PROVA = "Le prove non bastano per il valore dichiarato: manca qualcosa, oppure va restituito."


def _reports(user: Persona, rilevazione: Rilevazione) -> bool:
    """- who reports the results of its project"""
    return can_report(user, rilevazione.consegna.progetto)


def _hold(rilevazione: Rilevazione) -> None:
    hold_delivery(rilevazione.consegna)


def _in_time(rilevazione: Rilevazione) -> Q:
    """Its window takes declarations at this very moment; what was sent back, until it is closed."""
    nuova = Q(stato=StatoRilevazione.BOZZA, consegna__in=Consegna.objects.taking_reports())
    return nuova | Q(stato=StatoRilevazione.RESTITUITA) & _not_closed(rilevazione)


def _not_closed(rilevazione: Rilevazione) -> Q:
    return Q(consegna__in=Consegna.objects.not_closed())


def _forget_reason(rilevazione: Rilevazione, passaggio: Passaggio) -> Mapping[str, object]:
    return {"motivo_restituzione": ""}


def _check_proved(rilevazione: Rilevazione, passaggio: Passaggio) -> Mapping[str, object]:
    """Raises ValidationError: the indicator wants a proof and there is not enough."""
    if not Rilevazione.objects.resting().filter(pk=rilevazione.pk).exists():
        raise ValidationError(SENZA_PROVA, code="senza_prova")
    return {}


def _keep_reason(rilevazione: Rilevazione, passaggio: Passaggio) -> Mapping[str, object]:
    return {"motivo_restituzione": passaggio.motivo}


RILEVAZIONE: Mapping[str, Transition] = {
    "declare": Transition(
        da=(StatoRilevazione.BOZZA.value, StatoRilevazione.RESTITUITA.value),
        a=StatoRilevazione.DICHIARATA.value,
        who=_reports,
        label="Dichiara",
        stamps=("dichiarata_il",),
        takes=_hold,
        first=_forget_reason,
        only_while=_in_time,
        too_late=TARDI,
    ),
    "verify": Transition(
        da=(StatoRilevazione.DICHIARATA.value,),
        a=StatoRilevazione.VERIFICATA.value,
        who=can_verify,
        label="Verifica",
        stamps=("verificata_il",),
        takes=_hold,
        first=_check_proved,
        only_while=_not_closed,
        too_late=CHIUSA,
    ),
    "give_back": Transition(
        da=(StatoRilevazione.DICHIARATA.value,),
        a=StatoRilevazione.RESTITUITA.value,
        who=can_verify,
        label="Restituisci",
        needs_reason=True,
        takes=_hold,
        first=_keep_reason,
        only_while=_not_closed,
        too_late=CHIUSA,
        then=tell_returned,
    ),
}
