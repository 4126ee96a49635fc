"""The opinions of the organi: how one is corrected, and what it said before.

An opinion has no `stato`. It is sealed when it is recorded and each time that it is corrected;
what is corrected of it is told in its history, where it stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from conciliazione.models import CopiaSigillata, Passaggio
from conciliazione.transizioni import record
from rete.carta_pareri import seal_opinion
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
    """Write in the history of an opinion what it said, and seal what it says now, in the
    transaction that corrects it."""
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
    seal_opinion(parere, by, motivo)


@dataclass(frozen=True)
class Letto:
    """An opinion as its page shows it: its corrections, the first of them first, and its sealed
    copies, the last of them first."""

    parere: Parere
    correzioni: list[Correzione]
    copie: list[CopiaSigillata]


def with_history(pareri: Iterable[Parere]) -> list[Letto]:
    """Each opinion with its corrections and its copies; two queries, or none."""
    letti = {str(parere.pk): Letto(parere, [], []) for parere in pareri}
    if letti:
        suoi = {"oggetto_tipo": ContentType.objects.get_for_model(Parere), "oggetto_id__in": letti}
        for passaggio in Passaggio.objects.filter(**suoi):
            letti[passaggio.oggetto_id].correzioni.append(_correction(passaggio))
        for copia in CopiaSigillata.objects.filter(**suoi).select_related("documento"):
            letti[copia.oggetto_id].copie.insert(0, copia)
    return list(letti.values())


def _correction(passaggio: Passaggio) -> Correzione:
    scritti = [(nome, passaggio.dati[nome]) for nome in CORREGGIBILI if nome in passaggio.dati]
    prima = "; ".join(f"{CORREGGIBILI[nome]} «{_in_words(nome, v)}»" for nome, v in scritti)
    return Correzione(passaggio.quando, passaggio.motivo, prima)


def _in_words(nome: str, valore: str) -> str:
    return str(dict(EsitoParere.choices)[valore]) if nome == "esito" else valore or "nessuna"
