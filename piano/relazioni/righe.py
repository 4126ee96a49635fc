"""The rows that a monitoring report is made of, read together for all its projects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q, QuerySet

from conciliazione.periodi import today
from piano.models import Relazione
from progetti.chi_conduce import runners_of
from progetti.enums import StatoCriticita, StatoProva
from progetti.misure import Avanzamento, frozen, standings
from progetti.models import (
    Consegna,
    Criticita,
    FinestraMonitoraggio,
    Indicatore,
    NotaConsegna,
    Progetto,
    ProrogaConsegna,
    Prova,
    QuotaProva,
    Rilevazione,
    ValoreFinestra,
)
from progetti.models.prove import DICHIARATE
from rete.models import Soggetto

IN_ORDINE = ("risultato__obiettivo__numero", "risultato__ordine", "ordine", "pk")


@dataclass(frozen=True)
class Parte:
    """A project in a window: its figures as everybody reads them, why they are so, its proofs."""

    consegna: Consegna
    conduce: Soggetto | None
    avanzamenti: tuple[Avanzamento, ...]
    motivi: Mapping[int, str]
    prove: tuple[tuple[Prova, tuple[QuotaProva, ...]], ...]
    correzioni: tuple[Rilevazione, ...]
    proroghe: tuple[ProrogaConsegna, ...]
    criticita: tuple[Criticita, ...]

    @property
    def progetto(self) -> Progetto:
        return self.consegna.progetto


@dataclass
class _Lette:
    """What was read, by delivery."""

    avanzamenti: dict[int, list[Avanzamento]] = field(default_factory=lambda: defaultdict(list))
    motivi: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))


def deliveries_of(finestra: FinestraMonitoraggio, progetto: Progetto | None) -> QuerySet[Consegna]:
    """What the projects of a report owe in its window: one project, or all."""
    consegne = Consegna.objects.filter(finestra=finestra)
    if progetto is not None:
        consegne = consegne.filter(progetto=progetto)
    return consegne.order_by("progetto__lettera", "pk").select_related(
        "progetto__alleanza", "progetto__promotore", "progetto__ciclo__capofila"
    )


def parts_of(relazione: Relazione) -> list[Parte]:
    """The projects of a report, in the order of the Piano; the queries are the same however many
    they are."""
    consegne = list(deliveries_of(relazione.finestra, relazione.progetto))
    lette = _Lette()
    _read_frozen([c for c in consegne if c.is_closed], lette)
    _read_live([c for c in consegne if not c.is_closed], relazione.finestra, lette)
    conduce = runners_of([c.progetto for c in consegne])
    prove, correzioni = _proofs(consegne), _corrections(consegne)
    criticita = _issues(consegne, relazione.finestra)
    proroghe = _by_delivery(ProrogaConsegna.objects.filter(consegna__in=consegne))
    return [
        Parte(
            c,
            conduce[c.progetto_id],
            tuple(lette.avanzamenti[c.pk]),
            lette.motivi[c.pk],
            tuple(prove[c.pk]),
            tuple(correzioni[c.pk]),
            tuple(proroghe[c.pk]),
            tuple(criticita[c.progetto_id]),
        )
        for c in consegne
    ]


def _read_frozen(consegne: list[Consegna], lette: _Lette) -> None:
    """The values of the windows that are closed, with the reasons given by then."""
    righe = ValoreFinestra.objects.filter(consegna__in=consegne)
    righe = righe.select_related("indicatore__risultato__obiettivo")
    valori = list(righe.order_by(*(f"indicatore__{nome}" for nome in IN_ORDINE)))
    for valore, avanzamento in zip(valori, frozen(valori), strict=True):
        lette.avanzamenti[valore.consegna_id].append(avanzamento)
        lette.motivi[valore.consegna_id][valore.indicatore_id] = valore.nota


def _read_live(consegne: list[Consegna], finestra: FinestraMonitoraggio, lette: _Lette) -> None:
    """The figures of now, of the windows that are not."""
    per_progetto = {c.progetto_id: c.pk for c in consegne}
    righe = Indicatore.objects.filter(risultato__obiettivo__progetto__in=per_progetto)
    righe = righe.select_related("risultato__obiettivo__progetto").order_by(*IN_ORDINE)
    giorno = min(finestra.al, today())
    for avanzamento in standings(righe, solo_verificato=True, on=giorno):
        progetto = avanzamento.indicatore.risultato.obiettivo.progetto_id
        lette.avanzamenti[per_progetto[progetto]].append(avanzamento)
    for nota in NotaConsegna.objects.filter(consegna__in=consegne):
        lette.motivi[nota.consegna_id][nota.indicatore_id] = nota.testo


def _proofs(
    consegne: Iterable[Consegna],
) -> dict[int, list[tuple[Prova, tuple[QuotaProva, ...]]]]:
    """The proofs on which what was declared rests, the oldest first, with what each counts for."""
    quote = QuotaProva.objects.filter(
        rilevazione__consegna__in=consegne,
        rilevazione__stato__in=DICHIARATE,
        prova__stato=StatoProva.REGISTRATA,
    )
    quote = quote.select_related("rilevazione", "prova__tipo", "indicatore__risultato__obiettivo")
    quote = quote.prefetch_related("prova__partner")
    ordine = (f"indicatore__{nome}" for nome in IN_ORDINE)
    in_fila = quote.order_by("rilevazione__consegna_id", "prova__data", "prova_id", *ordine)
    trovate: dict[int, list[tuple[Prova, tuple[QuotaProva, ...]]]] = defaultdict(list)
    for (consegna, _), gruppo in groupby(in_fila, _place_of_share):
        insieme = tuple(gruppo)
        trovate[consegna].append((insieme[0].prova, insieme))
    return trovate


def _place_of_share(quota: QuotaProva) -> tuple[int, int]:
    return quota.rilevazione.consegna_id, quota.prova_id


def _corrections(consegne: Iterable[Consegna]) -> dict[int, list[Rilevazione]]:
    """The lines that correct others, verified before."""
    righe = Rilevazione.objects.declared().filter(consegna__in=consegne, corregge__isnull=False)
    righe = righe.select_related("indicatore__risultato__obiettivo", "corregge__consegna__finestra")
    return _by_delivery(righe.order_by("data", "pk"))


def _issues(
    consegne: Iterable[Consegna], finestra: FinestraMonitoraggio
) -> dict[int, list[Criticita]]:
    """The risks and problems by project: what is open, and what was closed since the period
    began."""
    aperte = Q(stato=StatoCriticita.APERTA) | Q(chiusa_il__date__gte=finestra.dal)
    righe = Criticita.objects.filter(aperte, progetto__in=[c.progetto_id for c in consegne])
    trovate: dict[int, list[Criticita]] = defaultdict(list)
    for riga in righe:
        trovate[riga.progetto_id].append(riga)
    return trovate


def _by_delivery(righe: Iterable[object]) -> dict[int, list]:
    trovate: dict[int, list] = defaultdict(list)
    for riga in righe:
        trovate[riga.consegna_id].append(riga)
    return trovate
