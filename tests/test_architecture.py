"""The house as `architettura.md` draws it: what may import what, and who may write a state.

Each guard is a function from a folder to the list of what is wrong in it, so that it can be shown
a folder where something is.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Who is lower imports nobody of who is higher.
ROW = ("conciliazione", "rete", "alleanze", "progetti", "formazione", "risorse", "piano")

# Inside a room a module imports only what comes before it. Modules without a name of their own
# here are rules (2), or read rows (5) when they import what reads them.
RULES, MODELS, READS = 2, 3, 5
STEPS = {
    "enums": 0,
    "signals": 1,
    "querysets": MODELS,
    "models": MODELS,
    "permissions": 4,
    "transitions": 6,
    "receivers": 7,
    "tasks": 8,
    "forms": 9,
    "filters": 9,
    "dati_aperti": 10,
    "views": 10,
    "api": 10,
    "opendata": 10,
    "pagine": 10,
    "admin": 10,
    "urls": 11,
    "accesso_urls": 11,
    "aderisci_urls": 11,
    "api_urls": 11,
    "avvisi_urls": 11,
    "graduatoria_urls": 11,
    "monitoraggio_urls": 11,
    "opendata_urls": 11,
    "proposte_urls": 11,
    "sedute_urls": 11,
    "segnalazioni_urls": 11,
    "scrivania_urls": 11,
    "servizi_urls": 11,
    "valutazioni_urls": 11,
    "vita_urls": 11,
}
# These wire a room together: they import anything of it, and nothing of it imports them.
WIRING = {"apps", "management", "templatetags", "migrations"}

# The engine; and the hall's own jobs, heartbeat and mails, whose rows no person moves.
WRITERS_OF_STATE = {
    f"conciliazione/{nome}.py"
    for nome in ("transizioni", "lavori", "battito", "posta", "riepiloghi")
}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
REVERSERS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}

URL_TAG = re.compile(r"""{%\s*url\s+["'](\w+):""")
TEMPLATE_TAG = re.compile(r"""{%\s*(?:include|extends)\s+["'](\w+)/""")


def python_files(root: Path, room: str) -> list[Path]:
    return sorted((root / room).rglob("*.py"))


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{a.name}") for a in node.names)


def above(room: str, other: str) -> bool:
    return other in ROW and ROW.index(other) > ROW.index(room)


def imports_up_the_row(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{line}: {room} imports {name}"
        for room in ROW
        for path in python_files(root, room)
        for line, name in imports(parse(path))
        if above(room, name.partition(".")[0])
    ]


def relative_imports(root: Path) -> list[str]:
    """Relative imports would hide from the other guards."""
    return [
        f"{path.relative_to(root)}:{node.lineno}: relative import"
        for room in ROW
        for path in python_files(root, room)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def references_up_the_row(root: Path) -> list[str]:
    """Foreign keys and addresses named as text, that point to a room above."""
    return [
        f"{path.relative_to(root)}:{node.lineno}: {room} points to {node.args[0].value}"
        for room in ROW
        for path in python_files(root, room)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        and _called(node) in RELATIONS | REVERSERS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and above(room, re.split("[.:]", str(node.args[0].value))[0])
    ]


def templates_up_the_row(root: Path) -> list[str]:
    """Templates that link to, include or extend a page of a room above."""
    wrong = []
    for path in sorted((root / "templates").rglob("*.*")):
        folder = path.relative_to(root / "templates").parts[0]
        room = folder if folder in ROW else "conciliazione"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for other in URL_TAG.findall(line) + TEMPLATE_TAG.findall(line):
                if above(room, other):
                    wrong.append(f"{path.relative_to(root)}:{number}: {room} points to {other}")
    return wrong


def modules_out_of_order(root: Path) -> list[str]:
    """Imports, inside a room, of a module that comes later in the order."""
    wrong = []
    for room in ROW:
        graph = _modules(root, room)
        steps = _steps(room, graph)
        for module, names in graph.items():
            for other in sorted(_siblings(room, names) & set(graph)):
                if module not in WIRING and steps[other] > steps[module]:
                    wrong.append(f"{room}: {module} imports {other}")
    return wrong


def import_cycles(root: Path) -> list[str]:
    """Modules of a room that import one another, through whatever chain."""
    wrong = []
    for room in ROW:
        graph = {m: _siblings(room, names) - {m} for m, names in _modules(root, room).items()}
        wrong += [f"{room}: {m}" for m in graph if m not in WIRING and m in _reached(graph, m)]
    return wrong


def writers_of_state(root: Path) -> list[str]:
    """Places outside the engine that assign `stato`, or write it with a query."""
    return [
        f"{path.relative_to(root)}:{node.lineno}: writes stato"
        for room in ROW
        for path in python_files(root, room)
        if str(path.relative_to(root)) not in WRITERS_OF_STATE
        for node in ast.walk(parse(path))
        if _writes_state(node)
    ]


def _writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "stato" and isinstance(node.ctx, ast.Store)
    if not isinstance(node, ast.Call):
        return False
    if _called(node) == "setattr":
        return isinstance(node.args[1], ast.Constant) and node.args[1].value == "stato"
    return _called(node) in {"update", "create"} and any(k.arg == "stato" for k in node.keywords)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _modules(root: Path, room: str) -> dict[str, set[str]]:
    """What each module of a room imports; a package counts as one module."""
    graph: dict[str, set[str]] = {}
    for path in python_files(root, room):
        module = path.relative_to(root / room).parts[0].removesuffix(".py")
        graph.setdefault(module, set()).update(name for _, name in imports(parse(path)))
    return graph


def _siblings(room: str, names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith(f"{room}.")}


def _steps(room: str, graph: dict[str, set[str]]) -> dict[str, int]:
    """The step of each module; those without one read rows if what they import does."""
    steps = {m: 99 if m in WIRING else STEPS.get(m, RULES) for m in graph}
    unnamed = [m for m in graph if steps[m] == RULES]
    for _ in unnamed:
        for module in unnamed:
            if _reads_rows(room, graph[module], steps):
                steps[module] = READS
    return steps


def _reads_rows(room: str, names: set[str], steps: dict[str, int]) -> bool:
    own = {steps.get(other, 0) for other in _siblings(room, names)}
    return any(step in range(MODELS, READS + 1) for step in own) or any(
        re.match(rf"({'|'.join(ROW)})\.(models|querysets|permissions)\b", name) for name in names
    )


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = set(graph[start])
    while waiting:
        module = waiting.pop()
        reached.add(module)
        waiting |= graph.get(module, set()) - WIRING - reached
    return reached


GUARDS = [
    imports_up_the_row,
    relative_imports,
    references_up_the_row,
    templates_up_the_row,
    modules_out_of_order,
    import_cycles,
    writers_of_state,
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda g: g.__name__)
def test_the_house_keeps_its_map(guard: object) -> None:
    assert guard(ROOT) == []


PLANTED = [
    (imports_up_the_row, "rete/views.py", "from piano.models import Piano", "rete/views.py:1:"),
    (imports_up_the_row, "conciliazione/x.py", "def f():\n    import rete.models", "x.py:2:"),
    (relative_imports, "rete/views.py", "from . import models", "rete/views.py:1:"),
    (references_up_the_row, "rete/models.py", 'a = F.ForeignKey("piano.Piano", 1)', "piano.Piano"),
    (references_up_the_row, "rete/views.py", 'reverse("piano:piano")', "piano:piano"),
    (templates_up_the_row, "templates/rete/a.html", '{% url "piano:piano" %}', "rete/a.html:1:"),
    (templates_up_the_row, "templates/base.html", "\n{% include 'rete/_a.html' %}", "base.html:2:"),
    (modules_out_of_order, "rete/models/a.py", "from rete.permissions import f", "models imports"),
    (modules_out_of_order, "rete/enums.py", "from rete import models", "enums imports models"),
    (modules_out_of_order, "rete/tasks.py", "from rete import views", "tasks imports views"),
    (modules_out_of_order, "rete/regole.py", "def f():\n    from rete import forms", "regole"),
    (modules_out_of_order, "rete/views.py", "from rete.apps import X", "views imports apps"),
    (writers_of_state, "piano/views.py", 'piano.stato = "approvato"', "piano/views.py:1:"),
    (writers_of_state, "piano/views.py", "piano.stato += 1", "piano/views.py:1:"),
    (writers_of_state, "piano/views.py", 'setattr(piano, "stato", x)', "piano/views.py:1:"),
    (writers_of_state, "piano/views.py", "righe.update(stato=x)", "piano/views.py:1:"),
]


def plant(root: Path, files: dict[str, str]) -> None:
    """Write a small house with these files, every room being there."""
    for room in ROW:
        (root / room).mkdir()
    names = ("enums", "models/__init__", "permissions", "forms", "views", "apps")
    for name, text in {**{f"rete/{n}.py": "" for n in names}, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("guard", "name", "text", "expected"), PLANTED)
def test_each_guard_sees_what_breaks_it(
    guard: object, name: str, text: str, expected: str, tmp_path: Path
) -> None:
    plant(tmp_path, {})
    assert guard(tmp_path) == []
    parse.cache_clear()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = guard(tmp_path)
    assert expected in found


def test_rules_that_read_no_rows_stand_below_the_models(tmp_path: Path) -> None:
    pure = {"rete/regole.py": "", "rete/models/a.py": "from rete.regole import f"}
    plant(tmp_path, pure)
    assert modules_out_of_order(tmp_path) == []
    parse.cache_clear()
    (tmp_path / "rete/regole.py").write_text("from rete.enums import X\nimport rete.altre")
    (tmp_path / "rete/altre.py").write_text("def f():\n    from conciliazione.models import M")
    assert modules_out_of_order(tmp_path) == ["rete: models imports regole"]


def test_a_circle_is_seen_however_long(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "rete/a.py": "from rete import b",
            "rete/b.py": "def f():\n    from rete.c import g",
            "rete/c.py": "from rete.a import h",
        },
    )
    assert import_cycles(tmp_path) == ["rete: a", "rete: b", "rete: c"]


def test_the_jobs_and_the_mail_of_the_hall_move_their_own_rows(tmp_path: Path) -> None:
    plant(tmp_path, {"conciliazione/lavori.py": "righe.update(stato=x)"})
    assert writers_of_state(tmp_path) == []
