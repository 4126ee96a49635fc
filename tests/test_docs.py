"""The documents say everything that the code has, and the links in them lead somewhere.

Each guard is a function from a folder (or models) to the list of what is missing.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

ROOT = Path(__file__).parent.parent
ROOMS = ("conciliazione", "rete", "alleanze", "progetti", "formazione", "risorse", "piano")
OURS = [modello for modello in apps.get_models() if modello._meta.app_label in ROOMS]

# A row of the glossary: **Noun**, what it is, source, retention.
ENTRY = re.compile(r"^\| \*\*(\w+)\*\* \|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
NOTHING = {"", "–", "-"}
TARGET = re.compile(r"^([a-z]+):.*##", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
ADR_PARTS = ["## State", "## Context", "## Decision", "## Consequences"]


def glossary(root: Path) -> dict[str, tuple[str, str, str]]:
    """Noun → what it is, its source, its retention."""
    text = (root / "docs/glossario.md").read_text(encoding="utf-8")
    return {noun: tuple(map(str.strip, rest)) for noun, *rest in ENTRY.findall(text)}


def nouns_not_explained(root: Path, modelli: Iterable[type[models.Model]]) -> list[str]:
    """Models without a meaning or a source in the glossary, and nouns that are no model."""
    voci = glossary(root)
    nomi = {modello.__name__ for modello in modelli}
    muti = [n for n in sorted(nomi & set(voci)) if NOTHING & set(voci[n][:2])]
    return muti + sorted(nomi ^ set(voci))


def personal_data_without_retention(root: Path, modelli: Iterable[type[models.Model]]) -> list[str]:
    """Models that speak of people, for which nobody said how long."""
    voci = glossary(root)
    return sorted(
        modello.__name__
        for modello in modelli
        if speaks_of_people(modello) and voci.get(modello.__name__, ("", "", ""))[2] in NOTHING
    )


def speaks_of_people(modello: type[models.Model]) -> bool:
    """Whether it is a person, refers to one or holds an e-mail address."""
    utente = get_user_model()
    return modello is utente or any(
        isinstance(campo, models.EmailField) or campo.related_model is utente
        for campo in modello._meta.local_fields
    )


def settings_not_in_readme(root: Path) -> list[str]:
    """Variables that settings read and the table of the README does not have, or the reverse."""
    tree = ast.parse((root / "conciliazione/settings.py").read_text(encoding="utf-8"))
    read = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    readme = (root / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([A-Z_]+)`", readme, re.MULTILINE))
    return sorted(read ^ told)


def commands_not_told(root: Path) -> list[str]:
    """Management commands that the manual does not name, and those it names that are not there."""
    there = {
        path.stem
        for room in ROOMS
        for path in (root / room / "management/commands").glob("*.py")
        if not path.stem.startswith("_")
    }
    text = (root / "docs/manuale/comandi.md").read_text(encoding="utf-8")
    return sorted(there ^ set(re.findall(r"^## `([a-z_0-9]+)`", text, re.MULTILINE)))


def targets_not_told(root: Path) -> list[str]:
    """Targets of the Makefile that neither README nor CONTRIBUTING name."""
    targets = TARGET.findall((root / "Makefile").read_text(encoding="utf-8"))
    texts = [(root / n).read_text(encoding="utf-8") for n in ("README.md", "CONTRIBUTING.md")]
    return [t for t in targets if not any(re.search(rf"\bmake {t}\b", x) for x in texts)]


def changelog_without_future(root: Path) -> list[str]:
    """What is not released yet has its section, the first."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    first = next(iter(re.findall(r"^## (.*)$", text, re.MULTILINE)), "no section")
    return [] if first.endswith("(in lavorazione)") else [first]


