"""The three things that a worker does for the hall."""

from celery import shared_task

from conciliazione import battito, lavori, posta


@shared_task(name="conciliazione.esegui")
def esegui(pk: int) -> None:
    """Do the job of that row, if it still has to be done."""
    lavori.execute(pk)


@shared_task(name="conciliazione.riconcilia")
def riconcilia() -> None:
    """Say that a worker is alive; find the jobs that the broker lost."""
    battito.beat()
    lavori.reconcile()


@shared_task(name="conciliazione.invia_messaggi")
def invia_messaggi() -> None:
    """Send the messages whose moment has come."""
    posta.send_due()
