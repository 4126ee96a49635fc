"""How a membership request goes from its draft to the act that decides it.

The portal never decides: `accept` and `refuse` record an act of the lead body. What the applicant
does (`DEL_RICHIEDENTE`) is performed by None, once the view has checked their personal link; None
is also the portal, when a time is over. The text of a step is its `reason`: what is asked, the
motives, the answer. Who makes the receipt of a request hears of it from `state_changed`.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from conciliazione import posta
from conciliazione.copie import seal_copy
from conciliazione.date import format_day
from conciliazione.models import Documento, Passaggio
from conciliazione.orologio import read_clock
from conciliazione.periodi import today
from conciliazione.transizioni import STESSO, Transition, register
from rete import permissions
from rete.accoglimento import join, welcome
from rete.atti import write_act
from rete.avvisi import notify, notify_staff
from rete.contenuto_domanda import contents
from rete.enums import Procedimento, StatoDomanda, TipoAllegato, TipoSospensione, UsoModello
from rete.lettere import cite, draft, fill, known, say_beginning
from rete.models import DomandaAdesione, TermineProcedimento
from rete.models.domande import PENDENTI, SOSPESE
from rete.risposte import chosen_day
from rete.sospensioni import (
    last_day_to_integrate,
    last_day_to_observe,
    run_again,
    suspend,
)
from rete.termini import end_of_term

DEL_RICHIEDENTE = ("send", "withdraw", "answer_integration", "answer_warning")
RICHIEDENTE = "chi ha fatto domanda"
# The requests that wait for the office, once somebody has them.
IN_ESAME = (StatoDomanda.IN_ISTRUTTORIA.value, StatoDomanda.OSSERVAZIONI.value)


# --- Sending and withdrawing -------------------------------------------------------------------


def _open_term(domanda: DomandaAdesione, passaggio: Passaggio) -> Mapping[str, object]:
    """The term begins on the day of the database's clock."""
    _by_applicant(passaggio)
    oggi = timezone.localdate(read_clock())
    termini = TermineProcedimento.objects.filter(procedimento=Procedimento.ADESIONE)
    termine = termini.vigenti(oggi).order_by("-dal").first()
    if termine is None:
        raise ValidationError(
            "Il portale non conosce ancora i termini del procedimento: la domanda resta in"
            " compilazione. Avvisare l’ufficio che segue la Rete."
        )
    return {"termine": termine, "entro_il": end_of_term(oggi, termine.giorni)}


def _by_applicant(passaggio: Passaggio) -> None:
    """Who has no account is not the portal: the history says so."""
    passaggio.in_veste_di = passaggio.in_veste_di or RICHIEDENTE


