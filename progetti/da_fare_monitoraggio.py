"""What is due about the results of the projects: cards of the Scrivania, for who runs a project and
for who verifies. Each has the day by which it is done, and leads where it is.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.orologio import from_now
from conciliazione.riquadri import Panel
from conciliazione.scrivania import AZIONI
from progetti.cruscotto import Dovuta, owed
from progetti.enums import StatoConsegna, StatoProva, StatoRilevazione
from progetti.models import Consegna, FinestraMonitoraggio, Prova, Rilevazione
from progetti.permissions import (
    can_view_monitoring,
    can_view_verification,
    projects_reported_by,
)
from rete.permissions import Persona, is_responsabile, roles_of

MOSTRATE_AL_PIU = 20
# How long before a window closes what is not verified in it is told about.
VICINA = timedelta(days=14)
CHIEDERE = "Se serve altro tempo, va chiesto a chi segue il monitoraggio."


def actions(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """Where one reads how far the projects are."""
    if can_view_monitoring(user):
        yield Panel("Monitoraggio", reverse("monitoraggio:cruscotto"), 14, parte=AZIONI)


def run_projects(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """What who runs projects owes: deliveries, late ones, returned values, proofs to record."""
    if not roles_of(user) or not can_view_monitoring(user):
        return
    aperte = [d for d in owed(user, solo_proprie=True) if d.is_open][:MOSTRATE_AL_PIU]
    for dovuta in aperte:
        yield from _delivery(dovuta)
        yield from _returned(dovuta)
    # The proofs are of the project, whichever of its windows they will count in.
    for dovuta in {d.consegna.progetto_id: d for d in reversed(aperte)}.values():
        yield from _proofs(dovuta)


def _delivery(dovuta: Dovuta) -> Iterator[Panel]:
    consegna = dovuta.consegna
    if consegna.stato != StatoConsegna.ATTESA:
        return
    tardi = dovuta.is_late
    yield Panel(
        f"{'Consegna scaduta' if tardi else 'Risultati da consegnare'}: «{consegna.progetto}»",
        consegna.get_absolute_url(),
        testo=CHIEDERE if tardi else f"{consegna.finestra}: {_left(dovuta)}.",
        quando=_day(consegna.scade_il),
        parte="scadenze",
    )


def _left(dovuta: Dovuta) -> str:
    quanti = dovuta.mancano
    if not dovuta.indicatori:
        return "il progetto non ha indicatori"
    if not quanti:
        return "tutti gli indicatori sono scritti, manca di consegnare"
    return f"di {_some(quanti, 'indicatore', 'indicatori')} non è stato detto nulla"


def _returned(dovuta: Dovuta) -> Iterator[Panel]:
    if quanti := dovuta.restituiti:
        consegna = dovuta.consegna
        yield Panel(
            f"{_some(quanti, 'valore restituito', 'valori restituiti')}: «{consegna.progetto}»",
            consegna.get_absolute_url(),
            testo="Accanto a ognuno c’è il motivo: si corregge e si dichiara di nuovo.",
            quando=_day(consegna.chiude_il),
            parte="scadenze",
        )


def _proofs(dovuta: Dovuta) -> Iterator[Panel]:
    if quante := dovuta.prove_in_attesa:
        consegna = dovuta.consegna
        yield Panel(
            f"{_some(quante, 'prova', 'prove')} da registrare: «{consegna.progetto}»",
            reverse("monitoraggio:prove", args=[consegna.progetto.slug]),
            testo="Finché non si dice che cosa fanno avanzare non contano.",
            quando=_day(consegna.scade_il),
            parte="da_fare",
        )


# --- Who verifies -------------------------------------------------------------------------------


def values_to_verify(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """What was declared and waits for somebody else than who wrote it: one card for all."""
    righe = Rilevazione.objects.waiting().exclude(scritta_da=user.pk)
    conto = righe.aggregate(quante=Count("pk"), prima=Min("consegna__chiude_il"))
    if quante := conto["quante"]:
        yield Panel(
            f"{_some(quante, 'valore', 'valori')} da verificare",
            reverse("monitoraggio:verifica"),
            quando=_day(conto["prima"]),
            parte="da_fare",
        )


def windows_about_to_close(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The windows in which something declared will soon be verified no more."""
    vicine = Consegna.objects.not_closed().filter(
        chiude_il__lte=from_now(VICINA.total_seconds()),
        rilevazioni__stato=StatoRilevazione.DICHIARATA,
    )
    for finestra, quanti, giorno in _by_window(vicine, "chiude_il"):
        yield Panel(
            f"Si chiude «{finestra}» con valori da verificare",
            f"{reverse('monitoraggio:verifica')}?finestra={finestra.codice}",
            testo=f"In {_some(quanti, 'progetto', 'progetti')}.",
            quando=giorno,
            parte="scadenze",
        )


