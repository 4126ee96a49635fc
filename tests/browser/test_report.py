"""A half-year is delivered, in a browser, by who sees the portal for the first time.

What a person does is counted: clicks and filled fields, from the entrance to the delivery.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Open
from tests.browser.finestra import DESK, TELEPHONE, Finestra
from tests.browser.sito import Sito, served
from tests.factories.file import make_pdf

pytestmark = pytest.mark.browser

BOTH = (DESK, TELEPHONE)
OGGI = datetime.now(ZoneInfo("Europe/Rome"))
SUD = "capofila-sud@alleanze.example"
AL_PIU = 40
# The lines that are due: a value for each, and the file that proves it.
DOVUTE = {
    "1-1-1": "2",
    "1-2-1": "2",
    "1-3-1": "4",
    "1-3-2": "1",
    "1-3-3": "5",
    "1-4-1": "1",
    "2-1-1": "2",
    "2-2-1": "1",
    "2-3-1": "6",
    "3-1-1": "3",
    "3-1-2": "1",
    "3-2-1": "1",
}


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Sito]:
    preparazione = (("crea_monitoraggio_demo",),)
    with served(tmp_path_factory.mktemp("consegna"), loaded, preparazione) as sito:
        yield sito


class Contate:
    """The hands of a person, counted: each click and each field that is filled."""

    def __init__(self, chi: Finestra) -> None:
        self.chi, self.quante = chi, 0

    def log_in(self, email: str) -> None:
        self.quante += 3
        self.chi.log_in(email)

    def go(self, path: str) -> None:
        self.quante += 1
        self.chi.go(path)

    def follow(self, name: str) -> None:
        self.quante += 1
        self.chi.follow(name)

    def press(self, name: str) -> None:
        self.quante += 1
        self.chi.press(name)

    def fill(self, chiave: str, valore: str) -> None:
        """Write a value and leave the field: the page saves it by itself."""
        self.quante += 1
        page = self.chi.page
        with page.expect_response(lambda r: r.request.method == "POST" and r.ok):
            page.locator(f"[name='valore-{chiave}']").fill(valore)
            page.keyboard.press("Tab")

    def choose_file(self, chiave: str) -> None:
        """Choose the file of a line: it is sent at once."""
        self.quante += 1
        page = self.chi.page
        scelto = {
            "name": f"prova {chiave}.pdf",
            "mimeType": "application/pdf",
            "buffer": make_pdf(f"La prova della riga {chiave}"),
        }
        with page.expect_navigation():
            page.locator(f"#file-{chiave}").set_input_files(scelto)


def test_a_half_year_is_delivered_in_forty_interactions(
    window: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    chi = window()
    mani = Contate(chi)
    mani.log_in(SUD)
    chi.check(*BOTH)
    mani.go("/monitoraggio/")
    chi.check(*BOTH)
    mani.follow("Complessi Equilibri")
    chi.check(*BOTH)
    chi.picture("consegna", "#obiettivo-1", 640)
    for chiave, valore in DOVUTE.items():
        mani.fill(chiave, valore)
        mani.choose_file(chiave)
        assert chi.says("è fra le prove di"), chiave
    mani.press("Salva e consegna")
    assert chi.says("I risultati sono consegnati: ora si verificano.")
    chi.check(*BOTH)
    with capsys.disabled():
        print(f"\n  {mani.quante} interactions, {len(DOVUTE)} due lines (at most {AL_PIU})")  # noqa: T201
    assert mani.quante <= AL_PIU
    _verify_what_is_in_order(window(), BOTH)
    righe = chi.sito.sql(
        "SELECT r.stato, count(*) FROM progetti_rilevazione r JOIN progetti_consegna c"
        " ON c.id = r.consegna_id WHERE c.consegnata_il IS NOT NULL AND c.stato = 'consegnata'"
        " GROUP BY r.stato ORDER BY r.stato"
    )
    assert righe == [("verificata", 13)]
    chiunque = window()
    chiunque.go("/progetti/a-che-punto-siamo/")
    assert chiunque.says("Di 30 indicatori, 13 hanno un valore verificato")


def _verify_what_is_in_order(ufficio: Finestra, larghezze: tuple[int, int]) -> None:
    """The ASL reads what was declared, and verifies together all that rests on its proofs."""
    ufficio.log_in("operatore@asl.example")
    ufficio.go("/monitoraggio/verifica/")
    ufficio.check(*larghezze)
    ufficio.picture("verifica")
    ufficio.follow("Segnarle tutte")
    ufficio.press("Verifica le righe segnate")
    ufficio.check(*larghezze)


def test_without_scripts_a_line_is_saved_and_proved_all_the_same(window: Open) -> None:
    chi = window(scripts=False)
    chi.log_in("capofila-martesana@alleanze.example")
    chi.go("/monitoraggio/")
    chi.follow("Rete Adda Martesana")
    chi.write("valore-1-1-2", "7")
    chi.press("Salva")
    assert chi.says("I risultati sono salvati.")
    chi.follow("Registra una prova")
    chi.choose("tipo", "Elenco delle presenze")
    chi.write("titolo", "Seminario con le aziende")
    chi.write("data", f"{OGGI - timedelta(days=20):%Y-%m-%d}")
    chi.press("Continua")
    chi.send_file("presenze.pdf", make_pdf("Presenze"), "Aggiungi il file")
    chi.write("quota-1-1-2", "7")
    chi.press("Registra la prova")
    assert chi.says("La prova conta per gli indicatori scelti.")
