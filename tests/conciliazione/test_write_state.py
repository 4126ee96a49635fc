"""Nothing but the transitions engine moves an object from a state to another."""

import ast
from pathlib import Path

import pytest

RADICE = Path(__file__).resolve().parents[2]
STANZE = ["rete", "alleanze", "progetti", "formazione", "risorse", "piano"]
MODULI = [
    percorso.relative_to(RADICE)
    for stanza in STANZE
    for percorso in sorted((RADICE / stanza).rglob("*.py"))
    if "migrations" not in percorso.parts
]


def writes_of_state(codice: str) -> list[int]:
    """The lines that assign `x.stato`, or update the column past the engine."""
    return [nodo.lineno for nodo in ast.walk(ast.parse(codice)) if _writes(nodo)]


def _writes(nodo: ast.AST) -> bool:
    if isinstance(nodo, ast.Attribute):
        return nodo.attr == "stato" and isinstance(nodo.ctx, ast.Store)
    if not isinstance(nodo, ast.Call):
        return False
    nome = getattr(nodo.func, "attr", getattr(nodo.func, "id", ""))
    if nome == "setattr":
        return any(isinstance(a, ast.Constant) and a.value == "stato" for a in nodo.args)
    return nome == "update" and any(parola.arg == "stato" for parola in nodo.keywords)


@pytest.mark.parametrize("modulo", MODULI, ids=str)
def test_a_room_never_writes_a_state_by_itself(modulo: Path) -> None:
    assert writes_of_state((RADICE / modulo).read_text()) == []


@pytest.mark.parametrize(
    "codice",
    [
        "piano.stato = 'proposto'",
        "self.stato: str = 'proposto'",
        "piano.stato, altro = 'proposto', 1",
        "Piano.objects.filter(pk=1).update(stato='proposto')",
        "setattr(piano, 'stato', 'proposto')",
    ],
)
def test_every_way_to_write_a_state_is_seen(codice: str) -> None:
    assert writes_of_state(codice) == [1]


@pytest.mark.parametrize(
    "codice", ["piano.stato == 'proposto'", "Piano(stato='proposto')", "dati.update(titolo='x')"]
)
def test_reading_a_state_and_being_born_in_one_are_not_writing_it(codice: str) -> None:
    assert writes_of_state(codice) == []
