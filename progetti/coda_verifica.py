"""What the ASL has to verify: each declared value, what stands for it, what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from conciliazione.transizioni import available
from progetti.misure import Avanzamento, standings
from progetti.models import Consegna, FileProva, NotaConsegna, Prova, QuotaProva, Rilevazione
from progetti.prove_doppie import twins_of_each
from progetti.righe_consegna import is_proved, place_of
from rete.permissions import Persona

SCRITTA_DA_CHI_LEGGE = "L’ha scritta chi legge questa pagina: la verifica un’altra persona."
SENZA_PROVE = "Le prove non bastano per il valore dichiarato: si restituisce, con il motivo."
CON_DOPPIE = "Una sua prova è anche altrove: si guarda, e si verifica da sola."


@dataclass(frozen=True)
class ProvaDiRiga:
    """A proof of a line: how much it counts, its files, the other proofs that are the same."""

    quota: QuotaProva
    file: tuple[FileProva, ...]
    doppie: tuple[Prova, ...]


@dataclass(frozen=True)
class DaVerificare:
    """A declared value with all that who verifies it reads."""

    rilevazione: Rilevazione
    avanzamento: Avanzamento
    nota: str
    prove: tuple[ProvaDiRiga, ...]
    azioni: frozenset[str]
    provata: bool

    @property
    def posto(self) -> tuple[int, int, int]:
        return place_of(self.rilevazione.indicatore)

    @property
    def has_twins(self) -> bool:
        return any(p.doppie for p in self.prove)

    @property
    def can_be_verified(self) -> bool:
        """Whether its button would work."""
        return self.provata and "verify" in self.azioni

    @property
    def in_ordine(self) -> bool:
        """Whether it may be verified with others, without looking at it alone."""
        return self.can_be_verified and not self.has_twins

    @property
    def perche_no(self) -> str:
        """Why it is not verified here, or not with the others; empty if it is."""
        if "verify" not in self.azioni:
            return SCRITTA_DA_CHI_LEGGE
        if not self.provata:
            return SENZA_PROVE
        return CON_DOPPIE if self.has_twins else ""


def queue() -> QuerySet[Rilevazione]:
    """What is to verify, the delivery that closes first on top, in the order of its document."""
    return Rilevazione.objects.waiting().order_by(
        "consegna__chiude_il",
        "consegna_id",
        "indicatore__risultato__obiettivo__numero",
        "indicatore__risultato__ordine",
        "indicatore__ordine",
        "pk",
    )


def with_what_rows_show(righe: QuerySet[Rilevazione]) -> QuerySet[Rilevazione]:
    """The values with all that a row of the queue, or of a file, says of them."""
    file = FileProva.objects.select_related("documento").order_by("pk")
    quote = QuotaProva.objects.select_related("prova__tipo").order_by("prova__data", "pk")
    return righe.select_related(
        "consegna__finestra",
        "consegna__progetto",
        "indicatore__risultato__obiettivo__progetto",
        "corregge",
        "scritta_da",
    ).prefetch_related(
        "indicatore__prove",
        Prefetch("quote_prova", quote),
        Prefetch("quote_prova__prova__file", file),
    )


def rows(righe: Iterable[Rilevazione], user: Persona) -> list[DaVerificare]:
    """The rows of a page of the queue, read by `with_what_rows_show`.

    What was verified before each is the figure of the indicator, computed where all are.
    """
    righe = list(righe)
    gemelle = twins_of_each({q.prova for r in righe for q in r.quote_prova.all()})
    note = _notes(righe)
    indicatori = {r.indicatore_id: r.indicatore for r in righe}
    lette = standings(indicatori.values(), solo_verificato=True)
    avanzamenti = {a.indicatore.pk: a for a in lette}
    return [
        DaVerificare(
            r,
            avanzamenti[r.indicatore_id],
            note.get((r.consegna_id, r.indicatore_id), ""),
            tuple(_proof(q, gemelle) for q in r.quote_prova.all()),
            frozenset(available(r, user)),
            is_proved(r),
        )
        for r in righe
    ]


def _proof(quota: QuotaProva, gemelle: dict[int, list[Prova]]) -> ProvaDiRiga:
    file = tuple(quota.prova.file.all())
    return ProvaDiRiga(quota, file, tuple(gemelle.get(quota.prova_id, ())))


def _notes(righe: list[Rilevazione]) -> dict[tuple[int, int], str]:
    note = NotaConsegna.objects.filter(
        consegna__in={r.consegna_id for r in righe},
        indicatore__in={r.indicatore_id for r in righe},
    )
    return {(c, i): t for c, i, t in note.values_list("consegna", "indicatore", "testo")}


@dataclass(frozen=True)
class Gruppo:
    """What is to verify of a project in a window."""

    consegna: Consegna
    righe: tuple[DaVerificare, ...]


def by_delivery(righe: Iterable[DaVerificare]) -> list[Gruppo]:
    """The rows under what their project owes in their window, in their order."""
    gruppi: dict[int, list[DaVerificare]] = {}
    for riga in righe:
        gruppi.setdefault(riga.rilevazione.consegna_id, []).append(riga)
    return [Gruppo(g[0].rilevazione.consegna, tuple(g)) for g in gruppi.values()]
