"""What a worker does for the hall."""

from celery import shared_task

from conciliazione import battito, lavori, posta, ricevute, riepiloghi


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


@shared_task(name="conciliazione.raccogli_avvisi")
def raccogli_avvisi() -> None:
    """Write the summaries of today, if their hour has come."""
    riepiloghi.gather(riepiloghi.moment_of_today())


@shared_task(name="conciliazione.dimentica")
def dimentica() -> None:
    """Erase of messages and receipts what their time is over."""
    posta.forget()
    ricevute.forget()
