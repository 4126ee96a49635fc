"""The figures of the money, from the amounts granted; shares from the one budget (`prospetto`)."""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import QuerySet, Sum

from conciliazione.cifre import OriginiDaRighe, Richiesta, cifra, conta
from progetti.enums import FonteFinanziamento
from risorse.models import Stanziamento, Voce
from risorse.prospetto import Prospetto, Riga, budget

FONTE = "la fonte"


def _amounts(riga: Riga) -> dict[str, Decimal]:
    """The amount of each source, by its value."""
    return dict(zip(FonteFinanziamento.values, riga.importi, strict=True))


def _shares(riga: Riga) -> dict[str, Decimal]:
    """The percentage of each source, by its value; they add to 100."""
    return dict(zip(FonteFinanziamento.values, riga.quote, strict=True))


def _lines(prospetto: Prospetto) -> dict[str, Riga]:
    """The rows of the budget by the slug of their voce."""
    return {riga.voce.slug: riga for riga in prospetto.righe}


def _grants(richiesta: Richiesta) -> OriginiDaRighe:
    """The amounts that a figure adds up or compares: of the source, or of the voce, or of both,
    that the argument names; of all without one."""
    righe = Stanziamento.objects.vigenti().filter(voce__ciclo=richiesta.ciclo)
    righe = righe.select_related("voce")
    voce, _, fonte = richiesta.argomento.partition("/")
    if voce in FonteFinanziamento.values:
        righe = righe.filter(fonte=voce)
    elif voce:
        righe = righe.filter(voce__slug=voce)
    if fonte:
        righe = righe.filter(fonte=fonte)
    return OriginiDaRighe(righe.order_by("voce__ordine", "fonte", "in_natura"), "importo")


@conta("risorse.voci", "Voci di spesa del Piano", unita="voci")
def voci(richiesta: Richiesta) -> QuerySet[Voce]:
    return Voce.objects.filter(ciclo=richiesta.ciclo)


@cifra(
    "risorse.totale",
    "Risorse del Piano",
    "euro",
    argomento=FONTE,
    facoltativo=True,
    origini=_grants,
)
def totale(richiesta: Richiesta) -> Decimal:
    if not richiesta.argomento:
        date = Stanziamento.objects.vigenti().filter(voce__ciclo=richiesta.ciclo)
        return date.aggregate(somma=Sum("importo"))["somma"] or Decimal(0)
    riga = richiesta.once(budget).totale
    return richiesta.pick({"": riga.totale, **_amounts(riga)})


@cifra(
    "risorse.voce",
    "Risorse di una voce",
    "euro",
    argomento="voce oppure voce/fonte",
    origini=_grants,
)
def voce(richiesta: Richiesta) -> Decimal:
    righe = _lines(richiesta.once(budget))
    intere = {slug: riga.totale for slug, riga in righe.items()}
    return richiesta.pick(intere | _by_source(righe, _amounts))


@cifra(
    "risorse.quota",
    "Quota di una fonte sul totale, o su una voce",
    "percento",
    argomento="fonte oppure voce/fonte",
    origini=_grants,
)
def quota(richiesta: Richiesta) -> Decimal:
    prospetto = richiesta.once(budget)
    sulle_voci = _by_source(_lines(prospetto), _shares)
    return richiesta.pick(_shares(prospetto.totale) | sulle_voci)


def _by_source(
    righe: dict[str, Riga], per_fonte: Callable[[Riga], dict[str, Decimal]]
) -> dict[str, Decimal]:
    """`voce/fonte` → value, for every row."""
    return {
        f"{slug}/{fonte}": valore
        for slug, riga in righe.items()
        for fonte, valore in per_fonte(riga).items()
    }
