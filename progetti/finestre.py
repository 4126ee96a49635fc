"""The monitoring windows: the next one, and what every project of the ciclo owes in each."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from conciliazione.periodi import today
from conciliazione.transizioni import TooLate
from progetti.models import Consegna, FinestraMonitoraggio, Progetto
from rete.models import Ciclo

GIORNI_PER_CONSEGNARE = 30
GIUGNO, DICEMBRE = 6, 12
# What is left of a half-year, when it is so little, goes with the next one.
POCHI = timedelta(days=31)
FINE_GIORNATA = time(23, 59, 59)
GIA_APERTA = "La finestra si è aperta: ciò che si deve e quando non cambia più."


def propose(ciclo: Ciclo) -> FinestraMonitoraggio:
    """The next window of a ciclo, not saved: the half-year after the last one, or that of its
    beginning; to the end of the one after, where only a few days are left.

    Results are delivered in the month that follows, never in one that is gone.
    """
    ultima = FinestraMonitoraggio.objects.filter(ciclo=ciclo).order_by("-al").first()
    dal = ultima.al + timedelta(days=1) if ultima else ciclo.dal
    al = end_of_half_year(dal + POCHI)
    apre = max(al + timedelta(days=1), today())
    scade = apre + timedelta(days=GIORNI_PER_CONSEGNARE)
    stessi = ("giorni_verifica", "giorni_preavviso") if ultima else ()
    return FinestraMonitoraggio(
        ciclo=ciclo,
        denominazione=name_of(dal, al),
        dal=dal,
        al=al,
        apre_il=_in_rome(apre, time.min),
        scade_il=_in_rome(scade, FINE_GIORNATA),
        **{nome: getattr(ultima, nome) for nome in stessi},
    )


def end_of_half_year(giorno: date) -> date:
    """The last day of June, or of December, on or after `giorno`."""
    if giorno.month <= GIUGNO:
        return date(giorno.year, GIUGNO, 30)
    return date(giorno.year, DICEMBRE, 31)


def name_of(dal: date, al: date) -> str:
    """What a half-year is called: `Secondo semestre 2014`."""
    quale = "Primo" if al.month <= GIUGNO else "Secondo"
    return f"{quale} semestre {al.year}"


def _in_rome(giorno: date, ora: time) -> datetime:
    return timezone.make_aware(datetime.combine(giorno, ora))


def change_window(finestra: FinestraMonitoraggio, save: Callable[[], bool]) -> bool:
    """Change a window that is not open yet with `save`, and with it what projects owe; what `save`
    answered.

    Who had more time than its term keeps it, if the new term is not later still.

    Raises:
        TooLate: it is open.
    """
    chiusa = FinestraMonitoraggio.objects.select_for_update().filter(pk=finestra.pk)
    with transaction.atomic():
        if not chiusa.filter(apre_il__gt=Now()).order_by().values_list("pk", flat=True):
            raise TooLate(GIA_APERTA)
        if not save():
            return False
        _move_terms(FinestraMonitoraggio.objects.get(pk=finestra.pk))
    return True


def _move_terms(finestra: FinestraMonitoraggio) -> None:
    verifica = timedelta(days=finestra.giorni_verifica)
    consegne = Consegna.objects.not_closed().filter(finestra=finestra)
    comuni = consegne.filter(proroghe=None)
    _move(comuni, finestra.scade_il, verifica)
    for prorogata in consegne.exclude(proroghe=None).distinct():
        scade = max(prorogata.scade_il, finestra.scade_il)
        _move(consegne.filter(pk=prorogata.pk), scade, verifica)


def _move(consegne: QuerySet[Consegna], scade: datetime, verifica: timedelta) -> None:
    consegne.update(scade_il=scade, chiude_il=scade + verifica, versione=F("versione") + 1)


def open_window(finestra: FinestraMonitoraggio) -> FinestraMonitoraggio:
    """Save a new window, with what each project of its ciclo owes in it.

    Raises:
        IntegrityError: another window of the ciclo observes some of its days.
    """
    with transaction.atomic():
        finestra.save(force_insert=True)
        owe(finestra, Progetto.objects.filter(ciclo=finestra.ciclo_id))
    return finestra


def owe_from_now_on(progetto: Progetto) -> None:
    """A project that begins owes its results in the windows whose term is to come."""
    aperte = FinestraMonitoraggio.objects.filter(ciclo=progetto.ciclo_id, scade_il__gte=Now())
    for finestra in aperte:
        if progetto.dal is None or finestra.al >= progetto.dal:
            owe(finestra, [progetto])


def owe(finestra: FinestraMonitoraggio, progetti: Iterable[Progetto]) -> None:
    """What `progetti` owe in a window, where they do not already."""
    chiude = finestra.scade_il + timedelta(days=finestra.giorni_verifica)
    Consegna.objects.bulk_create(
        (
            Consegna(finestra=finestra, progetto=p, scade_il=finestra.scade_il, chiude_il=chiude)
            for p in progetti
        ),
        ignore_conflicts=True,
    )
