"""Who composes the organi and runs them: those of the network, and those of a soggetto."""

from django.db.models import QuerySet

from rete.models import Organo
from rete.permissions.ruoli import Persona, is_operatore, soggetti_of


def owns_organo(user: Persona, organo: Organo) -> bool:
    """Whether that organo is of a soggetto for which `user` speaks.

    - the referente of its soggetto, today
    """
    return organo.soggetto_id is not None and organo.soggetto_id in soggetti_of(user)


def can_manage_organo(user: Persona, organo: Organo) -> bool:
    """Whether `user` gives and ends the mandati of an organo, and runs its meetings.

    - operatore and responsabile del procedimento
    - of an organo of a soggetto: who speaks for it
    """
    return is_operatore(user) or owns_organo(user, organo)


def organi_owned_by(user: Persona) -> QuerySet[Organo]:
    """The organi of the soggetti for which `user` speaks: the same rule as `owns_organo`."""
    enti = soggetti_of(user)
    return Organo.objects.filter(soggetto__in=enti) if enti else Organo.objects.none()


def organi_managed_by(user: Persona) -> QuerySet[Organo]:
    """The organi that `user` composes and convenes: the same rule as `can_manage_organo`."""
    return Organo.objects.all() if is_operatore(user) else organi_owned_by(user)


def can_add_seat(user: Persona, organo: Organo) -> bool:
    """Whether `user` adds a seat to an organo.

    - who manages it, where it is of a soggetto: the seats of the others are in the Piano's acts
    """
    return organo.soggetto_id is not None and can_manage_organo(user, organo)
