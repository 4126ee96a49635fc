"""The figures of the money: all read from the one budget (`prospetto`)."""

from collections.abc import Callable
from decimal import Decimal

from conciliazione.cifre import Richiesta, cifra
from risorse.enums import FonteFinanziamento
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


@cifra("risorse.voci", "Voci di spesa del Piano")
def voci(richiesta: Richiesta) -> int:
    return len(budget(richiesta.ciclo).righe)


@cifra("risorse.totale", "Risorse del Piano", "euro", argomento=FONTE, facoltativo=True)
def totale(richiesta: Richiesta) -> Decimal:
    riga = budget(richiesta.ciclo).totale
    return richiesta.pick({"": riga.totale, **_amounts(riga)})


@cifra("risorse.voce", "Risorse di una voce", "euro", argomento="voce oppure voce/fonte")
def voce(richiesta: Richiesta) -> Decimal:
    righe = _lines(budget(richiesta.ciclo))
    intere = {slug: riga.totale for slug, riga in righe.items()}
    return richiesta.pick(intere | _by_source(righe, _amounts))


@cifra(
    "risorse.quota",
    "Quota di una fonte sul totale, o su una voce",
    "percento",
    argomento="fonte oppure voce/fonte",
)
def quota(richiesta: Richiesta) -> Decimal:
    prospetto = budget(richiesta.ciclo)
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
