"""Who may do what with the Piano and with its versions."""

from django.db.models import Q, QuerySet

from alleanze.permissions import alliances_led_by
from conciliazione.models import Documento
from piano.enums import StatoPiano, StatoRelazione, StatoVersione
from piano.models import CompilazioneRelazione, Piano, Relazione, Versione
from progetti.permissions import can_report, projects_followed_by
from rete.permissions import (
    Persona,
    is_comitato,
    is_direzione,
    is_operatore,
    is_regione,
    is_responsabile,
    is_staff_of_capofila,
    is_tavolo,
    soggetti_of,
)


def can_compile(user: Persona, piano: Piano) -> bool:
    """Whether `user` may have the Piano compiled.

    - operatore and responsabile del procedimento of the lead body
    """
    return is_operatore(user)


def can_work_on(user: Persona, piano: Piano) -> bool:
    """Whether `user` enters the workbench of the Piano.

    - whoever reads its drafts
    """
    return can_view_drafts(user, piano)


def can_view_drafts(user: Persona, piano: Piano) -> bool:
    """Whether `user` reads the versions that are not published.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    - the Comitato, which proposes the Piano and monitors it
    - once it is proposed, the Tavolo, which gives its opinion
    - once it is proposed, who leads an alliance of the ciclo
    """
    if is_staff_of_capofila(user) or is_comitato(user):
        return True
    proposto = piano.stato != StatoPiano.IN_REDAZIONE
    return proposto and (is_tavolo(user) or _leads_alliance(user, piano))


def can_view_version(user: Persona, versione: Versione) -> bool:
    """Whether `user` reads that version.

    - anybody, once it is published
    - before, who reads the drafts of its Piano
    """
    return versione.stato == StatoVersione.DEFINITIVA or can_view_drafts(user, versione.piano)


def versions_visible_to(user: Persona) -> QuerySet[Versione]:
    """The versions that `user` may read: the same rule as `can_view_version`."""
    visibili = Q(stato=StatoVersione.DEFINITIVA)
    piani = [p.pk for p in Piano.objects.all() if can_view_drafts(user, p)]
    return Versione.objects.filter(visibili | Q(piano__in=piani))


def can_view_findings(user: Persona, piano: Piano) -> bool:
    """Whether `user` reads what the checks find in the Piano, and the waivers.

    - the staff of the lead body: operatore, responsabile del procedimento, direzione
    - the Comitato, which proposes the Piano and monitors it
    """
    return is_staff_of_capofila(user) or is_comitato(user)


def can_waive(user: Persona | None, piano: Piano) -> bool:
    """Whether `user` may let a finding stand with a reason, or revoke that.

    - the responsabile del procedimento, who answers for what the Piano says
    - the direzione, which approves it
    - the portal itself, when it prepares a demo
    """
    return user is None or is_responsabile(user) or is_direzione(user)


# --- Monitoring reports -----------------------------------------------------------------------


def can_view_reports(user: Persona) -> bool:
    """Whether `user` has a page of monitoring reports, even while there is none on it.

    - the staff of the lead body, who sits in the Comitato or in the Tavolo, the Regione
    - every referente
    """
    return _reads_all_reports(user) or is_regione(user) or bool(soggetti_of(user))


def can_view_report(user: Persona, relazione: Relazione) -> bool:
    """Whether `user` reads that report, and has its files.

    - the staff of the lead body, who sits in the Comitato or in the Tavolo
    - of a project: who runs it, and the referente of a partner of its alliance
    - once it is transmitted, the Regione
    """
    return reports_visible_to(user).filter(pk=relazione.pk).exists()


def reports_visible_to(user: Persona) -> QuerySet[Relazione]:
    """The reports that `user` may read: the same rule as `can_view_report`."""
    if _reads_all_reports(user):
        return Relazione.objects.all()
    visibili = Q(progetto__in=projects_followed_by(user))
    if is_regione(user):
        visibili |= Q(stato=StatoRelazione.TRASMESSA)
    return Relazione.objects.filter(visibili)


