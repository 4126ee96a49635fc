"""What the portal does by itself about the proposals, as days go by: it reminds, and goes on.

Run again and again: each mail has a key of its own, each step its state.
"""

from datetime import timedelta

from conciliazione.date import format_day
from conciliazione.periodi import today
from conciliazione.transizioni import NotAllowed, StaleState, perform
from progetti.lettere import page_of
from progetti.models import Proposta, RichiestaProposta
from rete.avvisi import notify_subject
from rete.lettere import CORTESIA

GIORNI_PRIMA = 3
SENZA_RISPOSTA = "{} del {}: nessuna risposta entro il {}."


def close_overdue() -> int:
    """Go on with the examination where nobody answered in time; how many."""
    scadute = RichiestaProposta.objects.filter(chiusa_il__isnull=True, entro_il__lt=today())
    legate = scadute.select_related("proposta__avviso__emanante__profilo", "proposta__proponente")
    return sum(_go_on(richiesta) for richiesta in legate)


def _go_on(richiesta: RichiestaProposta) -> bool:
    """Whether it was done now: who proposes, or the staff, may have been quicker."""
    motivo = SENZA_RISPOSTA.format(
        richiesta.get_tipo_display(),
        format_day(richiesta.chiesta_il.date()),
        format_day(richiesta.entro_il),
    )
    try:
        perform(richiesta.proposta, "resume", None, reason=motivo)
    except (StaleState, NotAllowed):
        return False
    return True


def remind() -> None:
    """Tell who proposes that an answer is due in a few days; once for each request."""
    entro = today() + timedelta(days=GIORNI_PRIMA)
    attese = RichiestaProposta.objects.filter(
        chiusa_il__isnull=True, entro_il__gte=today(), entro_il__lte=entro
    )
    for richiesta in attese.select_related("proposta__proponente"):
        _remind(richiesta.proposta, richiesta)


def _remind(proposta: Proposta, richiesta: RichiestaProposta) -> None:
    entro = format_day(richiesta.entro_il)
    notify_subject(
        proposta.proponente,
        f"proposta:{proposta.codice}:promemoria:{richiesta.pk}",
        f"Proposta {proposta.codice}: si risponde entro il {entro}",
        f"{richiesta.get_tipo_display()}, proposta «{proposta.titolo}»:\n\n{richiesta.testo}\n\n"
        f"Si risponde entro il {entro} da {page_of(proposta)}\n\n"
        f"{CORTESIA}\n",
    )
