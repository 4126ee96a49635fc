"""The sample of reported values that is checked by hand: which are drawn, and from how many."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from conciliazione.esporta import Column
from progetti.campione import draw
from progetti.coda_verifica import with_what_rows_show
from progetti.models import Rilevazione
from progetti.righe_consegna import key_of

NOME = "campione-monitoraggio"
DICHIARATE, VERIFICATE = "da-verificare", "verificate"


@dataclass(frozen=True)
class Campione:
    """What was drawn, in the order of the draw, and all that is needed to draw it again."""

    righe: list[Rilevazione]
    totale: int
    percentuale: Decimal
    seme: str


def population(quali: str, finestra: str = "") -> QuerySet[Rilevazione]:
    """The values from which one draws: verified, or still to verify; of a window, or of all."""
    righe = Rilevazione.objects.all()
    righe = righe.verified() if quali == VERIFICATE else righe.waiting()
    return righe.filter(consegna__finestra__codice=finestra) if finestra else righe


def extract(righe: QuerySet[Rilevazione], percentuale: Decimal, seme: str) -> Campione:
    """Draw a sample of `righe`; the queries are the same however many they are."""
    codici = list(righe.order_by().values_list("codice", flat=True))
    estratti = draw(codici, percentuale, seme)
    lette = with_what_rows_show(Rilevazione.objects.filter(codice__in=estratti))
    per_codice = {r.codice: r for r in lette}
    return Campione([per_codice[c] for c in estratti], len(codici), percentuale, seme)


def columns(campione: Campione) -> tuple[Column, ...]:
    """The columns of the sample as a file: how it was drawn is in every row."""
    return (
        *COLONNE,
        Column("percentuale", lambda r: campione.percentuale),
        Column("seme", lambda r: campione.seme),
        Column("estratta_da", lambda r: campione.totale),
    )


def _of(campo: str) -> Callable[[Rilevazione], object]:
    return lambda riga: getattr(riga, campo)


COLONNE = (
    Column("riga", _of("codice")),
    Column("progetto", lambda r: r.consegna.progetto.titolo),
    Column("finestra", lambda r: r.consegna.finestra.denominazione),
    Column("indicatore", lambda r: key_of(r.indicatore)),
    Column("denominazione", lambda r: r.indicatore.denominazione),
    Column("unita", lambda r: r.indicatore.unita),
    Column("data", _of("data")),
    Column("valore", _of("valore")),
    Column("stato", lambda r: r.get_stato_display()),
    Column("prove", lambda r: [q.prova.titolo for q in r.quote_prova.all()]),
    Column(
        "file",
        lambda r: [f.documento.nome for q in r.quote_prova.all() for f in q.prova.file.all()],
    ),
)
