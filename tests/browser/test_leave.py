"""A recesso in a browser: recorded by mistake, and taken back with both in the history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.finestra import DESK, TELEPHONE
from tests.browser.sito import Sito, served

pytestmark = pytest.mark.browser

BOTH = (DESK, TELEPHONE)
SOGGETTO = "/rete/soggetti/alspes/"


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Sito]:
    with served(tmp_path_factory.mktemp("recesso"), loaded) as sito:
        yield sito


def test_a_recesso_by_mistake_is_taken_back(window: Open) -> None:
    ufficio = window()
    ufficio.log_in("operatore@asl.example")
    ufficio.go(SOGGETTO)
    ufficio.follow("Registra il recesso dalla Rete")
    ufficio.check(*BOTH)
    ufficio.write("al", "2015-03-31")
    ufficio.write("motivo", "Comunicato per PEC.")
    ufficio.pick("tipo", "aderente")
    ufficio.press("Registra il recesso")
    ufficio.check()
    ufficio.follow("Registra il recesso dalla Rete")
    ufficio.check(*BOTH)
    ufficio.follow("Annulla il recesso")
    ufficio.check(*BOTH)
    ufficio.press("Annulla il recesso")
    ufficio.check(*BOTH)
    ufficio.write("motivo", "Scheda sbagliata.")
    ufficio.press("Annulla il recesso")
    assert ufficio.says("Il recesso è annullato")
    ufficio.follow("Registra il recesso dalla Rete")
    ufficio.check(*BOTH)
    assert ufficio.says("Scheda sbagliata.")
