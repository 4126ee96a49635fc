"""The Piano compiled by real workers, killed and fed twice: always exactly one Versione.

As `tests/conciliazione/test_survive.py`, on the configuration that the environment says.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conciliazione.test_survive import Installation, kill, own_broker, own_database

ASK = """
from datetime import date
from django.db import transaction
from piano.models import Piano
from piano.tasks import ask_to_compile
with transaction.atomic():
    print(ask_to_compile(Piano.objects.get(), date(2014, 6, 27), by=None).codice)
"""
SHA256 = re.compile(r"SHA-256: ([0-9a-f]{64})")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A portal of its own with the whole plan of 2014 in it."""
    cartella = tmp_path_factory.mktemp("compilazione")
    with own_database(cartella) as database:
        installazione = Installation(cartella, database, own_broker())
        # Longer than any phase of this job, however busy the machine is.
        installazione.env["ELABORAZIONE_LEASE_SECONDI"] = "20"
        installazione.python("manage.py", "migrate", "--verbosity=0")
        installazione.python("manage.py", "carica_piano_2014")
        yield installazione


def ask(installation: Installation, **env: str) -> str:
    return installation.python("manage.py", "shell", "-v0", "-c", ASK, **env).strip()


def versions_of(installation: Installation, code: str) -> int:
    sql = (
        "SELECT v.id FROM piano_versione v JOIN conciliazione_elaborazione e"
        " ON e.id = v.elaborazione_id WHERE e.codice = {}"
    )
    return len(installation.query(sql, code))


def test_two_processes_compile_the_same_bytes(installation: Installation, tmp_path: Path) -> None:
    """Whatever the order in which their sets and dictionaries happen to be."""
    said = [
        installation.python(
            "manage.py",
            "compila_piano",
            "--output",
            str(tmp_path / "piano.pdf"),
            PYTHONHASHSEED=seed,
        )
        for seed in ("1", "2")
    ]
    first, second = (SHA256.search(words)[1] for words in said)
    assert first == second


def test_killed_while_it_lays_out_the_pages_it_starts_again(installation: Installation) -> None:
    code = ask(installation)
    with installation.worker() as first:
        installation.wait(lambda: "pagina" in installation.job(code)["fase"])
        kill(first)
    assert (installation.job(code)["stato"], versions_of(installation, code)) == ("in_corso", 0)

    with installation.worker():
        assert installation.wait_end(code) == "riuscita"
    assert installation.job(code)["tentativi"] == 2
    assert versions_of(installation, code) == 1


def test_asked_while_the_broker_is_down_it_is_found_again(installation: Installation) -> None:
    code = ask(installation, **installation.unreachable_broker())
    assert installation.job(code)["pubblicata_il"] is None

    with installation.worker():
        assert installation.wait_end(code) == "riuscita"
    assert versions_of(installation, code) == 1


def test_forgotten_by_the_broker_and_then_delivered_three_times(
    installation: Installation,
) -> None:
    code = ask(installation)
    installation.empty_broker()
    for _ in range(3):
        assert installation.portal("deliver", code) == "True"

    with installation.worker():
        assert installation.wait_end(code) == "riuscita"
    assert (installation.job(code)["tentativi"], versions_of(installation, code)) == (1, 1)


def test_a_text_to_mend_fails_at_once_with_its_reason(installation: Installation) -> None:
    spoil = (
        "from piano.models import Sezione; s = Sezione.objects.first();"
        " s.testo += '\\n\\n[[rete.membro]]'; s.save()"
    )
    installation.python("manage.py", "shell", "-v0", "-c", spoil)
    code = ask(installation)

    with installation.worker():
        assert installation.wait_end(code) == "fallita"
    failed = installation.job(code)
    assert "la cifra «rete.membro» non esiste" in failed["errore"]
    assert (failed["tentativi"], versions_of(installation, code)) == (1, 0)
