"""Who writes, sends, reads and examines the proposals.

While a call is open nobody but who proposes knows that a proposal is there: not the staff, not
the organo, not in a count. A member who may not score a proposal sees of it what everybody sees,
in whatever other role they have.
"""

from django.db.models import F, Q, QuerySet

from alleanze.models import Alleanza
from alleanze.permissions import alliances_led_by
from conciliazione.periodi import today
from progetti.enums import (
    ChiPropone,
    StatoAvviso,
    StatoPartecipazione,
    StatoProposta,
    TipoRichiestaProposta,
)
from progetti.models import Avviso, PartecipazioneProposta, Proposta, RichiestaProposta
from progetti.models.avvisi import SCADUTI
from progetti.models.proposte import DA_ISTRUIRE, IN_GARA
from progetti.permissions.avvisi import can_publish_call, can_write_call
from progetti.permissions.conflitti import has_declared, mandates_of, read_conflicts_of
from rete.models import Soggetto
from rete.permissions import Persona, is_staff_of_capofila, roles_of, soggetti_of


def proponents_for(user: Persona, avviso: Avviso) -> QuerySet[Soggetto]:
    """The soggetti for which `user` may propose on a call.

    - where alliances propose: those that they lead, of the call's ciclo
    - where soggetti propose: those of which they are the referente
    """
    enti = soggetti_of(user)
    if avviso.chi_propone == ChiPropone.SOGGETTO:
        return Soggetto.objects.filter(pk__in=enti)
    guidate = alliances_for(user, avviso)
    capofila = Q(partenariati__alleanza__in=guidate, partenariati__ruolo="capofila")
    return Soggetto.objects.filter(capofila, pk__in=enti).distinct()


def alliances_for(user: Persona, avviso: Avviso) -> QuerySet[Alleanza]:
    """The alliances for which `user` may propose on a call.

    - where alliances propose: those that they lead, of the call's ciclo; elsewhere none
    """
    if avviso.chi_propone != ChiPropone.ALLEANZA:
        return Alleanza.objects.none()
    return alliances_led_by(user).filter(ciclo=avviso.ciclo_id)


