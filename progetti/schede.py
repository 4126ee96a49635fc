"""The sheets of a call: what is written in them, what is sealed, the matrix of the organo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from progetti.models import Avviso, Criterio, Proposta, Punteggio, PunteggioConsegnato, Valutazione
from progetti.models.valutazioni import CONSEGNATE
from progetti.permissions import sheets_visible_to
from progetti.punteggio import Voto, spread, weighted_total
from rete.models import Mandato
from rete.permissions import Persona


@dataclass(frozen=True)
class Riga:
    """What a member gives on a criterion, and why."""

    criterio: Criterio
    punti: Decimal | None
    motivazione: str

    @property
    def completa(self) -> bool:
        """Whether it may be delivered."""
        return self.punti is not None and bool(self.motivazione.strip())


def lines_of(valutazione: Valutazione) -> list[Riga]:
    """What is being written in a sheet, a line for each criterion of the call."""
    return _lines(
        Criterio.objects.filter(avviso=valutazione.proposta.avviso_id),
        Punteggio.objects.filter(valutazione=valutazione),
    )


def _lines(criteri: Iterable[Criterio], punteggi: Iterable[Punteggio]) -> list[Riga]:
    scritti = {p.criterio_id: (p.punti, p.motivazione) for p in punteggi}
    return [Riga(criterio, *scritti.get(criterio.pk, (None, ""))) for criterio in criteri]


def sheet_data(righe: Iterable[Riga]) -> dict[str, object]:
    """The sheet as it is sealed, numbers as text: `{"criteri": [{"criterio", "titolo", "peso",
    "massimo", "punti", "motivazione"}]}`."""
    return {
        "criteri": [
            {
                "criterio": r.criterio.ordine,
                "titolo": r.criterio.titolo,
                "peso": _written(r.criterio.peso),
                "massimo": _written(r.criterio.massimo),
                "punti": _written(r.punti),
                "motivazione": r.motivazione.strip(),
            }
            for r in righe
        ]
    }


def _written(numero: Decimal) -> str:
    return f"{numero:.2f}"


def total_of(dati: Mapping[str, object]) -> Decimal:
    """The weighted total of a sealed sheet, out of 100."""
    return weighted_total(
        Voto(Decimal(c["peso"]), Decimal(c["massimo"]), Decimal(c["punti"]))
        for c in dati["criteri"]
    )


def last_delivered(valutazioni: QuerySet[Valutazione]) -> dict[int, PunteggioConsegnato]:
    """The version that counts of each sheet, by the id of the sheet."""
    consegnati = PunteggioConsegnato.objects.filter(valutazione__in=valutazioni)
    return {c.valutazione_id: c for c in consegnati.order_by("numero")}


@dataclass(frozen=True)
class Cella:
    """The sheet of a member on a proposal; without a total where nobody delivered it."""

    valutazione: Valutazione | None = None
    consegnato: PunteggioConsegnato | None = None


@dataclass(frozen=True)
class RigaMatrice:
    """A proposal in the matrix, with a cell for each member."""

    proposta: Proposta
    celle: tuple[Cella, ...]
    discussa: bool
    scarto_ammesso: Decimal | None

    @property
    def totali(self) -> list[Decimal]:
        return [c.consegnato.totale for c in self.celle if c.consegnato]

    @property
    def scarto(self) -> Decimal:
        """How far apart the members are."""
        return spread(self.totali)

    @property
    def da_discutere(self) -> bool:
        """Whether a note is due, that nobody has written."""
        return is_far_apart(self.totali, self.scarto_ammesso) and not self.discussa


def is_far_apart(totali: Iterable[Decimal], ammesso: Decimal | None) -> bool:
    """Whether the members are so far apart that a discussion is due."""
    return ammesso is not None and spread(list(totali)) > ammesso


def members_of(schede: QuerySet[Valutazione]) -> list[Mandato]:
    """The columns of the matrix of these sheets: who has one."""
    mandati = Mandato.objects.filter(pk__in=schede.values("mandato"))
    return list(mandati.select_related("utente", "designato_da").order_by("seggio__ordine", "pk"))


def matrix(
    avviso: Avviso,
    schede: QuerySet[Valutazione],
    proposte: Iterable[Proposta],
    mandati: Iterable[Mandato],
) -> list[RigaMatrice]:
    """The rows of the matrix for these proposals; the queries are the same however many."""
    proposte, mandati = list(proposte), list(mandati)
    schede = schede.filter(proposta__in=proposte)
    consegnati = last_delivered(schede)
    celle = {(v.proposta_id, v.mandato_id): Cella(v, consegnati.get(v.pk)) for v in schede}
    return [
        RigaMatrice(
            p,
            tuple(celle.get((p.pk, m.pk), Cella()) for m in mandati),
            bool(p.discussioni.all()),
            avviso.scarto,
        )
        for p in proposte
    ]


def to_discuss(user: Persona, avviso: Avviso) -> list[int]:
    """The ids of the proposals on which the members are too far apart and nothing is written, of
    those whose sheets `user` may read."""
    schede = delivered_to(user, avviso).exclude(proposta__discussioni__isnull=False)
    consegnati = last_delivered(schede)
    totali: dict[int, list[Decimal]] = {}
    for pk, proposta in schede.values_list("pk", "proposta"):
        if pk in consegnati:
            totali.setdefault(proposta, []).append(consegnati[pk].totale)
    return [p for p, dati in totali.items() if is_far_apart(dati, avviso.scarto)]


def delivered_to(user: Persona, avviso: Avviso) -> QuerySet[Valutazione]:
    """The delivered sheets that `user` may read."""
    return sheets_visible_to(user, avviso).filter(stato__in=CONSEGNATE)


@dataclass(frozen=True)
class SchedaPropria:
    """A sheet of a member, with how far they are and, once complete, what it adds up to."""

    valutazione: Valutazione
    righe: tuple[Riga, ...]

    @property
    def fatte(self) -> int:
        """How many criteria are complete."""
        return sum(riga.completa for riga in self.righe)

    @property
    def totale(self) -> Decimal | None:
        """The weighted total, where every criterion is complete."""
        completa = self.righe and self.fatte == len(self.righe)
        return total_of(sheet_data(self.righe)) if completa else None


def own_sheets(user: Persona, avviso: Avviso) -> list[SchedaPropria]:
    """The sheets that are `user`'s own, by proposal; the queries are the same however many."""
    schede = sheets_visible_to(user, avviso).filter(mandato__utente=user)
    trovate = schede.select_related("proposta__proponente").prefetch_related("punteggi")
    criteri = list(Criterio.objects.filter(avviso=avviso))
    return [
        SchedaPropria(s, tuple(_lines(criteri, s.punteggi.all())))
        for s in trovate.order_by("proposta__titolo", "pk")
    ]
