"""The queue of the membership requests as a file: the columns, and how each is read."""

from collections.abc import Callable

from django.utils import timezone

from conciliazione.esporta import Column
from rete.coda_domande import time_of
from rete.models import DomandaAdesione

NOME = "domande-di-adesione"


def _of(campo: str) -> Callable[[DomandaAdesione], object]:
    return lambda domanda: getattr(domanda, campo)


def _shown(campo: str) -> Callable[[DomandaAdesione], object]:
    return lambda domanda: getattr(domanda, f"get_{campo}_display")()


def _day(campo: str) -> Callable[[DomandaAdesione], object]:
    def read(domanda: DomandaAdesione) -> object:
        momento = getattr(domanda, campo)
        return timezone.localdate(momento) if momento else ""

    return read


COLONNE = (
    Column("codice", _of("codice")),
    Column("denominazione", _of("denominazione")),
    Column("natura", _shown("natura")),
    Column("codice_fiscale", _of("codice_fiscale")),
    Column("partita_iva", _of("partita_iva")),
    Column("comune", lambda d: d.comune.denominazione if d.comune else d.localita),
    Column("ambito", lambda d: d.comune.ambito.denominazione if d.comune else ""),
    Column("pec", _of("pec")),
    Column("email", _of("email")),
    Column("referente", _of("referente_nome")),
    Column("stato", _shown("stato")),
    Column("inviata_il", _day("inviata_il")),
    Column("entro_il", _of("entro_il")),
    Column("termine", lambda d: time_of(d).parole),
    Column("assegnata_a", lambda d: d.assegnata_a.nome if d.assegnata_a else ""),
    Column("protocollo", _of("protocollo")),
    Column("protocollo_del", lambda d: d.protocollo_del or ""),
    Column("decisa_il", _day("decisa_il")),
    Column("atto", lambda d: str(d.atto) if d.atto else ""),
)