def can_propose(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` begins a proposal on a call, which the view has found open.

    - who speaks for a soggetto that may propose on it
    """
    return proponents_for(user, avviso).exists()


def proposes(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` is of those that propose: they alone know of it while the call is open.

    - the referente of the proponent
    """
    return proposta.proponente_id in soggetti_of(user)


def can_edit_proposal(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` writes a proposal.

    - who proposes, until it is sent
    """
    return proposta.stato == StatoProposta.BOZZA and proposes(user, proposta)


def can_send_proposal(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` sends a proposal, or withdraws it while the call is open.

    - who proposes
    """
    return proposes(user, proposta)


def can_answer_request(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` answers what the staff asked, or gives up what was granted.

    - who proposes
    """
    return proposes(user, proposta)


def can_view_proposal(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` reads a proposal.

    - who proposes, always; the referente of a partner that did not refuse, always
    - after the closing, if it was sent: who follows the call's procedure, the staff of the lead
      body, and who sits in the organo that scores it, once they have declared their interests
    - nobody of these where they may not score it, unless they propose
    """
    return proposals_visible_to(user, proposta.avviso).filter(pk=proposta.pk).exists()


def proposals_visible_to(user: Persona, avviso: Avviso) -> QuerySet[Proposta]:
    """The proposals of a call that `user` may read: the same rule as `can_view_proposal`."""
    tutte = Proposta.objects.filter(avviso=avviso)
    enti = soggetti_of(user)
    visibili = Q(proponente_id__in=enti) | Q(pk__in=_confirmed_by(enti))
    if avviso.stato in SCADUTI and _reads_after_closing(user, avviso):
        visibili |= Q(stato__in=IN_GARA) & ~Q(pk__in=forbidden_to(user, avviso))
    return tutte.filter(visibili)


def own_proposals(user: Persona) -> QuerySet[Proposta]:
    """The proposals that `user` writes, and those in which they are asked to take part, or do.

    - the referente of the proponent, and of a partner that did not refuse
    """
    enti = soggetti_of(user)
    suoi = Q(proponente_id__in=enti) | Q(pk__in=_confirmed_by(enti))
    return Proposta.objects.filter(suoi) if enti else Proposta.objects.none()


def forbidden_to(user: Persona, avviso: Avviso) -> set[int]:
    """The ids of the proposals that `user` may not score, in the seats that they hold today."""
    if user is None or not any(v.organo for v in roles_of(user)):
        return set()
    return {proposta for _, proposta in read_conflicts_of(user, avviso).vietate}


def can_examine_proposal(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` says whether a proposal is admissible, after the closing.

    - who follows the call's procedure, unless they may not score it in a seat of theirs
    """
    avviso = proposta.avviso
    if avviso.stato not in SCADUTI or not can_write_call(user, avviso):
        return False
    return proposta.pk not in forbidden_to(user, avviso)


def can_exclude_proposal(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` excludes a proposal, after a warning, or takes the warning back.

    - who records the acts of the call, and may examine it
    """
    return can_publish_call(user, proposta.avviso) and can_examine_proposal(user, proposta)


def can_admit_proposal(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` admits a proposal, or asks who proposes to explain it.

    - who examines it, until its scoring is over
    """
    return _is_examined(proposta) and can_examine_proposal(user, proposta)


def can_warn_exclusion(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` warns who proposes that the proposal will be excluded.

    - who may exclude it, once
    """
    mai = not _requests(proposta, TipoRichiestaProposta.PREAVVISO).exists()
    return mai and _is_examined(proposta) and can_exclude_proposal(user, proposta)


def can_exclude_after_warning(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` records the act that excludes a proposal.

    - who may exclude it, once a warning was answered or its time has gone by: not by one that was
      taken back before
    """
    preavvisi = _requests(proposta, TipoRichiestaProposta.PREAVVISO)
    lasciato = Q(chiusa_il__isnull=True) | Q(chiusa_il__date__gt=F("entro_il"))
    finiti = preavvisi.filter(Q(risposta_il__isnull=False) | Q(entro_il__lt=today()) & lasciato)
    return _is_examined(proposta) and can_exclude_proposal(user, proposta) and finiti.exists()


def can_close_request(user: Persona, proposta: Proposta) -> bool:
    """Whether a request that nobody answered may be closed, and the examination go on.

    - the portal itself, when its time has gone by
    - who examines the proposal; of a warning, who may exclude it
    """
    if user is None:
        return _requests(proposta).filter(chiusa_il__isnull=True, entro_il__lt=today()).exists()
    if proposta.stato == StatoProposta.PREAVVISO:
        return can_exclude_proposal(user, proposta)
    return can_examine_proposal(user, proposta)


def open_request(proposta: Proposta) -> RichiestaProposta | None:
    """What was asked of who proposes and waits for an answer."""
    return _requests(proposta).filter(chiusa_il__isnull=True).first()


def _requests(proposta: Proposta, *tipi: TipoRichiestaProposta) -> QuerySet[RichiestaProposta]:
    righe = RichiestaProposta.objects.filter(proposta=proposta)
    return righe.filter(tipo__in=tipi) if tipi else righe


def _is_examined(proposta: Proposta) -> bool:
    return proposta.avviso.stato == StatoAvviso.CHIUSO


def is_under_examination(proposta: Proposta) -> bool:
    """Whether the staff still have to say whether it is admissible."""
    return proposta.stato in DA_ISTRUIRE


def can_confirm_participation(user: Persona, partecipazione: PartecipazioneProposta) -> bool:
    """Whether `user` says that a soggetto takes part in a proposal, or that it does not.

    - the referente of that soggetto; None, once the view has checked its personal link
    """
    return user is None or partecipazione.soggetto_id in soggetti_of(user)


def _confirmed_by(enti: set[int]) -> QuerySet:
    """The proposals in which one of these soggetti is asked to take part, or does."""
    righe = PartecipazioneProposta.objects.filter(soggetto_id__in=enti)
    return righe.exclude(stato=StatoPartecipazione.RIFIUTATA).values("proposta")


def _reads_after_closing(user: Persona, avviso: Avviso) -> bool:
    if is_staff_of_capofila(user) or can_write_call(user, avviso):
        return True
    organo = avviso.organo.slug if avviso.organo_id else ""
    if not any(v.organo == organo and organo for v in roles_of(user)):
        return False
    return has_declared(user, avviso) or not mandates_of(user, avviso).exists()
