"""Who sees the ranking before its act, and who moves a proposal after it."""

from django.contrib.auth.base_user import AbstractBaseUser

from progetti.models import Avviso, Proposta
from progetti.models.avvisi import SCADUTI
from progetti.permissions.proposte import forbidden_to, proposes
from progetti.permissions.valutazioni import can_rank, can_read_revealed, can_see_progress
from rete.permissions import Persona


def can_view_ranking(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` sees the ranking as it is computed, before its act.

    - once revealed: who follows the procedure of the call, and the staff of the lead body
    - nobody who may not score one of its proposals: the ranking says something of each
    """
    if avviso.stato not in SCADUTI or not can_read_revealed(user, avviso):
        return False
    return can_see_progress(user, avviso) and not forbidden_to(user, avviso)


def follows_its_call(user: AbstractBaseUser | None, proposta: Proposta) -> bool:
    """Whether a proposal moves by itself.

    - never: it follows what is recorded for its call
    """
    return False


def can_give_up(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` says that a proposal gives up its place or its money.

    - who proposes
    - who records the acts of the call, when they were told
    """
    return proposes(user, proposta) or can_rank(user, proposta.avviso)


def can_promote(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` records that a proposal takes the place of one that gave up.

    - who records the acts of the call
    """
    return can_rank(user, proposta.avviso)
