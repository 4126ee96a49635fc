"""Whatever the file is, there is an answer, soon, and the portal goes on."""

import io
import subprocess
import sys

import pytest

from conciliazione import recinto
from conciliazione.allegati import Verdetto, cancello, examine
from conciliazione.enums import TipoDocumento
from tests.conciliazione.allegati.ostili import pdf_that_swells, pdf_with_javascript
from tests.factories.file import make_image, make_pdf

INESPLORABILE = (
    "Il file è costruito in un modo che il portale non riesce a controllare: stamparlo come PDF"
    " («Stampa», poi «Salva come PDF») e caricare quello."
)


@pytest.mark.parametrize("scritto", [bytes, io.BytesIO], ids=["bytes", "stream"])
def test_a_file_is_examined_from_bytes_or_from_a_stream(scritto: object) -> None:
    assert examine(scritto(make_pdf()), "C:\\Documenti\\Atto  uno.pdf") == Verdetto(
        ok=True, tipo=TipoDocumento.PDF, nome="Atto uno.pdf"
    )


def test_what_is_refused_inside_the_fence_is_refused_outside() -> None:
    verdetto = examine(pdf_with_javascript(), "modulo.pdf")

    assert (verdetto.ok, verdetto.codice, verdetto.nome) == (False, "javascript", "modulo.pdf")


def test_the_kinds_of_the_form_hold_inside_the_fence() -> None:
    assert examine(make_image(), "a.png", {TipoDocumento.PDF}).messaggio == (
        "Questo tipo di file non è ammesso. Si accettano: PDF."
    )


def test_an_empty_file_is_refused() -> None:
    assert examine(b"", "atto.pdf").messaggio == "Il file è vuoto."


def test_a_file_is_read_no_further_than_its_limit() -> None:
    flusso = io.BytesIO(b"%PDF-" + bytes(3 * 1024 * 1024))

    verdetto = examine(flusso, "atto.pdf", max_mb=1)

    assert (verdetto.codice, verdetto.messaggio) == (
        "troppo-grande",
        "Il file supera 1 MB.",
    )
    assert flusso.tell() == 1024 * 1024 + 1


def test_a_file_as_large_as_the_limit_is_looked_at() -> None:
    assert examine(b"x" * 1024 * 1024, "atto.pdf", max_mb=1).codice == "tipo"


def test_a_file_that_swells_swells_in_there() -> None:
    assert examine(pdf_that_swells(3000), "a.pdf").codice == "bomba"


def test_a_file_that_cannot_be_examined_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cancello, "_MEMORIA_MB", 48)

    verdetto = examine(make_pdf(), "a.pdf")

    assert (verdetto.ok, verdetto.codice, verdetto.messaggio) == (
        False,
        "inesplorabile",
        INESPLORABILE,
    )


@pytest.mark.parametrize(
    "funzione",
    [
        "tests.conciliazione.allegati.prigionieri:spin",
        "tests.conciliazione.allegati.prigionieri:swell",
        "tests.conciliazione.allegati.prigionieri:crash",
        "tests.conciliazione.allegati.prigionieri:write",
        "tests.conciliazione.allegati.prigionieri:babble",
        "tests.conciliazione.allegati.prigionieri:nobody",
        "nowhere:nobody",
    ],
)
def test_whatever_goes_wrong_in_the_fence_is_one_error(funzione: str) -> None:
    with pytest.raises(recinto.Stopped):
        recinto.run(funzione, b"", {}, 1, 256)


def test_the_fence_gives_no_setting_of_ours_to_what_runs_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "segreta")

    assert recinto.run("tests.conciliazione.allegati.prigionieri:tell", b"abc", {}, 5, 512) == {
        "byte": 3,
        "ambiente": ["LANG", "PYTHONDONTWRITEBYTECODE"],
    }


def test_the_process_that_serves_pages_loads_no_reader_of_contents() -> None:
    programma = (
        "import django; django.setup(); import sys, conciliazione.urls;"
        "print(sorted({'pikepdf', 'PIL', 'pyhanko'} & set(sys.modules)))"
    )
    finito = subprocess.run(
        [sys.executable, "-c", programma],
        env={"DJANGO_SETTINGS_MODULE": "conciliazione.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert finito.stdout == "[]\n"
