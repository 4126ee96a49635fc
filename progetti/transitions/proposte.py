"""How a proposal is sent and withdrawn, and how the staff say whether it is admissible.

The deadline is in the statement that moves the row (`_open`): whether it is late is asked of the
database's clock there and nowhere else. Who sends holds the row of the call until the end, so
that a call is closed only when every proposal that made it in time is there to be counted.
What the scoring does to a proposal is in `graduatoria`.
"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from conciliazione.blocchi import hold
from conciliazione.copie import seal_copy
from conciliazione.date import format_day
from conciliazione.models import Passaggio
from conciliazione.transizioni import Transition
from progetti import carta_proposta, permissions
from progetti.completezza import missing
from progetti.enums import EsitoRequisito, LivelloAvviso, StatoProposta, TipoRichiestaProposta
from progetti.lettere import draft, examination_page, fill, known, page_of
from progetti.models import Avviso, Proposta, RichiestaProposta
from progetti.scadenze import last_day_to_explain, last_day_to_observe
from rete.atti import write_act
from rete.avvisi import delegates, notify, notify_subject
from rete.enums import RuoloDelega, UsoModello
from rete.lettere import cite
from rete.models import Utente
from rete.risposte import chosen_day

TARDI = (
    "L’avviso è chiuso: la proposta non è stata presentata e resta in bozza, com’era. Fa fede"
    " l’ora del portale nel momento in cui l’invio arriva."
)
TARDI_RITIRO = "L’avviso è chiuso: la proposta resta presentata."


# --- Sending and withdrawing -------------------------------------------------------------------


def _open(proposta: Proposta) -> Q:
    """Its call takes proposals at this very moment."""
    return Q(avviso__in=Avviso.objects.open_now())


def _complete(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    """Nothing is missing; from here on, the draft and the call stay as they are."""
    hold(proposta.avviso)
    if mancano := missing(proposta):
        raise ValidationError(mancano)
    return {}


def _seal(proposta: Proposta, passaggio: Passaggio) -> None:
    copia = seal_copy(proposta, carta_proposta.sealed_data(proposta), passaggio.autore)
    carta_proposta.ask_paper(proposta)
    quando = timezone.localtime(proposta.presentata_il)
    _tell(
        proposta,
        passaggio,
        f"Ricevuta della proposta {proposta.codice}",
        f"La proposta «{proposta.titolo}» sull’avviso «{proposta.avviso.titolo}» è stata presentata"
        f" il {format_day(quando.date())} alle {quando:%H:%M:%S} (ora di Roma). Il codice della"
        f" proposta è {proposta.codice}.\n\nL’impronta SHA-256 di ciò che è stato presentato è"
        f" {copia.sha256}.\n\nFino alla chiusura dell’avviso la proposta si può ritirare da qui:",
    )


def _hold_call(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    hold(proposta.avviso)
    return {}


def _tell_withdrawn(proposta: Proposta, passaggio: Passaggio) -> None:
    _tell(
        proposta,
        passaggio,
        f"Proposta {proposta.codice} ritirata",
        f"La proposta «{proposta.titolo}» è stata ritirata: {passaggio.motivo}\n\nFino alla"
        " chiusura dell’avviso si può riprendere in una nuova bozza, da qui:",
    )


# --- Examining ---------------------------------------------------------------------------------


def _ask(proposta: Proposta, passaggio: Passaggio) -> None:
    """Ask to explain, by the day chosen.

    Raises:
        ValidationError: the day is not after today, or is beyond what the terms allow.
    """
    entro = chosen_day(passaggio, last_day_to_explain())
    _request(proposta, passaggio, TipoRichiestaProposta.CHIARIMENTO, entro)
    _write(proposta, passaggio, UsoModello.CHIARIMENTI, entro_il=format_day(entro))


def _warn(proposta: Proposta, passaggio: Passaggio) -> None:
    entro = last_day_to_observe()
    _request(proposta, passaggio, TipoRichiestaProposta.PREAVVISO, entro)
    _write(proposta, passaggio, UsoModello.PREAVVISO_ESCLUSIONE, entro_il=format_day(entro))


def _request(
    proposta: Proposta, passaggio: Passaggio, tipo: TipoRichiestaProposta, entro: date
) -> None:
    RichiestaProposta.objects.create(
        proposta=proposta, tipo=tipo, testo=passaggio.motivo, entro_il=entro
    )


def _answer(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    _close(proposta, risposta=passaggio.motivo, risposta_il=Now())
    return {}


def _go_on(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    _close(proposta)
    return {}


def _close(proposta: Proposta, **risposta: object) -> None:
    """Close what was asked, with the answer if there is one; the row is locked."""
    aperte = RichiestaProposta.objects.filter(proposta=proposta, chiusa_il__isnull=True)
    aperte.update(chiusa_il=Now(), **risposta)


def _tell_answered(proposta: Proposta, passaggio: Passaggio) -> None:
    che = "le osservazioni" if passaggio.verbo == "answer_warning" else "i chiarimenti"
    _tell_office(proposta, passaggio, f"Proposta {proposta.codice}: sono arrivati {che}")


def _tell_resumed(proposta: Proposta, passaggio: Passaggio) -> None:
    if passaggio.autore is None:
        oggetto = f"Proposta {proposta.codice}: nessuna risposta in tempo"
        _tell_office(proposta, passaggio, oggetto)


# --- Deciding ----------------------------------------------------------------------------------


def _all_there(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    """Every requirement of the call was looked for, and is there or is not needed."""
    ammessi = proposta.verifiche.exclude(esito=EsitoRequisito.NO).values("requisito")
    mancano = proposta.avviso.requisiti.exclude(pk__in=ammessi)
    if mancano:
        elenco = "; ".join(requisito.testo for requisito in mancano)
        raise ValidationError(f"Prima di ammetterla, questi requisiti devono esserci: {elenco}")
    return {}


def _exclude(proposta: Proposta, passaggio: Passaggio) -> Mapping[str, object]:
    _close(proposta)
    return {"atto_esclusione": write_act(passaggio)}


def _tell_excluded(proposta: Proposta, passaggio: Passaggio) -> None:
    _write(proposta, passaggio, UsoModello.ESCLUSIONE, atto=cite(proposta.atto_esclusione))


# --- The mails ---------------------------------------------------------------------------------


def _write(proposta: Proposta, passaggio: Passaggio, uso: UsoModello, **altri: str) -> None:
    """Send who proposes the mail that the staff edited, or the one that the portal drafts."""
    lettera = passaggio.altri.get("lettera") or draft(uso, proposta)
    pronta = fill(lettera, known(proposta) | {"motivo": passaggio.motivo} | altri)
    chiave = _key(proposta, passaggio)
    notify_subject(proposta.proponente, chiave, pronta.oggetto, pronta.intera)


def _tell(proposta: Proposta, passaggio: Passaggio, oggetto: str, testo: str) -> None:
    """To who proposes, and to nobody else."""
    testo = f"{testo}\n{page_of(proposta)}\n"
    notify_subject(proposta.proponente, _key(proposta, passaggio), oggetto, testo)


def _tell_office(proposta: Proposta, passaggio: Passaggio, oggetto: str) -> None:
    """To who follows the call and may examine this proposal."""
    testo = f"«{proposta.titolo}»: {passaggio.motivo}\n\n{examination_page(proposta)}\n"
    for utente in _office_of(proposta.avviso):
        if permissions.can_examine_proposal(utente, proposta):
            notify(utente, _key(proposta, passaggio), oggetto, testo)


def _office_of(avviso: Avviso) -> list[Utente]:
    if avviso.livello == LivelloAvviso.SECONDO:
        return delegates(avviso.emanante, RuoloDelega.REFERENTE)
    return delegates(avviso.emanante, RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE)


def _key(proposta: Proposta, passaggio: Passaggio) -> str:
    """One for each step of each proposal: the version grows with every step."""
    return f"proposta:{proposta.codice}:{proposta.versione}:{passaggio.verbo}"


# --- The table ---------------------------------------------------------------------------------

PROPOSTA: Mapping[str, Transition] = {
    "send": Transition(
        da=(StatoProposta.BOZZA.value,),
        a=StatoProposta.PRESENTATA.value,
        who=permissions.can_send_proposal,
        label="Presenta la proposta",
        stamps=("presentata_il",),
        first=_complete,
        only_while=_open,
        too_late=TARDI,
        then=_seal,
    ),
    "withdraw": Transition(
        da=(StatoProposta.PRESENTATA.value,),
        a=StatoProposta.RITIRATA.value,
        who=permissions.can_send_proposal,
        label="Ritira la proposta",
        needs_reason=True,
        stamps=("ritirata_il",),
        first=_hold_call,
        only_while=_open,
        too_late=TARDI_RITIRO,
        then=_tell_withdrawn,
    ),
    "admit": Transition(
        da=(StatoProposta.PRESENTATA.value,),
        a=StatoProposta.AMMISSIBILE.value,
        who=permissions.can_admit_proposal,
        label="Ammetti alla valutazione",
        stamps=("istruita_il",),
        first=_all_there,
    ),
    "ask_clarification": Transition(
        da=(StatoProposta.PRESENTATA.value,),
        a=StatoProposta.CHIARIMENTI.value,
        who=permissions.can_admit_proposal,
        label="Chiedi chiarimenti",
        needs_reason=True,
        extras=("rispondere_entro", "lettera"),
        then=_ask,
    ),
    "answer_clarification": Transition(
        da=(StatoProposta.CHIARIMENTI.value,),
        a=StatoProposta.PRESENTATA.value,
        who=permissions.can_answer_request,
        label="Invia i chiarimenti",
        needs_reason=True,
        first=_answer,
        then=_tell_answered,
    ),
    "warn_exclusion": Transition(
        da=(StatoProposta.PRESENTATA.value,),
        a=StatoProposta.PREAVVISO.value,
        who=permissions.can_warn_exclusion,
        label="Comunica il preavviso di esclusione",
        needs_reason=True,
        extras=("lettera",),
        then=_warn,
    ),
    "answer_warning": Transition(
        da=(StatoProposta.PREAVVISO.value,),
        a=StatoProposta.PRESENTATA.value,
        who=permissions.can_answer_request,
        label="Invia le osservazioni",
        needs_reason=True,
        first=_answer,
        then=_tell_answered,
    ),
    "resume": Transition(
        da=(StatoProposta.CHIARIMENTI.value, StatoProposta.PREAVVISO.value),
        a=StatoProposta.PRESENTATA.value,
        who=permissions.can_close_request,
        label="Riprendi l’esame",
        needs_reason=True,
        first=_go_on,
        then=_tell_resumed,
    ),
    "exclude": Transition(
        da=(StatoProposta.PRESENTATA.value, StatoProposta.PREAVVISO.value),
        a=StatoProposta.ESCLUSA.value,
        who=permissions.can_exclude_after_warning,
        label="Registra l’atto di esclusione",
        needs_reason=True,
        stamps=("istruita_il",),
        extras=("record_act", "lettera"),
        first=_exclude,
        then=_tell_excluded,
    ),
}
