"""What one follows of the projects, by window: what is due, late, sent back, without proof."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from progetti.enums import Andamento, StatoConsegna, StatoProva, StatoRilevazione
from progetti.misure import standings
from progetti.models import Consegna, Indicatore, Progetto, Prova, Rilevazione
from progetti.models.prove import APERTE
from progetti.permissions import projects_followed_by, projects_reported_by
from rete.permissions import Persona


@dataclass(frozen=True)
class Dovuta:
    """What a project owes in a window, in numbers."""

    consegna: Consegna
    indicatori: int
    riportati: int
    restituiti: int
    da_verificare: int
    verificati: int
    prove_in_attesa: int
    propria: bool

    @property
    def mancano(self) -> int:
        """Of how many indicators nothing was said in this window."""
        return self.indicatori - self.riportati

    @property
    def is_late(self) -> bool:
        da_consegnare = self.consegna.stato == StatoConsegna.ATTESA
        return da_consegnare and self.consegna.scade_il < timezone.now()

    @property
    def is_expired(self) -> bool:
        """Whether its term went by, delivered or not."""
        return self.consegna.scade_il < timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether its delivery has begun."""
        return self.consegna.finestra.apre_il <= timezone.now()


def owed(user: Persona, *, solo_proprie: bool = False) -> list[Dovuta]:
    """What the projects that `user` follows owe and was not closed, the nearest term first.

    The queries are the same however many there are.
    """
    propri = reported_by(user)
    consegne = deliveries_followed(user)
    if solo_proprie:
        consegne = consegne.filter(progetto__in=propri)
    return with_numbers(list(consegne), propri)


def reported_by(user: Persona) -> set[int]:
    """The ids of the projects that `user` reports."""
    return set(projects_reported_by(user).values_list("pk", flat=True))


def deliveries_followed(user: Persona) -> QuerySet[Consegna]:
    """What the projects that `user` follows owe and was not closed, the nearest term first."""
    consegne = Consegna.objects.not_closed().with_indicators()
    consegne = consegne.filter(progetto__in=projects_followed_by(user))
    return consegne.select_related("finestra", "progetto__alleanza").order_by("scade_il", "pk")


def with_numbers(consegne: list[Consegna], propri: set[int]) -> list[Dovuta]:
    """Each of `consegne` in numbers; `propri` are the projects that the reader reports."""
    progetti = {c.progetto_id for c in consegne}
    indicatori = _count_by(
        Indicatore.objects.filter(risultato__obiettivo__progetto__in=progetti),
        "risultato__obiettivo__progetto",
    )
    prove = _count_by(
        Prova.objects.filter(progetto__in=progetti, stato=StatoProva.DA_REGISTRARE), "progetto"
    )
    righe = {r["consegna"]: r for r in _reported(consegne)}
    return [
        Dovuta(
            c,
            indicatori.get(c.progetto_id, 0),
            *(righe.get(c.pk, {}).get(n, 0) for n in NUMERI),
            prove.get(c.progetto_id, 0),
            c.progetto_id in propri,
        )
        for c in consegne
    ]


NUMERI = ("riportati", "restituiti", "da_verificare", "verificati")


def _reported(consegne: list[Consegna]) -> QuerySet:
    def of(*stati: StatoRilevazione) -> Q:
        return Q(stato__in=stati)

    S = StatoRilevazione
    return (
        Rilevazione.objects.filter(consegna__in=consegne)
        .order_by()
        .values("consegna")
        .annotate(
            riportati=Count("indicatore", distinct=True),
            restituiti=Count("pk", filter=of(S.RESTITUITA)),
            da_verificare=Count("pk", filter=of(S.DICHIARATA)),
            verificati=Count("pk", filter=of(S.VERIFICATA)),
        )
    )


@dataclass(frozen=True)
class DaSistemare:
    """What is not going well in what one owes: indicators behind the time that has gone by, of
    those that can be compared with it; values without enough proof; what was sent back, and why."""

    in_ritardo: int
    confrontabili: int
    senza_prova: int
    restituite: list[Rilevazione]


def to_mend(consegne: list[Consegna]) -> dict[int, DaSistemare]:
    """What is to be mended in each of `consegne`, by its id; as many queries for however many."""
    progetti = {c.progetto_id for c in consegne}
    indicatori = Indicatore.objects.filter(risultato__obiettivo__progetto__in=progetti)
    indicatori = indicatori.select_related("risultato__obiettivo__progetto")
    come_vanno: dict[int, Counter[str]] = {}
    for a in standings(indicatori, solo_verificato=False):
        progetto = a.indicatore.risultato.obiettivo.progetto_id
        come_vanno.setdefault(progetto, Counter())[a.andamento] += 1
    righe = Rilevazione.objects.filter(consegna__in=consegne)
    restituite = righe.filter(stato=StatoRilevazione.RESTITUITA).select_related("indicatore")
    aperte = righe.filter(stato__in=APERTE)
    scoperte = _count_by(aperte.exclude(pk__in=aperte.resting().values("pk")), "consegna")
    return {
        c.pk: _to_mend(
            come_vanno.get(c.progetto_id, Counter()),
            scoperte.get(c.pk, 0),
            [r for r in restituite if r.consegna_id == c.pk],
        )
        for c in consegne
    }


def _to_mend(come_vanno: Counter[str], scoperte: int, restituite: list[Rilevazione]) -> DaSistemare:
    indietro, avanti = come_vanno[Andamento.IN_RITARDO], come_vanno[Andamento.IN_LINEA]
    raggiunti = come_vanno[Andamento.RAGGIUNTO]
    return DaSistemare(indietro, indietro + avanti + raggiunti, scoperte, restituite)


def _count_by(righe: QuerySet, campo: str) -> dict[int, int]:
    conti = righe.order_by().values(campo).annotate(quanti=Count("pk"))
    return {r[campo]: r["quanti"] for r in conti}


def next_dates(progetti: QuerySet[Progetto]) -> list[tuple[datetime, str, Consegna]]:
    """What comes next for some projects: windows that open, terms, the nearest first."""
    consegne = Consegna.objects.not_closed().with_indicators()
    consegne = consegne.filter(progetto__in=progetti, scade_il__gte=Now())
    adesso = timezone.now()
    date = []
    for c in consegne.select_related("finestra", "progetto"):
        if c.finestra.apre_il > adesso:
            date.append((c.finestra.apre_il, "Si apre la consegna", c))
        date.append((c.scade_il, "Scade la consegna", c))
    return sorted(date, key=lambda riga: riga[0])
