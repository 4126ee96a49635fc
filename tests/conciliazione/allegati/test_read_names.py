"""A name is shown as it reads; one that hides something, or that no system takes, is refused."""

import pytest

from conciliazione.allegati import clean_name
from conciliazione.allegati.nomi import check_name
from conciliazione.allegati.verdetto import Refused


@pytest.mark.parametrize(
    ("scritto", "mostrato"),
    [
        ("Atto.pdf", "Atto.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\mario\\Atto.pdf", "Atto.pdf"),
        ("  due   spazi.pdf ", "due spazi.pdf"),
        ("Delibera n° 12 – perché.pdf", "Delibera n° 12 – perché.pdf"),
        ("x" * 196 + ".pdf", "x" * 196 + ".pdf"),
        ("console.pdf", "console.pdf"),
        (".htaccess", ".htaccess"),
    ],
)
def test_a_plain_name_is_kept_without_its_folders(scritto: str, mostrato: str) -> None:
    assert check_name(scritto) == mostrato


@pytest.mark.parametrize(
    ("scritto", "codice"),
    [
        ("", "nome-assente"),
        ("   ", "nome-assente"),
        ("..", "nome-assente"),
        ("cartella/", "nome-assente"),
        ("fattura\u202efdp.exe", "nome-nascosto"),
        ("fattura\u2066.pdf", "nome-nascosto"),
        ("fattura\u200b.pdf", "nome-nascosto"),
        ("fattura\x00.pdf", "nome-nascosto"),
        ("fattura\r\nSet-Cookie: a.pdf", "nome-nascosto"),
        ("fattura\x7f.pdf", "nome-nascosto"),
        ("fattura\ud800.pdf", "nome-nascosto"),
        ("x" * 197 + ".pdf", "nome-lungo"),
        ("CON", "nome-riservato"),
        ("con.pdf", "nome-riservato"),
        ("Lpt1.tar.pdf", "nome-riservato"),
        ("NUL.p7m", "nome-riservato"),
    ],
)
def test_any_other_name_is_refused_for_its_own_reason(scritto: str, codice: str) -> None:
    with pytest.raises(Refused) as motivo:
        check_name(scritto)

    assert motivo.value.codice == codice


@pytest.mark.parametrize(
    ("scritto", "mostrato"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("due  spazi\n.pdf", "due spazi.pdf"),
        ("\x00\u202e", "documento"),
        ("", "documento"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("a." + "y" * 300, "a." + "y" * 19),
        (".pdf", ".pdf"),
    ],
)
def test_a_name_that_is_refused_can_still_be_shown(scritto: str, mostrato: str) -> None:
    assert clean_name(scritto) == mostrato
