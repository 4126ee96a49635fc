"""Who reads, examines and decides the membership requests.

The applicant needs no account: their personal link, or the address of the account that they have,
is checked by the view, and the transitions that are theirs are performed by None, like those of the
portal itself.
"""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from conciliazione.periodi import today
from rete.enums import StatoDomanda, TipoSospensione
from rete.models import DomandaAdesione, Sospensione
from rete.permissions.ruoli import Persona, is_operatore, is_responsabile, is_staff_of_capofila


def can_view_applications(user: Persona) -> bool:
    """Whether `user` reads the membership requests that were sent.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    """
    return is_staff_of_capofila(user)


def can_view_application(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` reads that request.

    - who reads them all, once it was sent
    """
    return domanda.inviata_il is not None and can_view_applications(user)


def applications_visible_to(user: Persona) -> QuerySet[DomandaAdesione]:
    """The requests that `user` may read: the same rule as `can_view_application`."""
    tutte = DomandaAdesione.objects.filter(inviata_il__isnull=False)
    return tutte if can_view_applications(user) else tutte.none()


def applications_made_by(user: Persona) -> QuerySet[DomandaAdesione]:
    """The requests that `user` follows without their personal link.

    - who has an account with the address, verified, that the request was confirmed with
    """
    if user is None or not user.is_authenticated:
        return DomandaAdesione.objects.none()
    indirizzi = EmailAddress.objects.filter(user=user.pk, verified=True).values("email")
    return DomandaAdesione.objects.filter(email__in=indirizzi, confermata_il__isnull=False)


# --- What the applicant does -------------------------------------------------------------------


def can_act_for_applicant(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether a request may be sent, withdrawn or completed on behalf of who makes it.

    - who has its personal link or its address, as the view has checked: nobody as who they are
    """
    return user is None


# --- What the staff do -------------------------------------------------------------------------


def can_examine_application(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` takes a request in charge, checks it, compares it, writes notes.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_ask_integration(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` asks an applicant for what is missing.

    - who examines, once for each request: the law lets the term be suspended for it once
    """
    return can_examine_application(user, domanda) and not was_integrated(domanda)


def can_warn_refusal(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` tells an applicant why the request may not be accepted.

    - the responsabile del procedimento, until one such warning ran to its end
    """
    return is_responsabile(user) and not was_warned(domanda)


def can_resume_application(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` takes up again a request that waits for its applicant.

    - who examines
    - the responsabile alone, when a warning of refusal is taken back
    - the portal, when the time for the observations is over
    """
    if user is None:
        return domanda.stato == StatoDomanda.PREAVVISO and is_overdue(domanda)
    if domanda.stato == StatoDomanda.PREAVVISO:
        return is_responsabile(user)
    return can_examine_application(user, domanda)


def can_accept_application(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` records the act that accepts a request.

    - the responsabile del procedimento
    """
    return is_responsabile(user)


def can_refuse_application(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` records the act that refuses a request.

    - the responsabile del procedimento, after a warning that was answered or whose time is over
    """
    return is_responsabile(user) and was_warned(domanda)


def can_archive_application(user: Persona, domanda: DomandaAdesione) -> bool:
    """Whether `user` archives a request whose integration never came.

    - who examines, and the portal: after the day by which it was due
    """
    return (user is None or can_examine_application(user, domanda)) and is_overdue(domanda)


# --- What was asked of the applicant -----------------------------------------------------------


def open_suspension(domanda: DomandaAdesione) -> Sospensione | None:
    """What the applicant is asked now, if the term waits for them."""
    return next((s for s in _suspensions(domanda) if s.al is None), None)


def is_overdue(domanda: DomandaAdesione) -> bool:
    """Whether the applicant had to answer before today, and has not."""
    aperta = open_suspension(domanda)
    return aperta is not None and aperta.entro_il < today()


def was_integrated(domanda: DomandaAdesione) -> bool:
    """Whether the applicant was asked for an integration, now or before."""
    return any(s.tipo == TipoSospensione.INTEGRAZIONE for s in _suspensions(domanda))


def was_warned(domanda: DomandaAdesione) -> bool:
    """Whether a warning of refusal was answered, or its time went by; not one taken back, were it
    on its last day."""
    tutte = (s for s in _suspensions(domanda) if s.ritirata_il is None)
    avvisi = (s for s in tutte if s.tipo == TipoSospensione.PREAVVISO)
    return any(s.risposta_il or (s.al and s.al >= s.entro_il) for s in avvisi)


def _suspensions(domanda: DomandaAdesione) -> QuerySet[Sospensione]:
    """Those already read, if they were prefetched; else asked now."""
    return domanda.sospensioni.all()
