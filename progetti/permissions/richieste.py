"""Who asks things of the partners of a project."""

from django.db.models import QuerySet

from progetti.models import RichiestaPartner
from progetti.permissions.monitoraggio import can_report, projects_reported_by
from rete.permissions import Persona


def can_view_request(user: Persona, richiesta: RichiestaPartner) -> bool:
    """Whether `user` reads, sends again or annuls what is asked of a partner: it has an address.

    - who reports the results of its project
    """
    return can_report(user, richiesta.progetto)


def requests_visible_to(user: Persona) -> QuerySet[RichiestaPartner]:
    """The requests that `user` may read: the same rule as `can_view_request`."""
    return RichiestaPartner.objects.filter(progetto__in=projects_reported_by(user))
