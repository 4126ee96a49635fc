"""The thermometer of `stile.md`: it prints the measures, and stops only what is far too long."""

import ast
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = (
    *("conciliazione", "rete", "alleanze", "progetti", "formazione", "risorse", "piano"),
    *("scripts", "bench"),
)
LONGEST_FUNCTION = 60
LONGEST_FILE = 500


@dataclass(frozen=True)
class Shape:
    """The lengths, in lines, of the functions and files below some folders."""

    root: Path
    folders: Sequence[str]

    @cached_property
    def files(self) -> dict[str, int]:
        """Every module but the migrations, which Django writes."""
        paths = [p for f in self.folders for p in sorted((self.root / f).rglob("*.py"))]
        return {
            str(p.relative_to(self.root)): len(p.read_text(encoding="utf-8").splitlines())
            for p in paths
            if p.parent.name != "migrations"
        }

    @cached_property
    def functions(self) -> dict[str, int]:
        """Every function and method, without the decorators and the docstring."""
        return {
            f"{name}:{node.lineno} {node.name}": _length(node)
            for name in self.files
            for node in ast.walk(ast.parse((self.root / name).read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    @property
    def lines(self) -> int:
        return sum(self.files.values())

    def too_long(self) -> list[str]:
        """What is over the limits that nothing justifies."""
        measured = [(self.functions, LONGEST_FUNCTION), (self.files, LONGEST_FILE)]
        return [
            f"{name}: {length} lines"
            for lengths, limit in measured
            for name, length in lengths.items()
            if length > limit
        ]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if words else 0
    return node.end_lineno - node.lineno + 1 - docstring


def percentile_95(lengths: Sequence[int]) -> int:
    return sorted(lengths)[max(0, -(-len(lengths) * 95 // 100) - 1)]


def thermometer(code: Shape, tests: Shape) -> str:
    functions, files = list(code.functions.values()), list(code.files.values())
    return (
        f"functions: median {statistics.median(functions):g} (8), 95% up to"
        f" {percentile_95(functions)} (40), longest {max(functions)} ({LONGEST_FUNCTION});"
        f" files: 95% up to {percentile_95(files)} (350), longest {max(files)} ({LONGEST_FILE});"
        f" tests/code {tests.lines / code.lines:.2f} (1.2)"
    )


def test_nothing_is_far_too_long(capsys: pytest.CaptureFixture[str]) -> None:
    code, tests = Shape(ROOT, CODE), Shape(ROOT, ["tests"])
    with capsys.disabled():
        print(f"\n  {thermometer(code, tests)}")  # noqa: T201
    assert code.too_long() + tests.too_long() == []


def function_of(lines: int) -> str:
    """A function this long, with a docstring and a decorator that do not count."""
    body = "\n".join(f"    a = {n}" for n in range(lines - 1))
    return f'@decorated\ndef lunga():\n    """Two lines\n    of words."""\n{body}\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (function_of(60), []),
        (function_of(61), ["rete/a.py:2 lunga: 61 lines"]),
        ("a = 1\n" * 500, []),
        ("a = 1\n" * 501, ["rete/a.py: 501 lines"]),
    ],
)
def test_what_is_too_long_is_seen(text: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "rete").mkdir()
    (tmp_path / "rete/a.py").write_text(text)
    assert Shape(tmp_path, ["rete"]).too_long() == expected


def test_the_thermometer_says_every_measure(tmp_path: Path) -> None:
    for folder in ("rete", "tests"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text("def f():\n    return 1\n" * 10)
    assert thermometer(Shape(tmp_path, ["rete"]), Shape(tmp_path, ["tests"])) == (
        "functions: median 2 (8), 95% up to 2 (40), longest 2 (60);"
        " files: 95% up to 20 (350), longest 20 (500); tests/code 1.00 (1.2)"
    )


@pytest.mark.parametrize(("lengths", "expected"), [([3], 3), (range(1, 101), 95), ([1, 9], 9)])
def test_ninety_five_in_a_hundred_are_no_longer(lengths: Sequence[int], expected: int) -> None:
    assert percentile_95(lengths) == expected
