"""By when who is asked for something answers: a day that who asks chooses, within the terms."""

from datetime import date

from django.core.exceptions import ValidationError

from conciliazione.date import format_day
from conciliazione.models import Passaggio
from conciliazione.periodi import today


def check_day_to_answer(giorno: date, ultimo: date) -> None:
    """Raises ValidationError: what is asked today, and may wait until `ultimo`, may not be due on
    that day."""
    if not today() < giorno <= ultimo:
        raise ValidationError(f"Scegliere un giorno da domani al {format_day(ultimo)}.")


def chosen_day(passaggio: Passaggio, ultimo: date) -> date:
    """The day by which a step wants an answer: `ultimo`, where it says none.

    Raises:
        ValidationError: of its field, the day is not after today, or is beyond `ultimo`.
    """
    entro = passaggio.altri.get("rispondere_entro") or ultimo
    try:
        check_day_to_answer(entro, ultimo)
    except ValidationError as errore:
        raise ValidationError({"rispondere_entro": errore.messages}) from errore
    return entro
