"""A withdrawn proposal taken up again: a new draft with everything that it had."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from conciliazione.codici import new_code
from conciliazione.documenti import duplicate
from progetti.enums import StatoProposta
from progetti.models import Avviso, Proposta
from rete.models import Utente

COPIATE = (
    *("avviso", "proponente", "alleanza", "titolo", "sottotitolo", "contesto", "obiettivo"),
    *("dal", "al", "contenuto"),
)
TARDI = "L’avviso è chiuso: una proposta ritirata non si può più riprendere."
ALTRA = (
    "Su questo avviso c’è già un’altra proposta di chi l’aveva presentata, o della sua alleanza:"
    " aprire quella."
)


def can_be_taken_up(proposta: Proposta) -> bool:
    """Whether it was withdrawn, and its call still takes proposals."""
    aperto = Avviso.objects.open_now().filter(pk=proposta.avviso_id)
    return proposta.stato == StatoProposta.RITIRATA and aperto.exists()


def take_up(proposta: Proposta, by: Utente) -> Proposta:
    """The draft that takes up a withdrawn proposal: made now, or by who came before.

    The confirmations of the partners stay: what they confirmed is the same project. The files are
    the same files, each with a row of its own.

    Raises:
        ValidationError: the call is closed, or who proposes has another proposal on it.
    """
    if gia := Proposta.objects.filter(ripresa_da=proposta).first():
        return gia
    if not can_be_taken_up(proposta):
        raise ValidationError(TARDI)
    try:
        with transaction.atomic():
            return _copy(proposta, by)
    except IntegrityError as errore:
        if gia := Proposta.objects.filter(ripresa_da=proposta).first():
            return gia
        raise ValidationError(ALTRA) from errore


def _copy(proposta: Proposta, by: Utente) -> Proposta:
    colonne = {nome: getattr(proposta, nome) for nome in COPIATE}
    nuova = Proposta.objects.create(**colonne, ripresa_da=proposta, creata_da=by)
    nuova.azioni.add(*proposta.azioni.all())
    for quota in proposta.quote.all():
        _insert(quota, nuova)
    for partecipazione in proposta.partecipazioni.all():
        # The personal link leads to the proposal that was withdrawn, and ends with it.
        _insert(partecipazione, nuova, codice=new_code(), impronta=None, collegamento_fino_a=None)
    for allegato in proposta.allegati.select_related("documento"):
        _insert(allegato, nuova, codice=new_code(), documento=duplicate(allegato.documento, by))
    return nuova


def _insert(riga: Model, nuova: Proposta, **altri: object) -> None:
    """Write the same row again, for the new draft."""
    riga.pk, riga._state.adding = None, True
    for nome, valore in {"proposta": nuova, **altri}.items():
        setattr(riga, nome, valore)
    riga.save(force_insert=True)
