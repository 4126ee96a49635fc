"""What the budget does when a proposal is funded, or gives up: rows only, inside the same
transaction."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Max

from conciliazione.periodi import today
from progetti.enums import FonteFinanziamento
from progetti.models import Progetto, Proposta, QuotaProposta
from rete.models import Atto
from risorse.enums import ScopoVoce
from risorse.models import Stanziamento, Voce


def allocate(sender: object, progetto: Progetto, proposta: Proposta, **altro: object) -> None:
    """The line of a project that was just funded: what was granted, and what each other source
    promised, in money and in kind.

    The lines of a ciclo are numbered one after the other: who funds holds the ciclo.
    """
    ultima = Voce.objects.filter(ciclo_id=progetto.ciclo_id).aggregate(ultima=Max("ordine"))
    voce = Voce.objects.create(
        slug=_free_slug(progetto.slug),
        ciclo_id=progetto.ciclo_id,
        ordine=(ultima["ultima"] or 0) + 1,
        denominazione_citata=f"Progetto «{progetto.titolo}»"[:160],
        scopo=ScopoVoce.PROGETTO,
        progetto=progetto,
    )
    Stanziamento.objects.bulk_create(
        Stanziamento(voce=voce, fonte=fonte, in_natura=in_natura, importo=importo)
        for fonte, in_natura, importo in _amounts(proposta)
    )


def revoke(
    sender: object, progetto: Progetto, proposta: Proposta, atto: Atto | None, **altro: object
) -> None:
    """Nothing of what a project had counts any more: who proposed it gave up."""
    righe = Stanziamento.objects.vigenti().filter(voce__progetto=progetto)
    motivo = f"Rinuncia di {proposta.proponente}, proposta {proposta.codice}"[:240]
    righe.update(revocato_il=today(), motivo_revoca=motivo, atto_revoca=atto)


def _amounts(proposta: Proposta) -> Iterator[tuple[str, bool, Decimal]]:
    """Source, whether in kind, euro: what was asked counts for what was granted."""
    yield FonteFinanziamento.REGIONALE.value, False, proposta.importo_concesso
    promesse: dict[tuple[str, bool], Decimal] = {}
    altre = QuotaProposta.objects.filter(proposta=proposta)
    for quota in altre.exclude(fonte=FonteFinanziamento.REGIONALE):
        quale = (quota.fonte, quota.in_natura)
        promesse[quale] = promesse.get(quale, Decimal(0)) + quota.importo
    for (fonte, in_natura), importo in promesse.items():
        yield fonte, in_natura, importo


def _free_slug(base: str) -> str:
    """The address of the project, or the first like it that no line has."""
    presi = set(Voce.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    liberi = (f"{base[:75]}-{n}" for n in range(2, len(presi) + 3))
    return base if base not in presi else next(slug for slug in liberi if slug not in presi)
