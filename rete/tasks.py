"""What a worker does for the network."""

from collections.abc import Mapping

from celery import shared_task

from conciliazione.lavori import JobFailed, Run, lavoro
from conciliazione.pdf import ErrorePdf
from rete import (
    bozze,
    carta_pareri,
    carta_verbali,
    carte,
    inviti,
    promemoria_domande,
    ricevute_domande,
    richieste_convocazione,
    segnalazioni,
    verbali,
)
from rete.models import DomandaAdesione, Parere, Seduta


@shared_task(name="rete.dimentica_segnalazioni")
def dimentica_segnalazioni() -> None:
    """Erase of the reports what their time is over."""
    segnalazioni.forget()


@shared_task(name="rete.dimentica_inviti")
def dimentica_inviti() -> None:
    """Delete the invitations whose time is over."""
    inviti.forget()


@shared_task(name="rete.dimentica_bozze")
def dimentica_bozze() -> None:
    """Delete the membership requests begun and never sent, when their time is over."""
    bozze.forget()


@shared_task(name="rete.segui_domande")
def segui_domande() -> None:
    """Remind of the terms of the membership requests; close what nobody answered in time."""
    promemoria_domande.close_overdue()
    promemoria_domande.remind()


@lavoro(carte.MODULO, coda="pdf")
def stampa_domanda(run: Run) -> None:
    """Make the PDF of a request to sign: `domanda` is its id, `impronta` that of its data."""
    domanda = _request(run.arguments)
    try:
        ricevute_domande.print_request(domanda, run.arguments["impronta"], run)
    except ErrorePdf as errore:
        raise JobFailed(str(errore)) from errore


@lavoro(carte.RICEVUTA, coda="pdf")
def stampa_ricevuta(run: Run) -> None:
    """Make the receipt of a request that was sent, and the mail with it."""
    try:
        ricevute_domande.print_receipt(_request(run.arguments), run)
    except ErrorePdf as errore:
        raise JobFailed(str(errore)) from errore


def _request(argomenti: Mapping[str, object]) -> DomandaAdesione:
    righe = DomandaAdesione.objects.select_related("comune", "impegno", "termine", "accordo")
    try:
        return righe.get(pk=argomenti["domanda"])
    except DomandaAdesione.DoesNotExist as errore:
        raise JobFailed("La domanda non c’è più.") from errore


@lavoro(verbali.GENERE, coda="pdf")
def stampa_verbale(run: Run) -> None:
    """Make the PDF of the minutes of a meeting: `seduta` is its id."""
    sedute = Seduta.objects.select_related("organo", "ciclo__capofila__profilo", "approvata_in")
    seduta = sedute.get(pk=run.arguments["seduta"])
    if seduta.verbalizzata_il is None:
        raise JobFailed("Il verbale è stato riaperto per correggerlo.")
    try:
        carta_verbali.print_minutes(seduta, run)
    except ErrorePdf as errore:
        raise JobFailed(str(errore)) from errore


@lavoro(carta_pareri.GENERE, coda="pdf")
def stampa_parere(run: Run) -> None:
    """Make the PDF of what is sealed of an opinion: `parere` is its id."""
    parere = Parere.objects.select_related("ciclo__capofila__profilo").get(
        pk=run.arguments["parere"]
    )
    try:
        carta_pareri.print_opinion(parere, run)
    except ErrorePdf as errore:
        raise JobFailed(str(errore)) from errore


@shared_task(name="rete.dimentica_richieste_convocazione")
def dimentica_richieste_convocazione() -> None:
    """Delete the requests of convocation refused long ago."""
    richieste_convocazione.forget()
