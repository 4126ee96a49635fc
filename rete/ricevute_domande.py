"""The receipt of a membership request: the PDF, and the mail that carries it."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from conciliazione import posta
from conciliazione.date import format_day
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import Documento
from rete import carte
from rete.contenuto_domanda import data_fingerprint
from rete.models import DomandaAdesione


def print_request(domanda: DomandaAdesione, impronta: str, run: Run) -> None:
    """Make the PDF to sign, of those data and no others: when they changed, nothing is made.

    Raises:
        ErrorePdf: it cannot be rendered here.
    """
    if data_fingerprint(domanda) != impronta:
        return
    reso = carte.render_request(domanda)
    with run.conclude() as esito:
        nome = f"domanda-di-adesione-{domanda.codice}.pdf"
        esito.documento = store(reso.contenuto, nome, Riservatezza.PERSONALE, None)


def print_receipt(domanda: DomandaAdesione, run: Run) -> None:
    """Make the receipt and write the mail that carries it, both or neither.

    Raises:
        ErrorePdf: it cannot be rendered here.
    """
    reso = carte.render_receipt(domanda)
    with run.conclude() as esito:
        nome = f"ricevuta-{domanda.codice}.pdf"
        esito.documento = store(reso.contenuto, nome, Riservatezza.PERSONALE, None)
        _mail(domanda, esito.documento)


def _mail(domanda: DomandaAdesione, ricevuta: Documento) -> None:
    quando = timezone.localtime(domanda.inviata_il)
    indirizzo = f"{settings.BASE_URL}{reverse('aderisci:request', args=[domanda.codice])}"
    posta.send(
        carte.receipt_key(domanda),
        domanda.email,
        f"Ricevuta della domanda di adesione {domanda.codice}",
        f"La domanda di adesione alla Rete di {domanda.denominazione} è arrivata il"
        f" {format_day(quando.date())} alle {quando:%H:%M:%S} (ora di Roma). Il codice della"
        f" domanda è {domanda.codice}.\n\n"
        f"Il procedimento si conclude entro il {format_day(domanda.entro_il)}."
        f" {domanda.termine.silenzio}\n\n"
        f"La ricevuta è allegata. La domanda si segue qui: {indirizzo}\nSe la pagina non si apre,"
        " chiedere un nuovo collegamento personale da"
        f" {settings.BASE_URL}{reverse('aderisci:resume')}\n\nQuesta è una comunicazione di"
        " cortesia: il numero di protocollo lo dà l’ente capofila.\n",
        allegato=ricevuta,
    )
