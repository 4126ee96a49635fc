"""Who writes, and who reads, what goes wrong in a project."""

from django.db.models import QuerySet

from progetti.models import Criticita
from progetti.permissions.monitoraggio import can_follow, can_report, projects_followed_by
from rete.permissions import Persona


def can_view_issue(user: Persona, criticita: Criticita) -> bool:
    """Whether `user` reads a risk or a problem of a project.

    - who follows the project
    """
    return can_follow(user, criticita.progetto)


def issues_visible_to(user: Persona) -> QuerySet[Criticita]:
    """The risks and problems that `user` may read: the same rule as `can_view_issue`."""
    return Criticita.objects.filter(progetto__in=projects_followed_by(user))


def can_edit_issue(user: Persona, criticita: Criticita) -> bool:
    """Whether `user` rewrites, closes or opens again a risk or a problem.

    - who reports the results of the project
    """
    return can_report(user, criticita.progetto)