def _seal(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    firmati = domanda.allegati.filter(tipo=TipoAllegato.MODULO_FIRMATO)
    firmata = Documento.objects.filter(pk__in=firmati.values("documento")).first()
    seal_copy(domanda, contents(domanda), None, firmata)
    _tell_staff(
        domanda,
        passaggio,
        f"Nuova domanda di adesione: {domanda.denominazione}",
        f"È arrivata la domanda {domanda.codice}, da decidere entro il"
        f" {format_day(domanda.entro_il)}.",
    )


def _stop_waiting(domanda: DomandaAdesione, passaggio: Passaggio) -> Mapping[str, object]:
    """What was sent has a term: a suspension that is open ends with the request."""
    _by_applicant(passaggio)
    return {"entro_il": run_again(domanda)} if domanda.inviata_il else {}


def _tell_withdrawn(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    if domanda.inviata_il:
        _tell_staff(
            domanda,
            passaggio,
            f"Domanda di adesione ritirata: {domanda.denominazione}",
            f"Chi l’ha inviata ha ritirato la domanda {domanda.codice}: {passaggio.motivo}",
        )


# --- Examining ---------------------------------------------------------------------------------


def _tell_assigned(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    if domanda.assegnata_a != passaggio.autore:
        notify(
            domanda.assegnata_a,
            _key(domanda, passaggio),
            f"Domanda di adesione da seguire: {domanda.denominazione}",
            f"La domanda {domanda.codice} è assegnata a chi legge.{_where(domanda)}",
        )


def _ask(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    """Ask for what is missing, by the day chosen.

    Raises:
        ValidationError: the day is not after today, or is beyond what the term allows.
    """
    entro = chosen_day(passaggio, last_day_to_integrate(domanda))
    suspend(domanda, TipoSospensione.INTEGRAZIONE, passaggio.motivo, entro)
    _write(domanda, passaggio, UsoModello.INTEGRAZIONE, entro_il=format_day(entro))


def _warn(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    entro = last_day_to_observe(domanda)
    suspend(domanda, TipoSospensione.PREAVVISO, passaggio.motivo, entro)
    _write(domanda, passaggio, UsoModello.PREAVVISO, entro_il=format_day(entro))


def _answer(domanda: DomandaAdesione, passaggio: Passaggio) -> Mapping[str, object]:
    _by_applicant(passaggio)
    return {"entro_il": run_again(domanda, passaggio.motivo)}


def _run_again(domanda: DomandaAdesione, passaggio: Passaggio) -> Mapping[str, object]:
    """To its last day what is asked may be taken back: then it never ran to its end."""
    ritirata = passaggio.verbo == "resume" and not permissions.is_overdue(domanda)
    return {"entro_il": run_again(domanda, ritirata=ritirata)}


def _tell_answered(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    che = "le osservazioni" if passaggio.verbo == "answer_warning" else "le integrazioni"
    notify(
        domanda.assegnata_a,
        _key(domanda, passaggio),
        f"Domanda {domanda.codice}: sono arrivate {che}",
        f"{domanda.denominazione} ha inviato {che}. La domanda è da decidere entro il"
        f" {format_day(domanda.entro_il)}.{_where(domanda)}",
    )


def _tell_resumed(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    if passaggio.autore is None:
        notify(
            domanda.assegnata_a,
            _key(domanda, passaggio),
            f"Domanda {domanda.codice}: nessuna osservazione al preavviso",
            f"{passaggio.motivo} La domanda di {domanda.denominazione} è da decidere entro il"
            f" {format_day(domanda.entro_il)}.{_where(domanda)}",
        )


# --- Deciding ----------------------------------------------------------------------------------


def _accept(domanda: DomandaAdesione, passaggio: Passaggio) -> Mapping[str, object]:
    """The soggetto and its adhesion; the act, written now if it was typed."""
    adesione = join(domanda, passaggio.altri.get("dal") or today())
    atto = _record(domanda, passaggio)
    return {**atto, "adesione": adesione, "soggetto": adesione.soggetto}


def _welcome(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    decorre = say_beginning(domanda.adesione.dal)
    _write(domanda, passaggio, UsoModello.ACCOGLIMENTO, atto=cite(domanda.atto), **decorre)
    welcome(domanda, passaggio.autore, domanda.atto)


def _record(domanda: DomandaAdesione, passaggio: Passaggio) -> Mapping[str, object]:
    return {"atto": write_act(passaggio)}


def _tell_refused(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    _write(domanda, passaggio, UsoModello.RESPINGIMENTO, atto=cite(domanda.atto))


def _tell_archived(domanda: DomandaAdesione, passaggio: Passaggio) -> None:
    _write(domanda, passaggio, UsoModello.ARCHIVIAZIONE)
    if passaggio.autore is None:
        notify(
            domanda.assegnata_a,
            _key(domanda, passaggio),
            f"Domanda {domanda.codice} archiviata: mancano le integrazioni",
            f"{domanda.denominazione} non ha risposto in tempo.{_where(domanda)}",
        )


# --- The mails ---------------------------------------------------------------------------------


def _write(domanda: DomandaAdesione, passaggio: Passaggio, uso: UsoModello, **altri: str) -> None:
    """Send the applicant the mail that the staff edited, or the one that the portal drafts."""
    lettera = passaggio.altri.get("lettera") or draft(uso, domanda)
    pronta = fill(lettera, known(domanda) | {"motivo": passaggio.motivo} | altri)
    posta.send(_key(domanda, passaggio), domanda.email, pronta.oggetto, pronta.intera)


def _tell_staff(domanda: DomandaAdesione, passaggio: Passaggio, oggetto: str, testo: str) -> None:
    """To who has the request; to all the staff while nobody has it."""
    chiave, testo = _key(domanda, passaggio), f"{testo}{_where(domanda)}"
    if domanda.assegnata_a:
        notify(domanda.assegnata_a, chiave, oggetto, testo)
    else:
        notify_staff(chiave, oggetto, testo)


def _key(domanda: DomandaAdesione, passaggio: Passaggio) -> str:
    """One for each step of each request: the version grows with every step."""
    return f"domanda:{domanda.codice}:{domanda.versione}:{passaggio.verbo}"


def _where(domanda: DomandaAdesione) -> str:
    return f"\n\n{settings.BASE_URL}{domanda.get_absolute_url()}\n"


# --- The table ---------------------------------------------------------------------------------

TRANSITIONS: Mapping[str, Transition] = {
    "send": Transition(
        da=(StatoDomanda.BOZZA.value,),
        a=StatoDomanda.INVIATA.value,
        who=permissions.can_act_for_applicant,
        label="Invia la domanda",
        stamps=("inviata_il",),
        first=_open_term,
        then=_seal,
    ),
    "withdraw": Transition(
        da=(StatoDomanda.BOZZA.value, *PENDENTI),
        a=StatoDomanda.RITIRATA.value,
        who=permissions.can_act_for_applicant,
        label="Ritira la domanda",
        needs_reason=True,
        stamps=("chiusa_il",),
        first=_stop_waiting,
        then=_tell_withdrawn,
    ),
    "take": Transition(
        da=(StatoDomanda.INVIATA.value,),
        a=StatoDomanda.IN_ISTRUTTORIA.value,
        who=permissions.can_examine_application,
        label="Prendi in carico",
        fields=("assegnata_a",),
        then=_tell_assigned,
    ),
    "reassign": Transition(
        da=(*IN_ESAME, *SOSPESE),
        a=STESSO,
        who=permissions.can_examine_application,
        label="Assegna a un’altra persona",
        fields=("assegnata_a",),
        then=_tell_assigned,
    ),
    "match": Transition(
        da=PENDENTI,
        a=STESSO,
        who=permissions.can_examine_application,
        label="Confronta con il registro",
        fields=("soggetto",),
    ),
    "protocol": Transition(
        da=PENDENTI,
        a=STESSO,
        who=permissions.can_examine_application,
        label="Scrivi il protocollo",
        fields=("protocollo", "protocollo_del"),
    ),
    "ask_integration": Transition(
        da=(StatoDomanda.IN_ISTRUTTORIA.value,),
        a=StatoDomanda.INTEGRAZIONE.value,
        who=permissions.can_ask_integration,
        label="Chiedi integrazioni",
        needs_reason=True,
        extras=("rispondere_entro", "lettera"),
        then=_ask,
    ),
    "answer_integration": Transition(
        da=(StatoDomanda.INTEGRAZIONE.value,),
        a=StatoDomanda.IN_ISTRUTTORIA.value,
        who=permissions.can_act_for_applicant,
        label="Invia le integrazioni",
        needs_reason=True,
        first=_answer,
        then=_tell_answered,
    ),
    "warn_refusal": Transition(
        da=(StatoDomanda.IN_ISTRUTTORIA.value,),
        a=StatoDomanda.PREAVVISO.value,
        who=permissions.can_warn_refusal,
        label="Comunica il preavviso di rigetto",
        needs_reason=True,
        extras=("lettera",),
        then=_warn,
    ),
    "answer_warning": Transition(
        da=(StatoDomanda.PREAVVISO.value,),
        a=StatoDomanda.OSSERVAZIONI.value,
        who=permissions.can_act_for_applicant,
        label="Invia le osservazioni",
        needs_reason=True,
        first=_answer,
        then=_tell_answered,
    ),
    "resume": Transition(
        da=(StatoDomanda.OSSERVAZIONI.value, *SOSPESE),
        a=StatoDomanda.IN_ISTRUTTORIA.value,
        who=permissions.can_resume_application,
        label="Riprendi l’istruttoria",
        needs_reason=True,
        first=_run_again,
        then=_tell_resumed,
    ),
    "accept": Transition(
        da=IN_ESAME,
        a=StatoDomanda.ACCOLTA.value,
        who=permissions.can_accept_application,
        label="Registra l’atto di accoglimento",
        stamps=("decisa_il",),
        fields=("protocollo", "protocollo_del"),
        extras=("record_act", "dal", "lettera"),
        first=_accept,
        then=_welcome,
    ),
    "refuse": Transition(
        da=IN_ESAME,
        a=StatoDomanda.RESPINTA.value,
        who=permissions.can_refuse_application,
        label="Registra l’atto di rigetto",
        needs_reason=True,
        stamps=("decisa_il",),
        fields=("protocollo", "protocollo_del"),
        extras=("record_act", "lettera"),
        first=_record,
        then=_tell_refused,
    ),
    "archive": Transition(
        da=(StatoDomanda.INTEGRAZIONE.value,),
        a=StatoDomanda.ARCHIVIATA.value,
        who=permissions.can_archive_application,
        label="Archivia la domanda",
        needs_reason=True,
        stamps=("chiusa_il",),
        extras=("lettera",),
        first=_run_again,
        then=_tell_archived,
    ),
}

register(DomandaAdesione, TRANSITIONS)
