"""Who scores, who sees what was scored, and who closes the scoring.

Until the reveal a member sees their own sheets and nothing else: not how many others delivered.
The staff see progress only. A member who may not score a proposal sees of it what everybody sees.
"""

from django.db.models import QuerySet

from progetti.enums import StatoAvviso, StatoValutazione
from progetti.models import Avviso, Proposta, Valutazione
from progetti.models.avvisi import SCADUTI
from progetti.permissions.avvisi import can_publish_call, can_write_call
from progetti.permissions.conflitti import has_declared, mandates_of
from progetti.permissions.proposte import forbidden_to
from rete.permissions import Persona, is_staff_of_capofila


def sits_on(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` has a seat with a vote in the organo that scores a call.

    - titolare or supplente, today
    """
    return mandates_of(user, avviso).exists()


def can_declare_interests(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` declares their interests on a call, having seen only who proposes.

    - who sits in the organo that scores it, after the closing
    """
    return avviso.stato in SCADUTI and sits_on(user, avviso)


def can_score(user: Persona, valutazione: Valutazione) -> bool:
    """Whether `user` writes and delivers a sheet.

    - the member whose sheet it is, while the mandato holds and the scoring goes on, if they may
      score the proposal and have declared their interests
    """
    proposta, avviso = valutazione.proposta, valutazione.proposta.avviso
    suoi = mandates_of(user, avviso).filter(pk=valutazione.mandato_id)
    if avviso.stato != StatoAvviso.CHIUSO or not suoi.exists():
        return False
    return has_declared(user, avviso) and proposta.pk not in forbidden_to(user, avviso)


def can_view_sheet(user: Persona, valutazione: Valutazione) -> bool:
    """Whether `user` reads a sheet.

    - the member whose sheet it is, once they have declared their interests
    - once revealed: who sits in the organo, and who follows the procedure
    - nobody who may not score its proposal
    """
    return sheets_visible_to(user, valutazione.proposta.avviso).filter(pk=valutazione.pk).exists()


def sheets_visible_to(user: Persona, avviso: Avviso) -> QuerySet[Valutazione]:
    """The sheets of a call that `user` may read: the same rule as `can_view_sheet`."""
    tutte = Valutazione.objects.filter(proposta__avviso=avviso)
    if not can_read_revealed(user, avviso):
        suoi = mandates_of(user, avviso)
        tutte = tutte.filter(mandato__in=suoi if has_declared(user, avviso) else suoi.none())
    return tutte.exclude(proposta__in=forbidden_to(user, avviso))


def can_read_revealed(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` reads what all the members scored.

    - once revealed: who sits in the organo and has declared, who follows the procedure, the
      direzione
    """
    if avviso.rivelato_il is None:
        return False
    return _follows(user, avviso) or has_declared(user, avviso)


def can_follow_scoring(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` opens the pages on which a call is scored.

    - after the closing: who sits with a vote in the organo, who follows the procedure, the staff
      of the lead body
    """
    return avviso.stato in SCADUTI and (sits_on(user, avviso) or _follows(user, avviso))


def can_see_progress(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` sees how many sheets were delivered, and by whom: never what is in them.

    - who follows the procedure of the call, and the staff of the lead body; not, before the
      reveal, where they sit in the organo too
    """
    if not _follows(user, avviso):
        return False
    return avviso.rivelato_il is not None or not sits_on(user, avviso)


def can_choose_remedy(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` chooses, with an act, what to do without enough members.

    - who records the acts of the call, until the ranking
    """
    return avviso.stato == StatoAvviso.CHIUSO and can_publish_call(user, avviso)


def can_open_scoring(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` opens the sheets.

    - who records the acts of the call, until the sheets are open
    """
    return avviso.valutazione_aperta_il is None and can_publish_call(user, avviso)


def can_add_sheets(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` opens the sheets of who became free after the others were opened.

    - who records the acts of the call, until the reveal
    """
    return _is_scoring(avviso) and can_publish_call(user, avviso)


def can_reveal(user: Persona, avviso: Avviso) -> bool:
    """Whether the scores are revealed.

    - the portal, when the last sheet is delivered
    - who records the acts of the call, with a reason
    """
    return _is_scoring(avviso) and (user is None or can_publish_call(user, avviso))


def can_void(user: Persona, valutazione: Valutazione) -> bool:
    """Whether a sheet is voided, because who wrote it may not score the proposal.

    - the portal, as soon as it knows
    - who records the acts of the call, with a reason, until the ranking
    """
    return user is None or can_void_in(user, valutazione.proposta.avviso)


def knows_of_sheet(user: Persona, valutazione: Valutazione) -> bool:
    """Whether `user` knows that a sheet is there, whatever is in it.

    - who reads it, or sees how far the scoring is; nobody who may not score its proposal
    """
    avviso = valutazione.proposta.avviso
    if can_view_sheet(user, valutazione):
        return True
    return can_see_progress(user, avviso) and valutazione.proposta_id not in forbidden_to(
        user, avviso
    )


def can_void_in(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` voids the sheets of a call: the same rule as `can_void`."""
    return avviso.stato == StatoAvviso.CHIUSO and can_publish_call(user, avviso)


def can_examine_conflicts(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` says what is made of the conflicts found after the reveal.

    - who records the acts of the call, once revealed
    """
    return avviso.rivelato_il is not None and can_publish_call(user, avviso)


def can_amend(user: Persona, valutazione: Valutazione) -> bool:
    """Whether `user` changes what they delivered, with a reason, or confirms it.

    - the member whose sheet it is, after the reveal and until they confirm it
    """
    if valutazione.proposta.avviso.rivelato_il is None:
        return False
    return valutazione.stato == StatoValutazione.CONSEGNATA and can_score(user, valutazione)


def can_discuss(user: Persona, proposta: Proposta) -> bool:
    """Whether `user` writes down what the organo said of a proposal, once revealed.

    - who sits in the organo and may score it, and who follows the procedure
    """
    avviso = proposta.avviso
    if avviso.rivelato_il is None or proposta.pk in forbidden_to(user, avviso):
        return False
    return sits_on(user, avviso) or can_write_call(user, avviso)


def can_rank(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` closes the scoring with its minutes, records the act of the outcome, and
    lets a proposal take the place of one that gave up.

    - who records the acts of the call
    """
    return can_publish_call(user, avviso)


def can_export_sheets(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` has the single sheets, to answer a request of access: it is logged.

    - who records the acts of the call, once revealed
    """
    return avviso.rivelato_il is not None and can_publish_call(user, avviso)


def _follows(user: Persona, avviso: Avviso) -> bool:
    return can_write_call(user, avviso) or is_staff_of_capofila(user)


def _is_scoring(avviso: Avviso) -> bool:
    """Whether the sheets are open and still secret."""
    return avviso.valutazione_aperta_il is not None and avviso.rivelato_il is None
