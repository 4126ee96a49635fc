"""How a sheet goes from its first letter to its confirmation, or is voided.

A sheet and its call are always locked in the same order by who needs both, the call first:
`deliver`, `amend`, `confirm` and `void` need the sheet alone. Who closes the scoring locks the call
and then every sheet: a sheet is voided before the ranking, which then does without it, or never.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from conciliazione.copie import fingerprint
from conciliazione.models import Passaggio
from conciliazione.testo import close_sentence
from conciliazione.transizioni import STESSO, Transition, follow
from progetti import permissions
from progetti.chi_valuta import ChiValuta
from progetti.enums import StatoAvviso, StatoValutazione
from progetti.lettere_valutazione import tell_voided
from progetti.models import Avviso, PunteggioConsegnato, Valutazione
from progetti.schede import lines_of, sheet_data, total_of

NON_SIEDE = "Chi la scriveva non fa più parte dell’organo."
APERTE = (StatoValutazione.IN_CORSO.value, StatoValutazione.CONSEGNATA.value)
INCOMPLETA = (
    "La scheda non è completa: ogni criterio ha i suoi punti e una motivazione. Ciò che è scritto"
    " resta salvato."
)
GIA_IN_GRADUATORIA = (
    "La valutazione è già chiusa con la sua graduatoria: nessuna scheda si annulla più. Se la"
    " graduatoria non può restare com’è, l’avviso si revoca con un atto."
)


def _check_complete(valutazione: Valutazione, passaggio: Passaggio) -> Mapping[str, object]:
    """Keep for the seal the lines as they are now, with the sheet locked."""
    righe = lines_of(valutazione)
    if not righe or not all(riga.completa for riga in righe):
        raise ValidationError(INCOMPLETA)
    passaggio.altri["dati"] = sheet_data(righe)
    return {}


def _check_amended(valutazione: Valutazione, passaggio: Passaggio) -> Mapping[str, object]:
    prima = valutazione.consegnati.order_by("-numero").first()
    if prima is not None and prima.dati == passaggio.altri["dati"]:
        raise ValidationError("Non è cambiato nulla: la scheda resta com’era.")
    return {}


def _seal(valutazione: Valutazione, passaggio: Passaggio) -> None:
    """Keep what was delivered: a version more than there were."""
    dati = passaggio.altri["dati"]
    PunteggioConsegnato.objects.create(
        valutazione=valutazione,
        numero=valutazione.consegnati.count() + 1,
        dati=dati,
        totale=total_of(dati),
        motivo=passaggio.motivo,
        sha256=fingerprint(dati),
        consegnato_da=passaggio.autore,
    )


def _check_not_ranked(valutazione: Valutazione, passaggio: Passaggio) -> Mapping[str, object]:
    """The call, read once the sheet is locked, is not ranked: nothing is voided after that."""
    avviso = Avviso.objects.filter(pk=valutazione.proposta.avviso_id)
    if not avviso.filter(stato=StatoAvviso.CHIUSO).exists():
        raise ValidationError(GIA_IN_GRADUATORIA)
    return {"confermata_il": None}


def void_unfit() -> int:
    """Void the sheets of who, by the facts of now, may not score their proposal; how many.

    - of who is in conflict, delivered ones too
    - of who sits no more in the organo, those that they had not delivered: nobody else could, and
      the others would wait for them

    Only of the calls whose scores are still secret: after the reveal nothing is touched, and the
    responsabile is told.
    """
    with transaction.atomic():
        avvisi = Avviso.objects.being_scored().order_by("pk").select_for_update()
        return sum(_void_of(avviso) for avviso in avvisi)


def _void_of(avviso: Avviso) -> int:
    chi = ChiValuta(avviso)
    schede = Valutazione.objects.filter(proposta__avviso=avviso, stato__in=APERTE)
    schede = schede.select_related("proposta__proponente", "mandato__utente").order_by("pk")
    # Asked every minute: who is writing waits only when there is something to void.
    if not any(_why_unfit(chi, scheda) for scheda in schede):
        return 0
    tolte = []
    for scheda in schede.select_for_update(of=("self",)):
        if motivo := _why_unfit(chi, scheda):
            follow(scheda, "void", Passaggio(motivo=motivo))
            tolte.append((scheda, motivo))
    tell_voided(avviso, tolte)
    return len(tolte)


def _why_unfit(chi: ChiValuta, scheda: Valutazione) -> str:
    """Why a sheet cannot stay, as the history says it; "" where it can."""
    if chi.quadro.is_forbidden(scheda.mandato, scheda.proposta):
        motivi = "; ".join(chi.reasons(scheda.mandato, scheda.proposta))
        return f"Incompatibilità: {close_sentence(motivi)}"
    siede = scheda.mandato_id in {m.pk for m in chi.quadro.mandati}
    return "" if siede or scheda.stato != StatoValutazione.IN_CORSO else NON_SIEDE


VALUTAZIONE: Mapping[str, Transition] = {
    "deliver": Transition(
        da=(StatoValutazione.IN_CORSO.value,),
        a=StatoValutazione.CONSEGNATA.value,
        who=permissions.can_score,
        label="Consegna la scheda",
        stamps=("consegnata_il",),
        first=_check_complete,
        then=_seal,
    ),
    "amend": Transition(
        da=(StatoValutazione.CONSEGNATA.value,),
        a=STESSO,
        who=permissions.can_amend,
        label="Cambia il punteggio",
        needs_reason=True,
        extras=("dati",),
        first=_check_amended,
        then=_seal,
    ),
    "confirm": Transition(
        da=(StatoValutazione.CONSEGNATA.value,),
        a=StatoValutazione.CONFERMATA.value,
        who=permissions.can_amend,
        label="Conferma la scheda",
        stamps=("confermata_il",),
    ),
    "void": Transition(
        da=(*APERTE, StatoValutazione.CONFERMATA.value),
        a=StatoValutazione.ANNULLATA.value,
        who=permissions.can_void,
        label="Annulla la scheda",
        needs_reason=True,
        stamps=("annullata_il",),
        first=_check_not_ranked,
    ),
}
