"""Who asks to change a project, who says what the Comitato thinks of it, who decides."""

from django.db.models import QuerySet

from progetti.models import RichiestaModifica
from progetti.permissions.monitoraggio import can_follow, can_report, projects_followed_by
from rete.permissions import Persona, is_operatore, is_responsabile


def can_view_change(user: Persona, modifica: RichiestaModifica) -> bool:
    """Whether `user` reads a change that was asked.

    - who follows the project
    """
    return can_follow(user, modifica.progetto)


def changes_visible_to(user: Persona) -> QuerySet[RichiestaModifica]:
    """The changes that `user` may read: the same rule as `can_view_change`."""
    return RichiestaModifica.objects.filter(progetto__in=projects_followed_by(user))


def can_withdraw_change(user: Persona, modifica: RichiestaModifica) -> bool:
    """Whether `user` takes a request back.

    - who reports the results of the project
    """
    return can_report(user, modifica.progetto)


def can_record_opinion(user: Persona, modifica: RichiestaModifica) -> bool:
    """Whether `user` writes the opinion that the Comitato gave.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_decide_change(user: Persona, modifica: RichiestaModifica) -> bool:
    """Whether `user` records the act that grants a change, or refuses it.

    - the responsabile del procedimento
    """
    return is_responsabile(user)
