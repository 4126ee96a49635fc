"""What the network does when one of its rows changes state: rows only, the rest is for a job."""

from conciliazione.models import Passaggio
from rete import carte
from rete.models import DomandaAdesione


def make_receipt(
    sender: object, obj: DomandaAdesione, passaggio: Passaggio, **altro: object
) -> None:
    """A request that was sent has a receipt, and who sent it a mail with it."""
    if passaggio.verbo == "send":
        carte.ask_receipt_pdf(obj)
