"""A plan that is complete and agrees with itself has no finding, whatever the check."""

import pytest

from piano.controlli import Controllo, all_checks, examine
from piano.dati import compile_data
from tests.piano.piano_pulito import GIORNO, make_clean_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.nome)
def test_a_clean_plan_gives_no_finding(check: Controllo) -> None:
    found = examine(make_clean_plan(), GIORNO, (check.nome,))
    assert [(rilievo.chiave, rilievo.testo) for rilievo in found] == []


def test_a_clean_plan_compiles() -> None:
    dati = compile_data(make_clean_plan(), GIORNO)
    assert [capitolo["slug"] for capitolo in dati["capitoli"]] == [
        *("rete", "contesto", "azioni", "risorse")
    ]
