"""How the results of a window are delivered, given more time, and frozen."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Now

from conciliazione.models import Passaggio
from conciliazione.orologio import read_clock
from conciliazione.transizioni import STESSO, Transition, follow
from progetti.enums import StatoConsegna, StatoRilevazione
from progetti.lettere_monitoraggio import tell_extended
from progetti.misure import standings
from progetti.models import (
    Consegna,
    Indicatore,
    NotaConsegna,
    ProrogaConsegna,
    Rilevazione,
    ValoreFinestra,
)
from progetti.permissions import can_close_delivery, can_extend, can_report
from progetti.signals import delivery_closed
from rete.permissions import Persona

TARDI = "La consegna è scaduta: ciò che era stato scritto resta com’era, e non è stato dichiarato."
TROPPO_PRESTO = "La consegna non è ancora scaduta: si chiude dopo, quando si è verificato."
NON_DOPO = "La nuova scadenza deve venire dopo quella di adesso, e dopo questo momento."


def _reports(user: Persona, consegna: Consegna) -> bool:
    """- who reports the results of its project"""
    return can_report(user, consegna.progetto)


def _taking(consegna: Consegna) -> Q:
    return Q(pk__in=Consegna.objects.taking_reports())


def _declare_all(consegna: Consegna, passaggio: Passaggio) -> None:
    """What is still being prepared is declared with the rest."""
    bozze = Rilevazione.objects.filter(consegna=consegna, stato=StatoRilevazione.BOZZA)
    for riga in bozze.order_by("pk"):
        follow(riga, "declare", passaggio)


def _extend(consegna: Consegna, passaggio: Passaggio) -> Mapping[str, object]:
    """Keep why and until when; the time to verify moves with the term.

    Raises:
        ValidationError: the new term is not after the one of now.
    """
    nuova = passaggio.altri["fino_a"]
    if nuova <= max(consegna.scade_il, read_clock()):
        raise ValidationError({"fino_a": NON_DOPO})
    ProrogaConsegna.objects.create(
        consegna=consegna,
        scadeva_il=consegna.scade_il,
        scade_il=nuova,
        motivo=passaggio.motivo,
        concessa_da=passaggio.autore,
    )
    return {"scade_il": nuova, "chiude_il": nuova + (consegna.chiude_il - consegna.scade_il)}


def _over(consegna: Consegna) -> Q:
    return Q(scade_il__lt=Now())


def _freeze(consegna: Consegna, passaggio: Passaggio) -> None:
    """Keep what each indicator had reached by the end of the period, and tell the rooms above."""
    indicatori = Indicatore.objects.filter(risultato__obiettivo__progetto=consegna.progetto_id)
    indicatori = indicatori.select_related("risultato__obiettivo__progetto")
    note = dict(NotaConsegna.objects.filter(consegna=consegna).values_list("indicatore", "testo"))
    ValoreFinestra.objects.bulk_create(
        ValoreFinestra(
            consegna=consegna,
            indicatore=a.indicatore,
            base=a.indicatore.base,
            target=a.indicatore.target,
            atteso=a.atteso,
            dichiarato=a.misura.dichiarato,
            con_prova=a.misura.con_prova,
            verificato=a.misura.verificato,
            nota=note.get(a.indicatore.pk, ""),
        )
        for a in standings(indicatori, solo_verificato=True, on=consegna.finestra.al)
    )
    delivery_closed.send(Consegna, consegna=consegna)


CONSEGNA: Mapping[str, Transition] = {
    "deliver": Transition(
        da=(StatoConsegna.ATTESA.value, StatoConsegna.CONSEGNATA.value),
        a=StatoConsegna.CONSEGNATA.value,
        who=_reports,
        label="Consegna",
        stamps=("consegnata_il",),
        only_while=_taking,
        too_late=TARDI,
        then=_declare_all,
    ),
    "extend": Transition(
        da=(StatoConsegna.ATTESA.value, StatoConsegna.CONSEGNATA.value),
        a=STESSO,
        who=can_extend,
        label="Concedi più tempo",
        needs_reason=True,
        extras=("fino_a",),
        first=_extend,
        then=tell_extended,
    ),
    "close": Transition(
        da=(StatoConsegna.ATTESA.value, StatoConsegna.CONSEGNATA.value),
        a=StatoConsegna.CHIUSA.value,
        who=can_close_delivery,
        label="Chiudi la finestra per il progetto",
        stamps=("chiusa_il",),
        only_while=_over,
        too_late=TROPPO_PRESTO,
        then=_freeze,
    ),
}