def late_deliveries(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The windows in which some projects are late: more time, or closing them, is to decide."""
    if not is_responsabile(user):
        return
    for finestra, quante, giorno in _by_window(Consegna.objects.late(), "chiude_il"):
        yield Panel(
            f"{_some(quante, 'consegna', 'consegne')} in ritardo: «{finestra}»",
            reverse("monitoraggio:finestra", args=[finestra.codice]),
            testo="Si può concedere più tempo, oppure chiudere.",
            quando=giorno,
            parte="scadenze",
        )


def extended_deliveries(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The projects that were given more time and have not delivered yet."""
    prorogate = Consegna.objects.filter(
        stato=StatoConsegna.ATTESA, scade_il__gte=Now(), proroghe__isnull=False
    )
    legate = prorogate.select_related("finestra", "progetto").distinct()
    for consegna in legate.order_by("scade_il", "pk")[:MOSTRATE_AL_PIU]:
        yield Panel(
            f"Più tempo concesso a «{consegna.progetto}»",
            reverse("monitoraggio:finestra", args=[consegna.finestra.codice]),
            testo=f"{consegna.finestra}: non ha ancora consegnato.",
            quando=_day(consegna.scade_il),
            parte="scadenze",
        )


def _by_window(
    consegne: QuerySet[Consegna], termine: str
) -> list[tuple[FinestraMonitoraggio, int, date]]:
    """The windows of some deliveries, with of how many projects they are and the first term."""
    finestre = FinestraMonitoraggio.objects.filter(consegne__in=consegne.values("pk")).annotate(
        quante=Count("consegne", distinct=True), prima=Min(f"consegne__{termine}")
    )
    return [(f, f.quante, _day(f.prima)) for f in finestre.order_by("prima", "pk")]


COSE = (values_to_verify, windows_about_to_close, late_deliveries, extended_deliveries)


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """Everything about the results that is due from `user`."""
    yield from actions(user, request)
    yield from run_projects(user, request)
    if can_view_verification(user):
        for cosa in COSE:
            yield from cosa(user, request)


def _day(momento: datetime) -> date:
    return timezone.localdate(momento)


def _some(quanti: int, uno: str, piu: str) -> str:
    return f"{quanti} {uno if quanti == 1 else piu}"


# --- The recent history -------------------------------------------------------------------------


def told_deliveries(user: Persona) -> QuerySet[Consegna]:
    """The deliveries whose recent history is told to `user`.

    - to who runs a project, its own; to who verifies, all
    """
    righe = Consegna.objects.select_related("finestra", "progetto")
    if can_view_verification(user):
        return righe
    return righe.filter(progetto__in=projects_reported_by(user))


def told_proofs(user: Persona) -> QuerySet[Prova]:
    """The proofs whose recent history is told to `user`.

    - to who runs a project, its own; to who verifies, those that count no more
    """
    dette = Q(progetto__in=projects_reported_by(user))
    if can_view_verification(user):
        dette |= Q(stato=StatoProva.ANNULLATA)
    return Prova.objects.filter(dette)


def told_values(user: Persona) -> QuerySet[Rilevazione]:
    """The values whose recent history is told to `user`, until their window is closed.

    - to who runs a project, its own; to who verifies, those that were sent back
    """
    dette = Q(consegna__progetto__in=projects_reported_by(user))
    if can_view_verification(user):
        dette |= Q(stato=StatoRilevazione.RESTITUITA)
    aperte = Rilevazione.objects.filter(consegna__in=Consegna.objects.not_closed())
    return aperte.filter(dette).select_related("indicatore", "consegna")


def told_page(user: Persona, rilevazione: Rilevazione) -> str:
    """Where a value is read: with the others of its delivery."""
    return rilevazione.consegna.get_absolute_url()


# Of which things the recent history is told, to whom, and the page of those that have none.
STORIE = (
    (Consegna, told_deliveries),
    (Prova, told_proofs),
    (Rilevazione, told_values, told_page),
)
