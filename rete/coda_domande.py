"""The queue of the membership requests: what is due first, and how many there are of each kind."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from conciliazione.date import format_day
from conciliazione.periodi import today
from rete.enums import RuoloDelega, StatoDomanda
from rete.models import Ciclo, Delega, DomandaAdesione, Sospensione, Utente
from rete.models.domande import PENDENTI, SOSPESE
from rete.termini import days_left

INVIATE = tuple(stato for stato in StatoDomanda.values if stato != StatoDomanda.BOZZA)
CORRENTI = tuple(stato for stato in PENDENTI if stato not in SOSPESE)
VICINO, PROSSIMO = 7, 15


class Scadenza(StrEnum):
    """How near the end of the term of a request is."""

    SCADUTA = "scaduta"
    ENTRO_7 = "entro_7"
    ENTRO_15 = "entro_15"
    OLTRE = "oltre"
    SOSPESA = "sospesa"


PAROLE = {
    Scadenza.SCADUTA: "Scaduto",
    Scadenza.ENTRO_7: "Scade entro 7 giorni",
    Scadenza.ENTRO_15: "Scade fra 8 e 15 giorni",
    Scadenza.OLTRE: "Scade dopo",
    Scadenza.SOSPESA: "Sospeso",
}
COLORI = {
    Scadenza.SCADUTA: "rosso",
    Scadenza.ENTRO_7: "giallo",
    Scadenza.SOSPESA: "blu",
}


@dataclass(frozen=True)
class Tempo:
    """The term of a request as the queue says it: words, and the colour of its label."""

    parole: str
    colore: str
    nota: str = ""


def due_within(scadenza: Scadenza, on: date) -> Q:
    """The requests whose term is as near as that, on a day."""
    if scadenza == Scadenza.SOSPESA:
        return Q(stato__in=SOSPESE)
    estremi = {
        Scadenza.SCADUTA: (None, -1),
        Scadenza.ENTRO_7: (0, VICINO),
        Scadenza.ENTRO_15: (VICINO + 1, PROSSIMO),
        Scadenza.OLTRE: (PROSSIMO + 1, None),
    }
    da, a = estremi[scadenza]
    condizione = Q(stato__in=CORRENTI)
    if da is not None:
        condizione &= Q(entro_il__gte=on + timedelta(days=da))
    if a is not None:
        condizione &= Q(entro_il__lte=on + timedelta(days=a))
    return condizione


def by_urgency(domande: QuerySet[DomandaAdesione]) -> QuerySet[DomandaAdesione]:
    """First those whose term runs, then those that wait for the applicant, then the closed ones.

    No draft is among them: naming the states lets the database order them by an index alone.
    """
    posto = Case(
        When(stato__in=CORRENTI, then=Value(0)),
        When(stato__in=SOSPESE, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return domande.filter(stato__in=INVIATE).order_by(posto, "entro_il", "pk")


def with_what_rows_show(domande: QuerySet[DomandaAdesione]) -> QuerySet[DomandaAdesione]:
    """The rows of the queue with all that a line, or a file, says of them."""
    aperte = Sospensione.objects.filter(al__isnull=True)
    legate = domande.select_related("assegnata_a", "comune__ambito", "soggetto", "atto")
    return legate.defer("comune__confine").prefetch_related(
        Prefetch("sospensioni", aperte, to_attr="sospese")
    )


def time_of(domanda: DomandaAdesione, on: date | None = None) -> Tempo:
    """The term of a request in words; of a suspended one, until when it waits.

    `domanda` comes from `with_what_rows_show`.
    """
    if domanda.is_suspended:
        attesa = domanda.sospese[0].entro_il if domanda.sospese else None
        return Tempo("sospeso", "blu", f"risposta entro il {format_day(attesa)}" if attesa else "")
    if domanda.stato not in CORRENTI:
        return Tempo("", "neutro")
    giorni = days_left(domanda.entro_il, on or today())
    return Tempo(_in_words(giorni), _colour(giorni), format_day(domanda.entro_il))


def _in_words(giorni: int) -> str:
    if giorni < 0:
        return "scaduto ieri" if giorni == -1 else f"scaduto da {-giorni} giorni"
    if giorni <= 1:
        return "scade oggi" if giorni == 0 else "scade domani"
    return f"mancano {giorni} giorni"


def _colour(giorni: int) -> str:
    if giorni < 0:
        return "rosso"
    return "giallo" if giorni <= VICINO else "neutro"


def count_by_state(domande: QuerySet[DomandaAdesione]) -> list[tuple[str, str, int]]:
    """How many requests there are in each state that has some: state, its words, how many."""
    quante = dict(
        domande.order_by()
        .values_list("stato")
        .annotate(quante=Count("pk"))
        .values_list("stato", "quante")
    )
    return [(s.value, s.label, quante[s.value]) for s in StatoDomanda if s.value in quante]


def staff_in_force() -> QuerySet[Utente]:
    """Who may have a request: operatori and responsabili of the lead body, today."""
    ciclo = Ciclo.objects.current()
    deleghe = Delega.objects.filter(
        soggetto=ciclo.capofila_id if ciclo else None,
        ruolo__in=(RuoloDelega.OPERATORE, RuoloDelega.RESPONSABILE),
    ).vigenti()
    return Utente.objects.filter(is_active=True, pk__in=deleghe.values("utente")).order_by("nome")
