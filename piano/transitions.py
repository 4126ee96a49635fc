"""How the Piano, its versions and its monitoring reports change state.

What has legal effect records an act: the portal documents what others decided.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone

from conciliazione.copie import seal_copy
from conciliazione.enums import Riservatezza
from conciliazione.models import Documento, Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import (
    NotAllowed,
    ReasonMissing,
    StaleState,
    Transition,
    record,
    register,
)
from piano import permissions
from piano.controlli import Rilievo
from piano.deroghe import obstacle_to_publish
from piano.enums import StatoPiano, StatoRelazione, StatoVersione
from piano.models import Deroga, Piano, Relazione, Versione
from piano.relazioni.compilazione import ask_delivered
from piano.relazioni.dati import compile_report
from rete.models import Utente

# How a waiver is, in its history.
CONCESSA, REVOCATA = "concessa", "revocata"
SUPERATA = "I valori del rilievo sono cambiati: al suo posto c’è una deroga nuova."


class AlreadyWaived(Exception):
    """Somebody has already waived the finding, with those same values: see `deroga`."""

    def __init__(self, deroga: Deroga) -> None:
        self.deroga = deroga
        super().__init__(f"Il rilievo ha già la deroga n. {deroga.numero}.")


def _check_and_open(versione: Versione, passaggio: Passaggio) -> None:
    """Refuse what the checks do not let pass; the PDF of a published version is anybody's.

    Raises:
        ValidationError: an error of the checks stands without a waiver, or the version does not
            print those that have one.
    """
    _lock(versione.piano)
    if ostacolo := obstacle_to_publish(versione):
        raise ValidationError(ostacolo)
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
        then=_check_and_open,
    ),
}


# --- Monitoring reports -----------------------------------------------------------------------

FIGURE_APERTE = (
    "La finestra non è ancora chiusa: le cifre possono cambiare. La relazione si può scrivere, e si"
    " consegna dopo la chiusura."
)
SENZA_FILE = "Il PDF di ciò che si è consegnato non è ancora pronto: attendere che sia compilato."
NEL_FUTURO = "La data non può essere nel futuro."
PRIMA = "La data non può venire prima del giorno in cui la relazione è stata consegnata."


def _frozen(relazione: Relazione) -> Q:
    return Q(pk__in=Relazione.objects.of_closed().order_by().values("pk"))


def _seal(relazione: Relazione, passaggio: Passaggio) -> None:
    """What is delivered is kept as it is; its files are made of that copy."""
    copia = seal_copy(relazione, compile_report(relazione), passaggio.autore)
    ask_delivered(copia, relazione, passaggio.autore)


def _check_transmission(relazione: Relazione, passaggio: Passaggio) -> Mapping[str, object]:
    """What was transmitted is the PDF of what was delivered.

    Raises:
        ValidationError: the PDF is not there yet; the day is in the future, or before delivery.
    """
    if not relazione.compilazioni.filter(copia__isnull=False).exists():
        raise ValidationError(SENZA_FILE)
    giorno = passaggio.altri["data"]
    if giorno > today():
        raise ValidationError({"data": NEL_FUTURO})
    if giorno < timezone.localdate(relazione.consegnata_il):
        raise ValidationError({"data": PRIMA})
    return {"trasmessa_il": giorno}


REPORT_TRANSITIONS: Mapping[str, Transition] = {
    "deliver": Transition(
        da=(StatoRelazione.IN_REDAZIONE.value,),
        a=StatoRelazione.CONSEGNATA.value,
        who=permissions.can_deliver_report,
        label="Consegna la relazione",
        stamps=("consegnata_il",),
        only_while=_frozen,
        too_late=FIGURE_APERTE,
        then=_seal,
    ),
    "transmit": Transition(
        da=(StatoRelazione.CONSEGNATA.value,),
        a=StatoRelazione.TRASMESSA.value,
        who=permissions.can_transmit_report,
        label="Registra la trasmissione alla Regione",
        fields=("protocollo",),
        extras=("data",),
        first=_check_transmission,
    ),
}

register(Piano, TRANSITIONS)
register(Versione, VERSION_TRANSITIONS)
register(Relazione, REPORT_TRANSITIONS)


# --- Waivers ----------------------------------------------------------------------------------


def waive(
    piano: Piano, rilievo: Rilievo, by: Utente | None, *, motivo: str, in_veste_di: str
) -> Deroga:
    """Let a finding stand, with a reason; a waiver that lapsed is revoked in its favour.

    Of two people at once the second waits, and finds the first one's.

    Raises:
        NotAllowed: `by` may not.
        ReasonMissing: there is no reason.
        AlreadyWaived: the finding has a waiver that holds.
        ValidationError: the row would break one of its rules.
    """
    _require(by, piano, motivo)
    with transaction.atomic(durable=True):
        prima = _standing(piano, rilievo.chiave)
        if prima and prima.impronta == rilievo.impronta:
            raise AlreadyWaived(prima)
        if prima:
            _close(prima, by, SUPERATA)
        deroga = _from_finding(piano, rilievo)
        deroga.motivo, deroga.in_veste_di, deroga.concessa_da = motivo.strip(), in_veste_di, by
        deroga.full_clean()
        deroga.save(force_insert=True)
        _remember(deroga, by, "waive", CONCESSA, motivo.strip(), in_veste_di)
    return deroga


def revoke_waiver(deroga: Deroga, by: Utente | None, *, motivo: str, in_veste_di: str = "") -> None:
    """End a waiver, with a reason: its finding stands again.

    Raises:
        NotAllowed: `by` may not.
        ReasonMissing: there is no reason.
        StaleState: it is no longer in force.
    """
    _require(by, deroga.piano, motivo)
    with transaction.atomic(durable=True):
        _lock(deroga.piano)
        _close(deroga, by, motivo.strip())
        _remember(deroga, by, "revoke_waiver", REVOCATA, motivo.strip(), in_veste_di)
    deroga.refresh_from_db()


def _remember(
    deroga: Deroga, by: Utente | None, verbo: str, a: str, motivo: str, in_veste_di: str
) -> None:
    """Tell it in the history; not what the portal itself lets stand, to prepare the demo."""
    if by is not None:
        da = CONCESSA if a == REVOCATA else ""
        record(deroga, verbo, by, da=da, a=a, reason=motivo, acting_as=in_veste_di)


def _require(by: Utente | None, piano: Piano, motivo: str) -> None:
    if not permissions.can_waive(by, piano):
        raise NotAllowed
    if not motivo.strip():
        raise ReasonMissing


def _lock(piano: Piano) -> None:
    """Whoever waives, revokes or publishes goes one at a time."""
    Piano.objects.select_for_update().get(pk=piano.pk)


def _standing(piano: Piano, chiave: str) -> Deroga | None:
    """The waiver in force of a finding, which nobody else touches until the end."""
    _lock(piano)
    return piano.deroghe.vigenti().filter(chiave=chiave).select_related("concessa_da").first()


def _close(deroga: Deroga, by: Utente | None, motivo: str) -> None:
    aperta = Deroga.objects.vigenti().filter(pk=deroga.pk)
    if aperta.update(revocata_il=Now(), revocata_da=by, motivo_revoca=motivo) != 1:
        raise StaleState


def _from_finding(piano: Piano, rilievo: Rilievo) -> Deroga:
    numero = (piano.deroghe.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1
    return Deroga(
        piano=piano,
        numero=numero,
        chiave=rilievo.chiave,
        impronta=rilievo.impronta,
        controllo=rilievo.controllo,
        oggetto=rilievo.oggetto,
        testo=rilievo.testo,
    )
