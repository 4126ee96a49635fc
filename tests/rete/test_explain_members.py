"""The database counts the members as the rule does, and shows them a page at a time."""

from datetime import date, timedelta

import pytest

from conciliazione.cifre import Richiesta
from rete.cifre import ADESIONE_DI, _member_rows, members
from rete.consistenza import count_members
from rete.enums import TipoAdesione, TipoConsistenza
from rete.models import Adesione, ConsistenzaDichiarata
from tests.factories import make_accordo, make_adesione, make_ciclo

INIZIO = date(2014, 6, 1)
GIORNI = [INIZIO + timedelta(days=n) for n in range(-3, 12)]


def make_network(dichiarato: bool):
    """Adhesions of every kind that begin and end around the days of two declared numbers."""
    ciclo = make_ciclo()
    accordo = make_accordo(ciclo=ciclo)
    for tipo in TipoAdesione:
        for dal, al in ((-2, None), (0, 3), (1, 1), (2, None), (3, 6), (5, None)):
            make_adesione(
                accordo=accordo,
                tipo=tipo,
                dal=INIZIO + timedelta(days=dal),
                al=None if al is None else INIZIO + timedelta(days=al),
            )
    make_adesione(accordo=accordo, tipo=TipoAdesione.DEDOTTA, dal=None)
    for tipo, quando in ((TipoConsistenza.SOTTOSCRITTORI, 0), (TipoConsistenza.ADERENTI, 4)):
        if dichiarato:
            ConsistenzaDichiarata.objects.create(
                accordo=accordo,
                tipo=tipo,
                numero=20,
                data=INIZIO + timedelta(days=quando),
                fonte="Documento",
            )
    return ciclo


@pytest.mark.parametrize("dichiarato", [True, False])
@pytest.mark.parametrize("giorno", GIORNI)
def test_the_database_counts_what_the_rule_counts(db, dichiarato, giorno):
    ciclo = make_network(dichiarato)
    attesi = {
        tipo.value: count_members(
            ConsistenzaDichiarata.objects.filter(tipo=tipo),
            Adesione.objects.filter(tipo=di, dal__isnull=False),
            giorno,
        )
        for tipo, di in ADESIONE_DI.items()
    }
    assert members(ciclo, giorno) == attesi


@pytest.mark.parametrize("giorno", GIORNI)
def test_the_rows_add_up_to_the_number_whole_or_in_pages(db, giorno):
    righe = _member_rows(Richiesta(make_network(True), giorno))
    tutte = list(righe)
    assert sum(r.valore for r in tutte) == sum(members(righe_ciclo(), giorno).values())
    assert [r for da in range(0, len(righe), 2) for r in righe[da : da + 2]] == tutte
    assert [righe[n] for n in range(len(righe))] == tutte
    assert righe[-1] == tutte[-1] if tutte else not len(righe)


def righe_ciclo():
    return Adesione.objects.first().accordo.ciclo
