"""Approved minutes that say something by mistake: how they are corrected, and what stays.

What they said stays in the copy sealed before; the state of the meeting does not change.
"""

from conciliazione.copie import copies_of
from conciliazione.transizioni import record
from rete.carta_verbali import ask_minutes_pdf, seal_minutes
from rete.enums import StatoSeduta
from rete.models import Seduta, Utente

VERBO = "rectify_minutes"


def keep_as_it_was(seduta: Seduta) -> None:
    """Seal minutes approved before copies were kept, in the transaction that corrects them."""
    if not copies_of(seduta).exists():
        seal_minutes(Seduta.objects.get(pk=seduta.pk), None)


def keep_rectification(seduta: Seduta, by: Utente, motivo: str, *, acting_as: str = "") -> None:
    """Seal the minutes as they are now and ask for their PDF, and write in the history who
    corrected them and why, in the same transaction."""
    stato = StatoSeduta.APPROVATA.value
    record(seduta, VERBO, by, da=stato, a=stato, reason=motivo, acting_as=acting_as)
    seal_minutes(seduta, by, motivo)
    ask_minutes_pdf(seduta, by)