def adrs_out_of_form(root: Path) -> list[str]:
    """Decisions not numbered in a row, not in the four parts, or longer than a page."""
    paths = sorted((root / "docs/adr").glob("*.md"))
    numbers = [path.name[:3] for path in paths]
    wrong = [] if numbers == [f"{n:03d}" for n in range(1, len(paths) + 1)] else ["numbers"]
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        if [line for line in lines if line.startswith("## ")] != ADR_PARTS or len(lines) > 60:
            wrong.append(path.name)
    return wrong


def broken_links(root: Path) -> list[str]:
    """Links between our documents that lead nowhere."""
    return [
        f"{path.relative_to(root)}: {link}"
        for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in link and not (path.parent / link).exists()
    ]


FILES = [
    settings_not_in_readme,
    commands_not_told,
    targets_not_told,
    changelog_without_future,
    adrs_out_of_form,
    broken_links,
]


@pytest.mark.parametrize("guard", FILES, ids=lambda g: g.__name__)
def test_the_documents_say_everything(guard: object) -> None:
    assert guard(ROOT) == []


def test_the_glossary_explains_every_noun() -> None:
    assert nouns_not_explained(ROOT, OURS) == []


def test_the_glossary_says_how_long_personal_data_stay() -> None:
    assert personal_data_without_retention(ROOT, OURS) == []


PLANTED = [
    (settings_not_in_readme, "conciliazione/settings.py", 'A = env.str("NUOVA")', "NUOVA"),
    (settings_not_in_readme, "README.md", "make demo\n| `VECCHIA` | | |", "VECCHIA"),
    (commands_not_told, "rete/management/commands/conta.py", "", "conta"),
    (commands_not_told, "docs/manuale/comandi.md", "## `sparito`", "sparito"),
    (targets_not_told, "Makefile", "demo: ## a\nlucida: ## b", "lucida"),
    (changelog_without_future, "CHANGELOG.md", "# Novità\n## 0.1.0 (2026)", "0.1.0 (2026)"),
    (adrs_out_of_form, "docs/adr/001-a.md", "\n".join(ADR_PARTS[1:]), "001-a.md"),
    (adrs_out_of_form, "docs/adr/003-a.md", "\n".join(ADR_PARTS), "numbers"),
    (broken_links, "docs/a.md", "[qui](b.md)", "docs/a.md: b.md"),
]


@pytest.mark.parametrize(("guard", "name", "text", "expected"), PLANTED)
def test_each_guard_sees_what_is_missing(
    guard: object, name: str, text: str, expected: str, tmp_path: Path
) -> None:
    plant(tmp_path)
    assert guard(tmp_path) == []
    write(tmp_path, name, text)
    assert guard(tmp_path) == [expected]


def test_a_noun_left_out_or_left_over_is_seen(tmp_path: Path) -> None:
    utente = get_user_model()
    for text, expected in [
        ("", ["Utente"]),
        ("| **Utente** | persona | Legge | 10 anni |", []),
        ("| **Utente** | persona | – | 10 anni |", ["Utente"]),
        ("| **Utente** | persona | Legge | |\n| **Altro** | a | b | c |", ["Altro"]),
    ]:
        write(tmp_path, "docs/glossario.md", text)
        assert nouns_not_explained(tmp_path, [utente]) == expected


def test_people_without_a_retention_are_seen(tmp_path: Path) -> None:
    by_name = {modello.__name__: modello for modello in OURS}
    watched = [by_name[name] for name in ("Utente", "Delega", "Messaggio", "Comune")]
    write(
        tmp_path,
        "docs/glossario.md",
        "| **Delega** | a | b | 10 anni |\n| **Utente** | a | b | – |",
    )
    assert personal_data_without_retention(tmp_path, watched) == ["Messaggio", "Utente"]


def plant(root: Path) -> None:
    """A small house in which everything is told."""
    write(root, "conciliazione/settings.py", "")
    write(root, "README.md", "make demo")
    write(root, "CONTRIBUTING.md", "")
    write(root, "Makefile", "demo: ## a")
    write(root, "CHANGELOG.md", "# Novità\n## 0.1.0 (in lavorazione)")
    write(root, "docs/manuale/comandi.md", "")


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
