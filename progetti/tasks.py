"""What a worker does for the calls, the proposals and the results of the projects."""

from celery import shared_task

from conciliazione.lavori import JobFailed, Run, lavoro
from conciliazione.pdf import ErrorePdf
from progetti import (
    carta_proposta,
    promemoria_monitoraggio,
    promemoria_proposte,
    quesiti,
    richieste_partner,
    scadenze_avvisi,
)
from progetti.models import Avviso, Proposta
from progetti.transitions.schede import reveal_if_complete
from progetti.transitions.valutazioni import void_unfit


@shared_task(name="progetti.chiudi_avvisi")
def chiudi_avvisi() -> None:
    """Close the calls whose closing has gone by."""
    scadenze_avvisi.close_expired()


@shared_task(name="progetti.dimentica_quesiti")
def dimentica_quesiti() -> None:
    """Erase the addresses of who asked about calls that are over."""
    quesiti.forget()


@lavoro(carta_proposta.GENERE, coda="pdf")
def stampa_proposta(run: Run) -> None:
    """Make the PDF of a proposal that was sent: `proposta` is its id."""
    righe = Proposta.objects.select_related("avviso__emanante__profilo")
    try:
        carta_proposta.print_paper(righe.get(pk=run.arguments["proposta"]), run)
    except ErrorePdf as errore:
        raise JobFailed(str(errore)) from errore


@shared_task(name="progetti.segui_proposte")
def segui_proposte() -> None:
    """Close what nobody answered in time, and remind who proposes."""
    promemoria_proposte.close_overdue()
    promemoria_proposte.remind()


@shared_task(name="progetti.segui_valutazioni")
def segui_valutazioni() -> None:
    """Void the sheets that facts written in bulk, or the day, took from who wrote them; reveal what
    was delivered entirely."""
    void_unfit()
    for avviso in Avviso.objects.being_scored():
        reveal_if_complete(avviso)


@shared_task(name="progetti.segui_monitoraggio")
def segui_monitoraggio() -> None:
    """Freeze what has had its time to be verified, and remind who runs a project what it owes."""
    promemoria_monitoraggio.close_over()
    promemoria_monitoraggio.remind()


@shared_task(name="progetti.segui_richieste")
def segui_richieste() -> None:
    """Remind the partners what was asked of them; erase the addresses that are no longer of use."""
    richieste_partner.remind()
    richieste_partner.forget()