def can_write_report(user: Persona, relazione: Relazione) -> bool:
    """Whether `user` writes the boxes of a report.

    - of a project: who reports its results
    - of the whole Piano: operatore and responsabile del procedimento
    """
    if relazione.progetto_id is None:
        return is_operatore(user)
    return can_report(user, relazione.progetto)


def can_compile_report(user: Persona, relazione: Relazione) -> bool:
    """Whether `user` may have a report made into PDF and spreadsheet.

    - who writes it; operatore and responsabile del procedimento
    """
    return is_operatore(user) or can_write_report(user, relazione)


def can_deliver_report(user: Persona, relazione: Relazione) -> bool:
    """Whether `user` delivers a report.

    - who writes it
    """
    return can_write_report(user, relazione)


def can_transmit_report(user: Persona, relazione: Relazione) -> bool:
    """Whether `user` records that a report was transmitted to the Regione.

    - the responsabile del procedimento
    """
    return is_responsabile(user)


def compilations_visible_to(user: Persona) -> QuerySet[CompilazioneRelazione]:
    """The compilations that `user` may read: those of the reports that they read; to the Regione
    only what was delivered."""
    righe = CompilazioneRelazione.objects.filter(relazione__in=reports_visible_to(user))
    if _reads_all_reports(user):
        return righe
    seguite = Q(relazione__progetto__in=projects_followed_by(user))
    return righe.filter(seguite | Q(copia__isnull=False))


def reads_report_file(user: Persona, documento: Documento) -> bool:
    """Whether `user` has that file as one of a report.

    - who reads the compilation that made it
    """
    suoi = Q(pdf=documento) | Q(foglio=documento)
    return compilations_visible_to(user).filter(suoi).exists()


def _reads_all_reports(user: Persona) -> bool:
    return is_staff_of_capofila(user) or is_comitato(user) or is_tavolo(user)


def can_edit_measures(user: Persona, piano: Piano) -> bool:
    """Whether `user` writes how the indicators of the Piano are computed, and their numbers.

    - operatore and responsabile del procedimento of the lead body
    """
    return is_operatore(user)


# --- Transitions ------------------------------------------------------------------------------


def can_propose(user: Persona | None, piano: Piano) -> bool:
    """Whether `user` may record that the Piano is proposed.

    - the Comitato
    - the responsabile del procedimento, who records what the Comitato did
    - the portal itself, when it loads what happened before
    """
    return user is None or is_comitato(user) or is_responsabile(user)


def can_record_opinion(user: Persona | None, piano: Piano) -> bool:
    """Whether `user` may record the opinion on the Piano.

    - the Tavolo, whose opinion it is
    - the responsabile del procedimento
    - the portal itself, when it loads what happened before
    """
    return user is None or is_tavolo(user) or is_responsabile(user)


def can_approve(user: Persona | None, piano: Piano) -> bool:
    """Whether `user` may record the act that approves the Piano.

    - the responsabile del procedimento and the direzione of the lead body
    - the portal itself, when it loads what happened before
    """
    return user is None or is_responsabile(user) or is_direzione(user)


def can_amend(user: Persona | None, piano: Piano) -> bool:
    """Whether `user` may reopen an approved Piano.

    - the responsabile del procedimento
    """
    return user is not None and is_responsabile(user)


def can_publish(user: Persona | None, versione: Versione) -> bool:
    """Whether `user` may publish a version.

    - the responsabile del procedimento
    - the portal itself, when a demo is prepared

    Only while the Piano is approved, and only a version that says with which act.
    """
    piano = versione.piano
    if piano.stato != StatoPiano.APPROVATO:
        return False
    detto = versione.dati["piano"]["approvato_il"]
    return detto == piano.approvato_il.isoformat() and (user is None or is_responsabile(user))


def _leads_alliance(user: Persona, piano: Piano) -> bool:
    """Whether `user` leads an alliance of the Piano's ciclo."""
    return alliances_led_by(user).filter(ciclo=piano.ciclo_id).exists()
