"""Who may take a second factor away from another person, and who may think better of it."""

from rete.models import AzzeramentoMfa, Utente
from rete.permissions.ruoli import Persona, is_staff_of_capofila


def can_ask_mfa_reset(user: Persona, persona: Utente) -> bool:
    """Whether `user` asks that the second factor of `persona` be taken away.

    - the staff of the lead body, for anybody but themselves
    """
    return is_staff_of_capofila(user) and user.pk != persona.pk


def can_confirm_mfa_reset(user: Persona, azzeramento: AzzeramentoMfa) -> bool:
    """Whether `user` confirms it.

    - the staff of the lead body: not who asked, not whose factor it is
    """
    return can_ask_mfa_reset(user, azzeramento.utente) and user.pk != azzeramento.chiesto_da_id


def can_withdraw_mfa_reset(user: Persona, azzeramento: AzzeramentoMfa) -> bool:
    """Whether `user` withdraws it before anybody confirms it.

    - the staff of the lead body, whoever asked; not whose factor it is
    """
    return can_ask_mfa_reset(user, azzeramento.utente)
