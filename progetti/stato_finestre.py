"""How far the projects are in each monitoring window."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from progetti.cruscotto import Dovuta, with_numbers
from progetti.enums import StatoConsegna
from progetti.models import Consegna, FinestraMonitoraggio


def windows() -> QuerySet[FinestraMonitoraggio]:
    """The windows, the latest first, each with how many projects are to deliver (late ones among
    them), have delivered, are closed."""

    def in_state(stato: StatoConsegna, *altro: Q) -> Count:
        return Count("consegne", filter=Q(*altro, consegne__stato=stato))

    return (
        FinestraMonitoraggio.objects.select_related("ciclo")
        .annotate(
            attese=in_state(StatoConsegna.ATTESA),
            in_ritardo=in_state(StatoConsegna.ATTESA, Q(consegne__scade_il__lt=Now())),
            consegnate=in_state(StatoConsegna.CONSEGNATA),
            chiuse=in_state(StatoConsegna.CHIUSA),
        )
        .order_by("-dal", "-pk")
    )


@dataclass(frozen=True)
class Quadro:
    """The projects of a window and how many of them are where."""

    righe: list[Dovuta]

    @property
    def da_consegnare(self) -> int:
        return sum(r.consegna.stato == StatoConsegna.ATTESA and not r.is_late for r in self.righe)

    @property
    def in_ritardo(self) -> int:
        return sum(r.is_late for r in self.righe)

    @property
    def consegnate(self) -> int:
        return sum(r.consegna.stato == StatoConsegna.CONSEGNATA for r in self.righe)

    @property
    def chiuse(self) -> int:
        return sum(r.consegna.is_closed for r in self.righe)

    @property
    def da_verificare(self) -> int:
        return sum(r.da_verificare for r in self.righe if not r.consegna.is_closed)

    @property
    def restituiti(self) -> int:
        return sum(r.restituiti for r in self.righe if not r.consegna.is_closed)


def read_window(finestra: FinestraMonitoraggio) -> Quadro:
    """The state of each project in a window; the queries are the same however many they are."""
    righe = Consegna.objects.filter(finestra=finestra).select_related("finestra", "progetto")
    righe = righe.prefetch_related("proroghe").order_by("progetto__lettera", "progetto", "pk")
    return Quadro(with_numbers(list(righe), set()))
