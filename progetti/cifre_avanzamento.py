"""The figures of what the indicators of the projects have reached, on any day: what was verified.

The numbers are those of `progetti.misure`; here they have a key, and the rows behind them.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet

from conciliazione.cifre import Origine, OriginiDaRighe, OriginiUnite, Richiesta, cifra, conta
from conciliazione.date import format_day
from progetti.cifre import DEL_PROGETTO, indicatori
from progetti.enums import Andamento
from progetti.misure import Avanzamento, standings
from progetti.models import Indicatore, Rilevazione

PROGETTO = "risultato__obiettivo__progetto"
DELL_INDICATORE = {
    "argomento": "il progetto e i numeri di obiettivo, risultato e indicatore (progetto/1/2/1)",
    "nel_tempo": True,
}
NELL_UNITA = "nell’unità di misura dell’indicatore"


def _indicator(richiesta: Richiesta) -> Indicatore:
    """The indicator that the argument names; all are read only to say which there are."""
    righe = Indicatore.objects.filter(**{f"{PROGETTO}__ciclo": richiesta.ciclo})
    righe = righe.select_related(PROGETTO)
    trovato = righe.filter(**_place(richiesta.argomento)).first()
    if trovato is not None and trovato.riferimento == richiesta.argomento:
        return trovato
    ordine = (f"{PROGETTO}__lettera", "risultato__obiettivo__numero", "risultato__ordine", "ordine")
    return richiesta.pick({i.riferimento: i for i in righe.order_by(*ordine)})


def _place(argomento: str) -> dict[str, object]:
    """The lookups of `progetto/1/2/1`; of what is written otherwise, those of no row."""
    slug, *posti = argomento.split("/")
    if len(posti) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 6 for p in posti):
        return {"pk__in": ()}
    nomi = ("risultato__obiettivo__numero", "risultato__ordine", "ordine")
    return {f"{PROGETTO}__slug": slug, **dict(zip(nomi, map(int, posti), strict=True))}


def _standing(richiesta: Richiesta) -> Avanzamento:
    (letto,) = standings(
        [_indicator(richiesta)], solo_verificato=True, pubblico=True, on=richiesta.on
    )
    return letto


# --- The rows behind ------------------------------------------------------------------------------


def verified_rows(richiesta: Richiesta) -> Sequence[Origine]:
    """The baseline and the verified increments; of what does not add up, the last reading."""
    letto = _standing(richiesta)
    if letto.valore is None:
        return []
    indicatore = letto.indicatore
    righe = (
        Rilevazione.objects.verified()
        .filter(indicatore=indicatore, data__lte=richiesta.on)
        .prefetch_related("quote_prova__prova__tipo")
    )
    scrivi = partial(_verified, indicatore.cumulativo)
    if not indicatore.cumulativo:
        return [scrivi(riga) for riga in righe.order_by("-data", "-pk")[:1]]
    base = [Origine("Valore di partenza", indicatore.base)] if indicatore.base else []
    return OriginiUnite([base, OriginiDaRighe(righe.order_by("data", "pk"), scrivi=scrivi)])


def _verified(cumulativo: bool, riga: Rilevazione) -> Origine:
    """A verified value with the kind and the day of its proofs: neither files nor names."""
    genere = "Correzione" if riga.corregge_id else "Incremento" if cumulativo else "Lettura"
    prove = sorted((q.prova.data, q.prova.tipo.denominazione) for q in riga.quote_prova.all())
    dette = "; ".join(f"{tipo} del {format_day(data)}" for data, tipo in prove)
    provata = f" Prove: {dette}." if dette else " Verificato senza una prova allegata."
    return Origine(f"{genere} al {format_day(riga.data)}.{provata}", riga.valore)


def _compared(richiesta: Richiesta) -> Sequence[Origine]:
    """What the percentage compares."""
    letto = _standing(richiesta)
    if letto.percentuale is None:
        return []
    indicatore = letto.indicatore
    return [
        Origine("Valore verificato", letto.valore, unita=indicatore.unita),
        Origine("Valore di partenza", indicatore.base or Decimal(0), unita=indicatore.unita),
        Origine("Valore atteso", indicatore.target, unita=indicatore.unita),
    ]


# --- The figures ----------------------------------------------------------------------------------


@cifra(
    "progetti.verificato",
    "Valore verificato di un indicatore",
    unita=NELL_UNITA,
    origini=verified_rows,
    **DELL_INDICATORE,
)
def verificato(richiesta: Richiesta) -> Decimal | None:
    return _standing(richiesta).valore


@cifra(
    "progetti.avanzamento",
    "Quanto è fatto verso il valore atteso di un indicatore",
    "percento",
    origini=_compared,
    **DELL_INDICATORE,
)
def avanzamento(richiesta: Richiesta) -> Decimal | None:
    return _standing(richiesta).percentuale


@conta(
    "progetti.misurati",
    "Indicatori con un valore verificato",
    unita="indicatori",
    nel_tempo=True,
    **DEL_PROGETTO,
)
def misurati(richiesta: Richiesta) -> QuerySet[Indicatore]:
    verificate = Rilevazione.objects.verified().filter(data__lte=richiesta.on)
    return indicatori(richiesta).filter(pk__in=verificate.values("indicatore"))


@conta(
    "progetti.raggiunti",
    "Indicatori che hanno raggiunto il valore atteso",
    unita="indicatori",
    nel_tempo=True,
    **DEL_PROGETTO,
)
def raggiunti(richiesta: Richiesta) -> QuerySet[Indicatore]:
    letti = standings(
        misurati(richiesta).select_related(PROGETTO),
        solo_verificato=True,
        pubblico=True,
        on=richiesta.on,
    )
    riusciti = [a.indicatore.pk for a in letti if a.andamento == Andamento.RAGGIUNTO]
    return Indicatore.objects.filter(pk__in=riusciti)
