"""Who reads and answers what people report of the portal."""

from django.db.models import QuerySet

from rete.models import Segnalazione
from rete.permissions.ruoli import Persona, is_staff_of_capofila


def can_view_reports(user: Persona) -> bool:
    """Whether `user` reads what people report of the portal.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_view_report(user: Persona, segnalazione: Segnalazione) -> bool:
    """Whether `user` reads that report.

    - who reads them all
    """
    return can_view_reports(user)


def can_close_report(user: Persona, segnalazione: Segnalazione) -> bool:
    """Whether `user` answers and closes a report.

    - who reads them
    """
    return can_view_reports(user)


def reports_visible_to(user: Persona) -> QuerySet[Segnalazione]:
    """The reports that `user` may read: the same rule as `can_view_report`."""
    tutte = Segnalazione.objects.all()
    return tutte if can_view_reports(user) else tutte.none()
