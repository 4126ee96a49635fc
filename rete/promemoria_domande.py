"""What the portal does by itself about the requests, as days go by: it reminds, and closes.

Run again and again: each mail has a key of its own, each step its state.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from conciliazione import posta
from conciliazione.date import format_day
from conciliazione.periodi import today
from conciliazione.transizioni import NotAllowed, StaleState, perform
from rete.avvisi import notify, notify_staff
from rete.coda_domande import CORRENTI
from rete.enums import StatoDomanda, TipoSospensione
from rete.lettere import CORTESIA
from rete.models import DomandaAdesione, Sospensione
from rete.termini import days_left

# Days before the end of the term at which the staff are told, and the applicant.
ALL_UFFICIO = (7, 2)
AL_RICHIEDENTE = 3

SENZA_INTEGRAZIONI = "Le integrazioni chieste non sono arrivate entro il {}."
SENZA_OSSERVAZIONI = "Al preavviso di rigetto nessuno ha risposto entro il {}."


def remind(on: date | None = None) -> None:
    """Tell the staff of the terms about to end, and the applicants of what is asked of them."""
    giorno = on or today()
    _remind_staff(giorno)
    _remind_applicants(giorno)


def close_overdue() -> int:
    """Archive what was never completed, take up again what was never observed; how many."""
    fatte = 0
    for sospensione in _overdue():
        entro = format_day(sospensione.entro_il)
        if sospensione.domanda.stato == StatoDomanda.INTEGRAZIONE:
            fatte += _try(sospensione.domanda, "archive", SENZA_INTEGRAZIONI.format(entro))
        else:
            fatte += _try(sospensione.domanda, "resume", SENZA_OSSERVAZIONI.format(entro))
    return fatte


def _overdue() -> QuerySet[Sospensione]:
    scadute = Sospensione.objects.filter(al__isnull=True, entro_il__lt=today())
    aperte = scadute.filter(domanda__stato__in=(StatoDomanda.INTEGRAZIONE, StatoDomanda.PREAVVISO))
    return aperte.select_related(
        "domanda__accordo__ciclo__capofila__profilo", "domanda__termine", "domanda__assegnata_a"
    )


def _try(domanda: DomandaAdesione, verbo: str, motivo: str) -> bool:
    """Whether it was done now: the applicant, or a colleague, may have been quicker."""
    try:
        perform(domanda, verbo, None, reason=motivo)
    except (StaleState, NotAllowed):
        return False
    return True


def _remind_staff(giorno: date) -> None:
    entro = giorno + timedelta(days=max(ALL_UFFICIO))
    vicine = DomandaAdesione.objects.filter(
        stato__in=CORRENTI, entro_il__gte=giorno, entro_il__lte=entro
    )
    for domanda in vicine.select_related("assegnata_a"):
        restano = days_left(domanda.entro_il, giorno)
        soglia = min(quanti for quanti in ALL_UFFICIO if restano <= quanti)
        chiave = f"termine-domanda:{domanda.codice}:{domanda.entro_il}:{soglia}"
        _tell_staff(domanda, chiave, restano)


def _tell_staff(domanda: DomandaAdesione, chiave: str, restano: int) -> None:
    quando = {0: "oggi", 1: "domani"}.get(restano, f"fra {restano} giorni")
    oggetto = f"Domanda di {domanda.denominazione}: il termine scade {quando}"
    testo = (
        f"La domanda di adesione {domanda.codice} è da decidere entro il"
        f" {format_day(domanda.entro_il)}. Adesso è «{domanda.get_stato_display()}».\n\n"
        f"{settings.BASE_URL}{domanda.get_absolute_url()}\n"
    )
    if domanda.assegnata_a:
        notify(domanda.assegnata_a, chiave, oggetto, testo)
    else:
        notify_staff(chiave, oggetto, testo)


def _remind_applicants(giorno: date) -> None:
    """Once, if there were more days than those to answer."""
    attese = Sospensione.objects.filter(
        al__isnull=True,
        tipo=TipoSospensione.INTEGRAZIONE,
        entro_il__gte=giorno,
        entro_il__lte=giorno + timedelta(days=AL_RICHIEDENTE),
        domanda__stato=StatoDomanda.INTEGRAZIONE,
    )
    for attesa in attese.select_related("domanda"):
        if (attesa.entro_il - attesa.dal).days > AL_RICHIEDENTE:
            _tell_applicant(attesa.domanda, attesa)


def _tell_applicant(domanda: DomandaAdesione, attesa: Sospensione) -> None:
    entro = format_day(attesa.entro_il)
    posta.send(
        f"promemoria-integrazioni:{domanda.codice}:{attesa.entro_il}",
        domanda.email,
        f"Domanda di adesione {domanda.codice}: le integrazioni si aspettano fino al {entro}",
        f"Per la domanda di adesione alla Rete di {domanda.denominazione} mancano ancora le"
        f" integrazioni chieste:\n\n{attesa.testo}\n\nSi risponde entro il {entro} da"
        f" {settings.BASE_URL}/aderisci/{domanda.codice}/\nSenza risposta la domanda viene"
        f" archiviata.\n\n{CORTESIA}\n",
    )
