"""The term of a membership request: when it waits for the applicant, and until when it then runs.

The arithmetic is `termini`; here are the rows.
"""

from datetime import date

from django.utils import timezone

from conciliazione.periodi import today
from rete.enums import TipoSospensione
from rete.models import DomandaAdesione, Sospensione
from rete.permissions import open_suspension
from rete.termini import Fermo, end_of_term, runs_again, suspended_days


def last_day_to_integrate(domanda: DomandaAdesione) -> date:
    """The latest day by which an integration asked today may be due."""
    return end_of_term(today(), domanda.termine.giorni_integrazione)


def last_day_to_observe(domanda: DomandaAdesione) -> date:
    """The day by which the observations to a warning given today are due."""
    return end_of_term(today(), domanda.termine.giorni_osservazioni)


def suspend(domanda: DomandaAdesione, tipo: TipoSospensione, testo: str, entro: date) -> None:
    """Let the term wait for the applicant, from today."""
    Sospensione.objects.create(domanda=domanda, tipo=tipo, testo=testo, dal=today(), entro_il=entro)


def run_again(domanda: DomandaAdesione, risposta: str = "", *, ritirata: bool = False) -> date:
    """End the suspension that is open, if one is; the day by which to decide from now on.

    With observations the term runs again ten days after them; an answer that comes late does not
    make the suspension longer than it was. `ritirata` is that the office asks no more, while there
    was still time to answer.
    """
    aperta = open_suspension(domanda)
    if aperta is not None:
        aperta.al = _end(aperta, bool(risposta))
        if risposta:
            aperta.risposta, aperta.risposta_il = risposta, timezone.now()
        aperta.ritirata_il = today() if ritirata else None
        aperta.save(update_fields=["al", "risposta", "risposta_il", "ritirata_il"])
    return deadline(domanda)


def deadline(domanda: DomandaAdesione) -> date:
    """The day by which to decide, with every suspension that has an end."""
    fermi = [
        Fermo(s.dal, s.al, limitato=s.tipo == TipoSospensione.INTEGRAZIONE)
        for s in Sospensione.objects.filter(domanda=domanda)
    ]
    arrivata = timezone.localdate(domanda.inviata_il)
    return end_of_term(arrivata, domanda.termine.giorni, suspended_days(fermi))


def _end(aperta: Sospensione, risposta: bool) -> date:
    if risposta and aperta.tipo == TipoSospensione.PREAVVISO:
        return runs_again(today())
    return min(today(), aperta.entro_il)
