"""The rows of a call, criteria and requirements, rewritten as a whole."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from progetti.enums import StatoAvviso
from progetti.models import Avviso, Criterio, RequisitoAvviso, RimedioAmmesso

PARTI = {"criteri": Criterio, "requisiti": RequisitoAvviso}
Riga = Mapping[str, object]


def hold_draft(avviso: Avviso) -> bool:
    """Keep a call a draft until the end of the caller's transaction; False if it is no more."""
    bozza = Avviso.objects.filter(pk=avviso.pk, stato=StatoAvviso.BOZZA)
    return bozza.update(versione=F("versione")) == 1


def rewrite_draft(avviso: Avviso, versione: int, parte: str, righe: Sequence[Riga]) -> bool:
    """Give a draft these rows in this order; False, and nothing written, if it moved on.

    It must still be as it was read at `versione`, and not published.
    """
    ferma = Avviso.objects.filter(pk=avviso.pk, versione=versione, stato=StatoAvviso.BOZZA)
    with transaction.atomic():
        if ferma.update(versione=F("versione") + 1) != 1:
            return False
        replace(avviso, parte, righe)
    avviso.refresh_from_db(fields=["versione"])
    return True


def replace(avviso: Avviso, parte: str, righe: Sequence[Riga]) -> None:
    """Put these rows in the place of those that the call has; inside the caller's transaction."""
    modello = PARTI[parte]
    modello.objects.filter(avviso=avviso).delete()
    modello.objects.bulk_create(
        modello(avviso=avviso, ordine=ordine, **riga) for ordine, riga in enumerate(righe, 1)
    )


def admit_remedies(avviso: Avviso, rimedi: Iterable[str]) -> None:
    """Let these remedies, and no others, be chosen without enough members; inside the caller's
    transaction."""
    avviso.rimedi.all().delete()
    RimedioAmmesso.objects.bulk_create(
        RimedioAmmesso(avviso=avviso, rimedio=rimedio) for rimedio in rimedi
    )
