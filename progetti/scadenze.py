"""By when who proposes answers what the staff ask: days of the procedure, that are rows."""

from datetime import date

from django.core.exceptions import ValidationError

from conciliazione.periodi import today
from rete.enums import Procedimento
from rete.models import TermineProcedimento
from rete.termini import end_of_term

SENZA_TERMINI = (
    "Il portale non conosce ancora i termini dell’esame delle proposte: si scrivono fra i dati di"
    " base, nei termini dei procedimenti."
)


def last_day_to_explain() -> date:
    """The latest day by which an explanation asked today may be due."""
    return end_of_term(today(), _terms().giorni_integrazione)


def last_day_to_observe() -> date:
    """The day by which the observations to a warning given today are due."""
    return end_of_term(today(), _terms().giorni_osservazioni)


def _terms() -> TermineProcedimento:
    """The terms in force today.

    Raises:
        ValidationError: nobody wrote them.
    """
    termini = TermineProcedimento.objects.filter(procedimento=Procedimento.AVVISO).vigenti()
    trovato = termini.order_by("-dal").first()
    if trovato is None:
        raise ValidationError(SENZA_TERMINI)
    return trovato
