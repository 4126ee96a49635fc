"""Who reports the results of a project, who verifies them, who reads them.

A project of an alliance is reported by who leads it; one of a soggetto by its referente, and one of
the lead body by its staff. Everybody else sees what was verified.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from alleanze.models import Partenariato
from alleanze.permissions import alliances_led_by, soggetti_of
from conciliazione.models import Documento, Passaggio
from progetti.enums import StatoProva
from progetti.models import (
    Consegna,
    FileProva,
    FinestraMonitoraggio,
    Progetto,
    Prova,
    Rilevazione,
)
from rete.permissions import (
    Persona,
    is_comitato,
    is_operatore,
    is_responsabile,
    is_staff_of_capofila,
    is_tavolo,
    roles_of,
)

VISIONE = "see_file"


def projects_reported_by(user: Persona) -> QuerySet[Progetto]:
    """The projects whose results `user` reports: the same rule as `can_report`."""
    if not roles_of(user):
        return Progetto.objects.none()
    suoi = Q(alleanza__in=alliances_led_by(user))
    suoi |= Q(alleanza=None, promotore__in=soggetti_of(user))
    if is_operatore(user):
        suoi |= Q(alleanza=None, promotore=None)
        suoi |= Q(alleanza=None, promotore=F("ciclo__capofila"))
    return Progetto.objects.filter(suoi)


def can_report(user: Persona, progetto: Progetto) -> bool:
    """Whether `user` reports the results of a project.

    - of an alliance: the referente of its capofila
    - of a soggetto: its referente; of the lead body: operatore and responsabile del procedimento
    """
    return projects_reported_by(user).filter(pk=progetto.pk).exists()


def projects_followed_by(user: Persona) -> QuerySet[Progetto]:
    """The projects whose unverified results `user` reads: the same rule as `can_follow`."""
    if is_staff_of_capofila(user) or is_comitato(user) or is_tavolo(user):
        return Progetto.objects.all()
    if not roles_of(user):
        return Progetto.objects.none()
    dentro = Partenariato.objects.filter(soggetto__in=soggetti_of(user)).vigenti()
    propri = Q(pk__in=projects_reported_by(user)) | Q(alleanza__in=dentro.values("alleanza"))
    return Progetto.objects.filter(propri)


def can_follow(user: Persona, progetto: Progetto) -> bool:
    """Whether `user` reads what was reported of a project and not verified yet.

    - who reports it, and the referente of a partner of its alliance
    - the staff of the lead body, who sits in the Comitato or in the Tavolo
    """
    return projects_followed_by(user).filter(pk=progetto.pk).exists()


def can_view_monitoring(user: Persona) -> bool:
    """Whether `user` has a page of monitoring of their own, even while there is nothing on it.

    - every referente; the staff of the lead body, who sits in the Comitato or in the Tavolo
    """
    siede = is_staff_of_capofila(user) or is_comitato(user) or is_tavolo(user)
    return siede or bool(soggetti_of(user))


def can_verify(user: Persona, rilevazione: Rilevazione) -> bool:
    """Whether `user` verifies a reported value, or sends it back.

    - operatore and responsabile del procedimento, unless they wrote it
    """
    return is_operatore(user) and rilevazione.scritta_da_id != user.pk


def can_view_verification(user: Persona) -> bool:
    """Whether `user` has the pages on which values are verified.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_view_windows(user: Persona) -> bool:
    """Whether `user` reads the windows, with how far each project is.

    - who follows every project: the staff of the lead body, who sits in the Comitato or in the
      Tavolo
    """
    return is_staff_of_capofila(user) or is_comitato(user) or is_tavolo(user)


def can_edit_window(user: Persona, finestra: FinestraMonitoraggio) -> bool:
    """Whether `user` changes a window.

    - operatore and responsabile del procedimento, until it opens
    """
    return is_operatore(user) and finestra.apre_il > timezone.now()


def can_add_window(user: Persona) -> bool:
    """Whether `user` opens a monitoring window.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_extend(user: Persona, consegna: Consegna) -> bool:
    """Whether `user` gives a project more time to deliver.

    - the responsabile del procedimento
    """
    return is_responsabile(user)


def can_close_delivery(user: Persona, consegna: Consegna) -> bool:
    """Whether the values of a project in a window may be frozen.

    - the portal itself, once their time is over; the responsabile del procedimento, before
    """
    return user is None or is_responsabile(user)


def can_view_proof(user: Persona, prova: Prova) -> bool:
    """Whether `user` reads a proof: its facts, not its files.

    - who follows its project; one that waits or was refused, who reports it alone
    """
    return proofs_visible_to(user).filter(pk=prova.pk).exists()


def proofs_visible_to(user: Persona) -> QuerySet[Prova]:
    """The proofs that `user` may read: the same rule as `can_view_proof`."""
    contano = Q(stato__in=(StatoProva.REGISTRATA, StatoProva.ANNULLATA))
    seguite = contano & Q(progetto__in=projects_followed_by(user))
    return Prova.objects.filter(seguite | Q(progetto__in=projects_reported_by(user)))


def can_see_files(user: Persona, prova: Prova) -> bool:
    """Whether `user` has the files of a proof.

    - who reports its project; operatore and responsabile del procedimento
    - who sits in the Comitato, once they have asked with a reason, which is kept
    """
    if can_report(user, prova.progetto):
        return True
    if not can_view_proof(user, prova):
        return False
    return is_operatore(user) or (is_comitato(user) and _asked(user, prova))


def can_ask_files(user: Persona, prova: Prova) -> bool:
    """Whether `user` may ask to see the files of a proof.

    - who sits in the Comitato and has not asked yet
    """
    chiede = is_comitato(user) and not can_see_files(user, prova)
    return chiede and can_view_proof(user, prova)


def _asked(user: Persona, prova: Prova) -> bool:
    tipo = ContentType.objects.get_for_model(Prova)
    righe = Passaggio.objects.filter(oggetto_tipo=tipo, oggetto_id=str(prova.pk), verbo=VISIONE)
    return righe.filter(autore=user).exists()


def reads_proof_file(user: Persona, documento: Documento) -> bool:
    """Whether `user` has that file as one of a proof.

    - who has the files of the proof
    """
    righe = FileProva.objects.select_related("prova__progetto")
    file = righe.filter(documento=documento).first()
    return file is not None and can_see_files(user, file.prova)
