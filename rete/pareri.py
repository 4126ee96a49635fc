"""The opinions of the organi: how one is corrected, and what it said before.

An opinion has no `stato`. What is corrected of it is told in its history, where it stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from conciliazione.models import Passaggio
from conciliazione.transizioni import record
from rete.enums import EsitoParere
from rete.models import Parere, Utente

# What may be corrected, in the words of the page.
CORREGGIBILI = {"oggetto": "oggetto", "esito": "esito", "osservazioni": "osservazioni"}
REGISTRATO, CORRETTO = "registrato", "corretto"


@dataclass(frozen=True)
class Correzione:
    """When an opinion was corrected, why, and what it said before."""

    quando: datetime
    motivo: str
    prima: str


def keep_correction(
    parere: Parere, prima: Mapping[str, str], by: Utente, motivo: str, *, acting_as: str = ""
) -> None:
    """Write in the history of an opinion what it said, in the transaction that corrects it."""
    record(
        parere,
        "correct",
        by,
        da=REGISTRATO,
        a=CORRETTO,
        reason=motivo,
        acting_as=acting_as,
        **prima,
    )


def with_corrections(pareri: Iterable[Parere]) -> list[tuple[Parere, list[Correzione]]]:
    """Each opinion with its corrections, the first of them first; one query, or none."""
    tutti = list(pareri)
    per_parere: dict[str, list[Correzione]] = {str(parere.pk): [] for parere in tutti}
    if per_parere:
        tipo = ContentType.objects.get_for_model(Parere)
        for passaggio in Passaggio.objects.filter(oggetto_tipo=tipo, oggetto_id__in=per_parere):
            per_parere[passaggio.oggetto_id].append(_correction(passaggio))
    return [(parere, per_parere[str(parere.pk)]) for parere in tutti]


def _correction(passaggio: Passaggio) -> Correzione:
    scritti = [(nome, passaggio.dati[nome]) for nome in CORREGGIBILI if nome in passaggio.dati]
    prima = "; ".join(f"{CORREGGIBILI[nome]} «{_in_words(nome, v)}»" for nome, v in scritti)
    return Correzione(passaggio.quando, passaggio.motivo, prima)


def _in_words(nome: str, valore: str) -> str:
    return str(dict(EsitoParere.choices)[valore]) if nome == "esito" else valore or "nessuna"
