"""What the matrix of the rights asks for of the indicators of the Piano: each maker gives the parts
of an address."""

from collections.abc import Callable
from datetime import date

from piano.enums import StatoPiano
from rete.models import Ciclo
from tests.factories import make_piano
from tests.factories.piano import make_misura


def _measure(stato: str, **campi: object) -> dict[str, object]:
    make_misura(piano=make_piano(ciclo=Ciclo.objects.current(), stato=stato, **campi))
    return {"indicatore": 1, "ordine": 1}


def _proposed() -> dict[str, object]:
    return _measure(StatoPiano.PROPOSTO, proposto_il=date(2014, 6, 27))


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "misura": lambda: _measure(StatoPiano.IN_REDAZIONE),
    "misura-proposta": _proposed,
}
