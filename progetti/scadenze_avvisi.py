"""What the passing of time does to the calls."""

from django.core.exceptions import ValidationError

from conciliazione.transizioni import StaleState, perform
from progetti.models import Avviso


def close_expired() -> int:
    """Close every call whose closing has gone by; how many. Done again, it finds nothing to do."""
    chiusi = 0
    for avviso in Avviso.objects.expired().order_by("chiude_il", "pk"):
        try:
            perform(avviso, "close", None)
        except (StaleState, ValidationError):  # closed, or extended, in the meantime
            continue
        chiusi += 1
    return chiusi
