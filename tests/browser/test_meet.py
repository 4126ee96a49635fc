"""A meeting in a browser: convened, held, its minutes written, approved, published and read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conciliazione.periodi import today
from tests.browser.conftest import Open
from tests.browser.finestra import DESK, TELEPHONE, Finestra
from tests.browser.sito import Sito, served

pytestmark = pytest.mark.browser

BOTH = (DESK, TELEPHONE)
OPERATORE = "operatore@asl.example"
COMITATO = "Comitato di Valutazione e Monitoraggio locale"
SEGGI = 5
DISCUSSO = "Il Comitato ha esaminato il calendario dei lavori."


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Sito]:
    with served(tmp_path_factory.mktemp("sedute"), loaded, worker=True) as sito:
        yield sito


def convene(ufficio: Finestra) -> str:
    """Plan a meeting in two weeks, write its agenda, call who sits there; its path."""
    ufficio.go("/rete/sedute/nuova/")
    ufficio.check()
    ufficio.choose("organo", COMITATO)
    ufficio.write("inizio", f"{today() + timedelta(days=14):%Y-%m-%d}T10:00")
    ufficio.write("luogo", "Sala riunioni, primo piano")
    ufficio.choose("segretario", "Operatore della Rete")
    ufficio.press("Programma la seduta")
    ufficio.check()
    ufficio.write("nuovo-titolo", "Calendario dei lavori")
    ufficio.press("Aggiungi il punto e salva")
    ufficio.press("Salva e torna alla seduta")
    path = ufficio.path()
    ufficio.follow("Convoca")
    ufficio.check(*BOTH)
    ufficio.picture("sedute-convoca")
    ufficio.press("Convoca e invia le e-mail")
    ufficio.check()
    assert "Calendario dei lavori" in ufficio.sito.mail_to("comitato-ster@comitato.example")
    return path


def change_agenda(ufficio: Finestra, path: str) -> None:
    """One point more after the convocation: prepared in the page, then told to who was invited."""
    ufficio.go(path)
    ufficio.follow("Cambia l’ordine del giorno")
    ufficio.check(*BOTH)
    ufficio.write("nuovo-titolo", "Varie")
    ufficio.press("Aggiungi il punto")
    ufficio.check()
    ufficio.press("Salva e avvisa")
    ufficio.check(*BOTH)
    ufficio.write("motivo", "Si aggiunge un punto.")
    ufficio.press("Salva e avvisa")
    ufficio.check(*BOTH)
    assert ufficio.says("Aggiornato il")
    assert "2. Varie" in ufficio.sito.mail_to("comitato-ster@comitato.example")


def bring_forward(sito: Sito, path: str, days_ago: int) -> None:
    """The day of the meeting has come: nobody waits two weeks for a test."""
    inizio = datetime.now(UTC) - timedelta(days=days_ago)
    sito.sql(
        "UPDATE rete_seduta SET inizio = ? WHERE codice = ?",
        f"{inizio:%Y-%m-%d %H:%M:00}",
        path.split("/")[-2],
    )


def hold(ufficio: Finestra, path: str) -> None:
    """Mark who came, and the meeting as held."""
    ufficio.go(path)
    ufficio.follow("Presenze")
    for posto in range(1, SEGGI):
        ufficio.choose(f"seggio-{posto}", "Presente")
    ufficio.choose(f"seggio-{SEGGI}", "Assente giustificato")
    ufficio.check(*BOTH)
    ufficio.picture("sedute-presenze")
    ufficio.press("Salva le presenze")
    ufficio.follow("Segna la seduta come tenuta")
    ufficio.check()
    ufficio.press("Segna come tenuta")
    ufficio.check()


def write_minutes(ufficio: Finestra, path: str) -> None:
    """Write, go away without saving, come back: it is all there."""
    ufficio.go(path)
    ufficio.follow("Scrivi il verbale")
    ufficio.check(*BOTH)
    ufficio.page.locator("#id_verbale").fill(f"# Seduta del Comitato\n\n{DISCUSSO}")
    ufficio.page.get_by_text("Salvato alle").wait_for()
    ufficio.check()
    ufficio.picture("sedute-verbale")
    ufficio.go("/scrivania/")
    ufficio.go(f"{path}verbale/")
    assert DISCUSSO in ufficio.page.locator("#id_verbale").input_value()
    ufficio.follow("Chiudi il verbale")
    ufficio.check()
    ufficio.press("Chiudi il verbale")
    ufficio.check()


def approve(ufficio: Finestra, path: str) -> None:
    """The later meeting approved the minutes: recorded, then published."""
    ufficio.go(path)
    ufficio.follow("Registra l’approvazione del verbale")
    ufficio.page.locator("[name=approvata_in]").select_option(index=1)
    ufficio.check()
    ufficio.press("Registra l’approvazione del verbale")
    ufficio.follow("Pubblica il verbale")
    ufficio.check()
    ufficio.press("Pubblica il verbale")
    ufficio.check(*BOTH)
    ufficio.wait_for_link("Scarica il verbale", "Aggiorna la pagina")
    ufficio.picture("sedute-pubblicata")


def test_a_meeting_is_held_and_everybody_reads_its_minutes(window: Open) -> None:
    ufficio, chiunque = window(), window()
    ufficio.log_in(OPERATORE)
    prima, dopo = convene(ufficio), convene(ufficio)
    change_agenda(ufficio, prima)
    for path, days_ago in ((prima, 2), (dopo, 1)):
        bring_forward(ufficio.sito, path, days_ago)
        hold(ufficio, path)
    write_minutes(ufficio, prima)
    chiunque.go(prima)
    assert not chiunque.says(DISCUSSO)
    approve(ufficio, prima)
    chiunque.go(prima)
    chiunque.check(*BOTH)
    assert chiunque.says(DISCUSSO)
    assert chiunque.download("Scarica il verbale").startswith(b"%PDF")
