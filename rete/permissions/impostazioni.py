"""Who reads and who changes the rows that rule the procedures: texts, terms, lists, commitment."""

from rete.permissions.ruoli import Persona, is_responsabile, is_staff_of_capofila


def can_view_settings(user: Persona) -> bool:
    """Whether `user` reads them.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_edit_settings(user: Persona) -> bool:
    """Whether `user` changes them.

    - the responsabile del procedimento
    """
    return is_responsabile(user)
