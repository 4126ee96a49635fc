"""Who keeps the card of a soggetto, ends its membership, merges the duplicates."""

from django.db.models import QuerySet

from rete.models import RichiestaVariazione, Soggetto, UnioneSoggetti
from rete.permissions.ruoli import Persona, acts_for, is_operatore, is_staff_of_capofila


def can_edit_card(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` keeps the public card of that soggetto.

    - its referente
    - operatore and responsabile del procedimento
    """
    return acts_for(user, soggetto) or is_operatore(user)


def can_edit_identity(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` writes name, nature and codes of that soggetto without asking anybody.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_ask_change(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` asks the staff to change name, nature or codes of that soggetto.

    - its referente
    """
    return acts_for(user, soggetto)


def can_view_card_history(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` reads who changed the card of that soggetto, field by field.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_end_membership(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` records that the soggetto leaves the network.

    - its referente
    - operatore and responsabile del procedimento
    """
    return can_edit_card(user, soggetto)


def can_end_membership_in_the_past(user: Persona, soggetto: Soggetto) -> bool:
    """Whether the last day that `user` records may be over.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_take_back_membership_end(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` takes back a recesso that was recorded by mistake.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_record_succession(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` records that another soggetto took the place of that one.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


# --- Requests of change ------------------------------------------------------------------------


def can_view_changes(user: Persona) -> bool:
    """Whether `user` reads what the referenti ask to change.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_view_change(user: Persona, richiesta: RichiestaVariazione) -> bool:
    """Whether `user` reads that request of change.

    - who reads them all
    """
    return can_view_changes(user)


def can_decide_change(user: Persona, richiesta: RichiestaVariazione) -> bool:
    """Whether `user` accepts or refuses a request of change.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def changes_visible_to(user: Persona) -> QuerySet[RichiestaVariazione]:
    """The requests of change that `user` may read: the same rule as `can_view_change`."""
    tutte = RichiestaVariazione.objects.all()
    return tutte if can_view_changes(user) else tutte.none()


# --- Duplicates --------------------------------------------------------------------------------


def can_merge(user: Persona, soggetto: Soggetto) -> bool:
    """Whether `user` makes one of two cards of the same soggetto.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_view_merges(user: Persona) -> bool:
    """Whether `user` reads which cards were made one.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_view_merge(user: Persona, unione: UnioneSoggetti) -> bool:
    """Whether `user` reads that merge.

    - who reads them all
    """
    return can_view_merges(user)


def can_undo_merge(user: Persona, unione: UnioneSoggetti) -> bool:
    """Whether `user` makes two again of the cards that were made one.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def merges_visible_to(user: Persona) -> QuerySet[UnioneSoggetti]:
    """The merges that `user` may read: the same rule as `can_view_merge`."""
    tutte = UnioneSoggetti.objects.all()
    return tutte if can_view_merges(user) else tutte.none()
