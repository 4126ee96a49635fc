"""Sheets that count, of who by what is known now could not score them: found after the reveal.

The facts are those of the day of the reveal: what two bodies did later changes nothing. Nothing
is touched: who records the acts of the call looks at each and says what they made of it.
"""

from django.db import transaction
from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.transizioni import record
from progetti.chi_valuta import ChiValuta
from progetti.models import Avviso, Valutazione
from progetti.models.valutazioni import CONSEGNATE
from progetti.permissions import read_conflicts
from rete.models import Utente

ESAMINATE = "examine_conflicts"


def explain_late(avviso: Avviso) -> list[tuple[Valutazione, tuple[str, ...]]]:
    """The sheets of a revealed call that were not looked at yet, each with its reasons."""
    quadro = read_conflicts(avviso, timezone.localdate(avviso.rivelato_il))
    chi = ChiValuta(avviso, quadro)
    esaminate = _examined(avviso)
    schede = Valutazione.objects.filter(proposta__avviso=avviso, stato__in=CONSEGNATE)
    schede = schede.select_related("proposta__proponente", "mandato__utente").order_by("pk")
    return [
        (scheda, chi.reasons(scheda.mandato, scheda.proposta))
        for scheda in schede
        if (scheda.mandato_id, scheda.proposta_id) in quadro.vietate
        and scheda.codice not in esaminate
    ]


def count_late(avviso: Avviso) -> int:
    """How many sheets of a revealed call are still to be looked at."""
    quadro = read_conflicts(avviso, timezone.localdate(avviso.rivelato_il))
    contano = Valutazione.objects.filter(proposta__avviso=avviso, stato__in=CONSEGNATE)
    righe = contano.values_list("mandato", "proposta", "codice")
    tardive = {codice for m, p, codice in righe if (m, p) in quadro.vietate}
    return len(tardive - _examined(avviso)) if tardive else 0


def examine(avviso: Avviso, codici: list[str], by: Utente, motivo: str, veste: str) -> None:
    """Write in the history of the call that those sheets were looked at, and what of it."""
    with transaction.atomic():
        record(
            avviso,
            ESAMINATE,
            by,
            da=avviso.stato,
            a=avviso.stato,
            reason=motivo,
            acting_as=veste,
            schede=codici,
        )


def _examined(avviso: Avviso) -> set[str]:
    fatti = Passaggio.objects.about(avviso).filter(verbo=ESAMINATE)
    return {codice for dati in fatti.values_list("dati", flat=True) for codice in dati["schede"]}
