"""`controlla_piano` and `concedi_deroghe`: what an official or a program reads of them."""

import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from piano.models import Deroga, Piano
from rete.models import Ciclo
from tests.factories import make_piano
from tests.piano.controlli_di_prova import chapters_named, planted_check

REASON = ("--motivo", "Così nel documento.", "--in-veste-di", "Responsabile del procedimento")


@pytest.fixture(autouse=True)
def _check() -> Iterator[None]:
    with planted_check():
        yield


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    return chapters_named(make_piano(ciclo=ciclo), "Avvertenza", "Errore", "Errore grave", "Bene")


def run(*options: str, command: str = "controlla_piano") -> str:
    out = io.StringIO()
    call_command(command, *options, stdout=out, stderr=out)
    return out.getvalue()


def test_it_prints_errors_first_under_their_check_and_counts(piano: Piano) -> None:
    assert run() == (
        "ERRORE · Titolo di un capitolo che dice di essere sbagliato (2)\n"
        "  - cap. 2, Capitolo 2: Il titolo è «Errore».\n"
        "    Rimedio: Cambiare il titolo.\n"
        "  - cap. 3, Capitolo 3: Il titolo è «Errore grave».\n"
        "    Rimedio: Cambiare il titolo.\n"
        "\n"
        "AVVERTENZA · Titolo di un capitolo che dice di essere sbagliato (1)\n"
        "  - cap. 1, Capitolo 1: Il titolo è «Avvertenza».\n"
        "    Rimedio: Cambiare il titolo.\n"
        "\n"
        "Errori: 2, di cui con deroga: 0. Avvertenze: 1. Rilievi in tutto: 3.\n"
    )


def test_a_waived_finding_is_marked_with_its_reason(piano: Piano) -> None:
    run(*REASON, command="concedi_deroghe")
    said = run("--livello", "errore")
    line = "    Deroga n. 1 (Responsabile del procedimento): Così nel documento.\n"
    assert said.count(line) == 1
    assert said.endswith("Errori: 2, di cui con deroga: 2. Avvertenze: 0. Rilievi in tutto: 2.\n")


def test_json_is_a_list_of_objects_with_seven_keys(piano: Piano) -> None:
    run(*REASON, command="concedi_deroghe")
    assert json.loads(run("--json"))[0] == {
        "chiave": f"prova:piano.capitolo/{piano.ciclo.slug}/2",
        "controllo": "prova",
        "livello": "errore",
        "capitolo": 2,
        "oggetto": "Capitolo 2",
        "testo": "Il titolo è «Errore».",
        "rimedio": "Cambiare il titolo.",
    }
    assert [r["capitolo"] for r in json.loads(run("--json"))] == [2, 3, 1]
    assert [r["capitolo"] for r in json.loads(run("--json", "--livello", "avvertenza"))] == [1]


def test_without_findings_it_says_so(ciclo: Ciclo) -> None:
    chapters_named(make_piano(ciclo=ciclo), "Bene")
    assert run() == "Nessun rilievo.\n"
    assert json.loads(run("--json")) == []
    run("--verifica")


def test_verifica_fails_while_an_error_stands_without_a_waiver(piano: Piano) -> None:
    with pytest.raises(SystemExit) as raised:
        run("--verifica", "--livello", "avvertenza")
    assert raised.value.code == 1
    run(*REASON, command="concedi_deroghe")
    run("--verifica")


def test_another_ciclo_is_named_by_its_slug(piano: Piano) -> None:
    assert run("--ciclo", piano.ciclo.slug) == run()
    with pytest.raises(CommandError, match="Non c'è un Piano del ciclo «2030»"):
        run("--ciclo", "2030")


def test_without_data_it_says_to_load_them(db: None) -> None:
    with pytest.raises(CommandError, match="carica_piano_2014"):
        run()


# --- concedi_deroghe --------------------------------------------------------------------------


def test_every_error_is_waived_once_with_that_reason(piano: Piano) -> None:
    assert run(*REASON, command="concedi_deroghe") == "Deroghe concesse: 2.\n"
    assert run(*REASON, command="concedi_deroghe") == "Deroghe concesse: 0.\n"
    given = Deroga.objects.values_list("oggetto", "motivo", "in_veste_di", "concessa_da")
    assert list(given) == [
        ("Capitolo 2", "Così nel documento.", "Responsabile del procedimento", None),
        ("Capitolo 3", "Così nel documento.", "Responsabile del procedimento", None),
    ]


@pytest.mark.parametrize(
    ("reason", "capacity", "message"),
    [(" ", "Responsabile", "Scrivere un motivo"), ("Così.", " ", "non può essere (vuoto|bianco)")],
)
def test_without_reason_or_capacity_nothing_is_waived(
    piano: Piano, reason: str, capacity: str, message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run("--motivo", reason, "--in-veste-di", capacity, command="concedi_deroghe")
    assert not Deroga.objects.exists()


def test_in_production_waivers_are_for_people(piano: Piano) -> None:
    with (
        override_settings(PRODUZIONE=True),
        pytest.raises(CommandError, match="dalla pagina dei controlli"),
    ):
        run(*REASON, command="concedi_deroghe")


def test_the_findings_of_the_2014_plan_can_all_be_waived(plan_2014: None) -> None:
    run(*REASON, command="concedi_deroghe")
    run("--verifica")
    assert date(2014, 6, 27) == Piano.objects.get().approvato_il
