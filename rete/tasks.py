"""What a worker does for the network."""

from celery import shared_task

from rete import segnalazioni


@shared_task(name="rete.dimentica_segnalazioni")
def dimentica_segnalazioni() -> None:
    """Erase of the reports what their time is over."""
    segnalazioni.forget()
