"""What the checks of structure, names and rules find in the Piano of 2014: all of it, in words.

`rilievi_2014_struttura.txt` is a finding after the other: level and key on a line, then the text.
Each was read against the document of 2014: a new line there is a new claim about that document.
"""

from datetime import date
from pathlib import Path

import pytest

from piano.controlli import Rilievo, examine
from piano.models import Piano
from tests.piano.controlli.semina import structure_checks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]

ATTESI = Path(__file__).parent / "rilievi_2014_struttura.txt"
# A month after the Piano was approved: its last term had passed.
GIORNO = date(2014, 7, 31)


def found() -> list[Rilievo]:
    return examine(Piano.objects.get(), GIORNO, structure_checks())


def written(rilievo: Rilievo) -> str:
    return f"{rilievo.livello} {rilievo.chiave}\n    {rilievo.testo}\n"


def test_every_finding_of_2014_is_the_one_expected() -> None:
    trovati = [written(rilievo) for rilievo in found()]
    attesi = ATTESI.read_text(encoding="utf-8").strip("\n").split("\n\n")
    assert trovati == [f"{atteso}\n" for atteso in attesi]


def test_no_two_findings_have_the_same_key() -> None:
    chiavi = [rilievo.chiave for rilievo in found()]
    assert sorted(chiavi) == sorted(set(chiavi))


def test_every_finding_leads_to_a_page_and_says_what_to_do() -> None:
    assert [r.chiave for r in found() if not (r.url.startswith("/") and r.rimedio)] == []


def test_the_key_and_the_values_stay_while_the_rows_do() -> None:
    assert [(r.chiave, r.impronta) for r in found()] == [(r.chiave, r.impronta) for r in found()]
