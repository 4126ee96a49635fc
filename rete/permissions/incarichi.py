"""Who sees the people of the portal, and who gives and ends their deleghe and mandati."""

from django.db.models import Q, QuerySet

from rete.enums import RuoloDelega
from rete.models import Delega, Mandato, Organo, Utente
from rete.permissions.organi import can_manage_organo, owns_organo
from rete.permissions.ruoli import (
    RUOLI_DEL_CAPOFILA,
    Persona,
    is_operatore,
    is_responsabile,
    is_staff_of_capofila,
    sits_in,
    soggetti_of,
)

# Whoever could give these to themselves could do everything.
RUOLI_RISERVATI = RUOLI_DEL_CAPOFILA | {RuoloDelega.REGIONE}


def can_view_people(user: Persona) -> bool:
    """Whether `user` sees who the people of the portal are and what they may do.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_view_person(user: Persona, persona: Utente) -> bool:
    """Whether `user` sees that person.

    - who sees them all
    """
    return can_view_people(user)


def people_visible_to(user: Persona) -> QuerySet[Utente]:
    """The people that `user` may see: the same rule as `can_view_person`."""
    tutte = Utente.objects.all()
    return tutte if can_view_people(user) else tutte.none()


def can_add_person(user: Persona) -> bool:
    """Whether `user` makes the account of a person.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def roles_given_by(user: Persona) -> tuple[RuoloDelega, ...]:
    """The roles that `user` may give to others, in their order.

    - the operatore: referente of a soggetto
    - the responsabile del procedimento: every role
    """
    if is_responsabile(user):
        return tuple(RuoloDelega)
    return (RuoloDelega.REFERENTE,) if is_operatore(user) else ()


def can_give_delega(user: Persona, persona: Utente) -> bool:
    """Whether `user` may give a role to that person.

    - operatore and responsabile del procedimento, to anybody but themselves
    """
    return bool(roles_given_by(user)) and user.pk != persona.pk


def can_end_delega(user: Persona, delega: Delega) -> bool:
    """Whether `user` may end that delega.

    - who may give that role, to anybody but themselves
    """
    return delega.ruolo in roles_given_by(user) and user.pk != delega.utente_id


def can_give_mandato(user: Persona, persona: Utente) -> bool:
    """Whether `user` may record that a soggetto sends that person to an organo.

    - operatore and responsabile del procedimento, of anybody but themselves
    """
    return is_operatore(user) and user.pk != persona.pk


def can_designate(user: Persona, organo: Organo) -> bool:
    """Whether `user` records who is sent to a vacant seat of that organo.

    - who manages it: of an organo of a soggetto, who speaks for it too
    """
    return can_manage_organo(user, organo)


def can_end_mandato(user: Persona, mandato: Mandato) -> bool:
    """Whether `user` may record that a mandato ends, or who takes its place.

    - who manages the organo, of anybody but themselves
    """
    return can_manage_organo(user, mandato.seggio.organo) and user.pk != mandato.utente_id


def can_view_members(user: Persona, organo: Organo) -> bool:
    """Whether `user` reads by name who sits in an organo; the public reads whom they speak for.

    - the staff of the lead body; who speaks for the soggetto whose organo it is
    - who sits in it
    """
    if is_staff_of_capofila(user) or owns_organo(user, organo):
        return True
    return sits_in(user, organo.slug)


def organi_visible_to(user: Persona) -> QuerySet[Organo]:
    """The organi of which `user` reads the names: the same rule as `can_view_members`."""
    if is_staff_of_capofila(user):
        return Organo.objects.all()
    slugs = [
        organo for organo in Organo.objects.values_list("slug", flat=True) if sits_in(user, organo)
    ]
    return Organo.objects.filter(Q(slug__in=slugs) | Q(soggetto__in=soggetti_of(user)))
