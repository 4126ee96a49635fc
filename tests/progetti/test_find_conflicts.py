"""Who may not score what: from what bodies do, as far as the call's scope reaches."""

from pathlib import Path

import pytest

from progetti.enums import AmbitoIncompatibilita
from progetti.incompatibilita import (
    Componente,
    Concorrente,
    Conflitto,
    forbidden_pairs,
    free_pairs,
    structural_conflicts,
)

PROCEDURA, PROPOSTA = AmbitoIncompatibilita.PROCEDURA, AmbitoIncompatibilita.PROPOSTA
# Member 1 sits for body 10, member 2 for body 20, member 3 for 30; proposals 7 and 8.
MEMBRI = [Componente(n, frozenset({n * 10})) for n in (1, 2, 3)]
PROPOSTE = [Concorrente(7, frozenset({10, 50})), Concorrente(8, frozenset({60}))]


def test_who_takes_part_is_incompatible() -> None:
    conflitti = structural_conflicts(MEMBRI, PROPOSTE, [])

    assert conflitti == [Conflitto(1, 7, 10, 10)]
    assert not conflitti[0].per_legame


@pytest.mark.parametrize("legame", [(20, 60), (60, 20)])
def test_a_tie_makes_incompatible_in_both_directions(legame: tuple[int, int]) -> None:
    conflitti = structural_conflicts(MEMBRI, PROPOSTE, [legame])

    assert conflitti == [Conflitto(1, 7, 10, 10), Conflitto(2, 8, 20, 60)]
    assert conflitti[1].per_legame


def test_a_tie_of_a_tie_does_not_bind() -> None:
    assert structural_conflicts(MEMBRI[2:], PROPOSTE, [(30, 40), (40, 60)]) == []


def test_over_the_whole_procedure_a_competitor_scores_nobody() -> None:
    vietate = forbidden_pairs({(1, 7)}, [7, 8], PROCEDURA)

    assert vietate == {(1, 7), (1, 8)}
    assert list(free_pairs([[1], [2], [3]], [7, 8], vietate)) == [(2, 7), (3, 7), (2, 8), (3, 8)]


def test_over_the_single_proposal_it_scores_the_others() -> None:
    vietate = forbidden_pairs({(1, 7)}, [7, 8], PROPOSTA)

    assert list(free_pairs([[1], [2]], [7, 8], vietate)) == [(2, 7), (1, 8), (2, 8)]


def test_a_substitute_scores_only_what_the_titolare_may_not() -> None:
    assert list(free_pairs([[1, 2]], [7, 8], {(1, 7)})) == [(2, 7), (1, 8)]
    assert list(free_pairs([[1, 2]], [7], {(1, 7), (2, 7)})) == []


def test_a_substitute_comes_from_a_body_in_no_proposal() -> None:
    vietate = {(1, 7), (2, 8)}

    assert list(free_pairs([[1, 2]], [7, 8], vietate)) == [(2, 7), (1, 8)]
    assert list(free_pairs([[1, 2]], [7, 8], vietate, {1, 2})) == [(1, 8)]
    assert list(free_pairs([[1, 2, 3]], [7, 8], vietate, {1, 2})) == [(3, 7), (1, 8)]


# --- The worked table of docs/regole/incompatibilita.md ------------------------------------------

REGOLA = Path(__file__).parents[2] / "docs" / "regole" / "incompatibilita.md"
P1, P2 = Concorrente(1, frozenset("AB")), Concorrente(2, frozenset("C"))


def worked_lines() -> list[list[str]]:
    testo = REGOLA.read_text(encoding="utf-8")
    righe = testo[testo.index("| Siedono per") :].split("\n\n")[0].splitlines()
    celle = [[c.strip() for c in r.strip("|").split("|")] for r in righe if r.startswith("|")]
    return celle[2:]


def parts(cella: str) -> list[str]:
    return [] if cella == "–" else cella.split("; ")


@pytest.mark.parametrize("riga", worked_lines(), ids="|".join)
def test_the_worked_table_holds(riga: list[str]) -> None:
    chi, legami, ambito, su_p1, su_p2 = riga
    componenti = [Componente(ente, frozenset(ente)) for ente in parts(chi)]
    trovati = structural_conflicts(
        componenti, [P1, P2], [tuple(legame.split("-")) for legame in parts(legami)]
    )
    coppie = {(c.mandato, c.proposta) for c in trovati}
    vietate = forbidden_pairs(coppie, [1, 2], AmbitoIncompatibilita(ambito))

    schede = list(free_pairs([[ente] for ente in parts(chi)], [1, 2], vietate))

    assert [[m for m, p in schede if p == n] for n in (1, 2)] == [parts(su_p1), parts(su_p2)]


def test_the_worked_table_is_there() -> None:
    assert len(worked_lines()) == 9
