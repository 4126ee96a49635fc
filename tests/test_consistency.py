"""The conventions of `stile.md` that a machine can check.

Each guard is a function from models, or from a folder, to the list of what is wrong there.
"""

import ast
import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from conciliazione.vincoli import choice_check, dates_in_order
from rete.enums import TipoAtto

ROOT = Path(__file__).parent.parent
ROOMS = ("conciliazione", "rete", "alleanze", "progetti", "formazione", "risorse", "piano")
OURS = [modello for modello in apps.get_models() if modello._meta.app_label in ROOMS]

FORBIDDEN_MODULES = {"utils.py", "helpers.py", "services.py"}
NAMED_BY_DJANGO = re.compile(r"_auto_|_and_more|^\d{4}_alter_|^\d{4}_remove_")
# Templates that these libraries look for by a name of theirs.
LIBRARIES = (
    *("django/views", "django/contrib/auth", "crispy_forms"),
    *("allauth/account", "allauth/mfa", "allauth/socialaccount", "allauth/usersessions"),
)
NAME_OF_TEMPLATE = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg|xml))["']""")
INCLUDED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")


# --- Models -------------------------------------------------------------------------------------

Models = Iterable[type[models.Model]]


def choices_without_check(modelli: Models) -> list[str]:
    """Fields with a closed list that the database does not know, or knows otherwise."""
    return [
        f"{modello.__name__}.{campo.name}"
        for modello in modelli
        for campo in modello._meta.local_concrete_fields
        if campo.choices and not _is_checked(modello, campo)
    ]


def _is_checked(modello: type[models.Model], campo: models.Field) -> bool:
    valori = {valore for valore, _ in campo.flatchoices} | ({""} if campo.blank else set())
    return any(
        isinstance(vincolo, models.CheckConstraint)
        and [(nome, set(ammessi)) for nome, ammessi in _plain_conditions(vincolo.condition)]
        == [(f"{campo.name}__in", valori)]
        for vincolo in modello._meta.constraints
    )


def _plain_conditions(condizione: models.Q) -> list[tuple[str, list[object]]]:
    parti = [parte for parte in condizione.children if isinstance(parte, tuple)]
    return [parte for parte in parti if parte[0].endswith("__in")]


def periods_without_order(modelli: Models) -> list[str]:
    """Models with `dal` and `al` that may end before they begin."""
    return [
        modello.__name__
        for modello in modelli
        if {"dal", "al"} <= {campo.name for campo in modello._meta.local_concrete_fields}
        and not any(
            vincolo.name.endswith("_dal_al_in_ordine") for vincolo in modello._meta.constraints
        )
    ]


def models_without_words(modelli: Models) -> list[str]:
    """Models without a docstring of their own, or whose plural Django would make with an s."""
    return [
        modello.__name__
        for modello in modelli
        if (modello.__doc__ or "").startswith(f"{modello.__name__}(")
        or "verbose_name_plural" not in modello._meta.original_attrs
    ]


def silent_constraints(modelli: Models) -> list[str]:
    """Constraints whose violation a person would read as the name of a constraint."""
    return [
        f"{modello.__name__}: {vincolo.name}"
        for modello in modelli
        for vincolo in modello._meta.constraints
        if isinstance(vincolo, models.CheckConstraint)
        and vincolo.violation_error_message == vincolo.default_violation_error_message
    ]


# --- Files --------------------------------------------------------------------------------------


def grab_bags(root: Path) -> list[str]:
    """Modules named for nothing in particular."""
    return [
        str(path.relative_to(root))
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
        if path.name in FORBIDDEN_MODULES or path.parent.name + ".py" in FORBIDDEN_MODULES
    ]


def migrations_named_by_django(root: Path) -> list[str]:
    return [
        str(path.relative_to(root))
        for room in ROOMS
        for path in sorted((root / room / "migrations").glob("[0-9]*.py"))
        if NAMED_BY_DJANGO.search(path.name)
    ]


def unused_templates(root: Path) -> list[str]:
    """Templates that no view, template or library names."""
    named = [re.compile(name) for name in _named_in_python(root) | _named_in_templates(root)]
    return [
        f"templates/{name}"
        for name in sorted(_templates(root))
        if not any(pattern.fullmatch(name) for pattern in named) and not _library_names(name)
    ]


def missing_templates(root: Path) -> list[str]:
    """Templates that another one includes or extends, and that are not there."""
    texts = [path.read_text(encoding="utf-8") for path in (root / "templates").rglob("*.*")]
    wanted = {name for text in texts for name in INCLUDED.findall(text)}
    return sorted(wanted - _templates(root))


def _templates(root: Path) -> set[str]:
    folder = root / "templates"
    return {str(p.relative_to(folder)) for p in folder.rglob("*.*") if p.is_file()}


def _named_in_python(root: Path) -> set[str]:
    """Patterns for the names of templates in our modules; an f-string leaves a hole."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for room in ROOMS
        for path in (root / room).rglob("*.py")
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {re.escape(n.value) for n in nodes if isinstance(n, ast.Constant) and _is_name(n.value)}
    return plain | {_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)}


def _is_name(value: object) -> bool:
    return isinstance(value, str) and NAME_OF_TEMPLATE.fullmatch(f'"{value}"') is not None


def _pattern(node: ast.JoinedStr) -> str:
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w-]+" for p in node.values]
    return "".join(parts)


def _named_in_templates(root: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (root / "templates").rglob("*.*")]
    return {re.escape(name) for text in texts for name in NAME_OF_TEMPLATE.findall(text)}


def _library_names(name: str) -> bool:
    """Whether a library looks for `name`: with or without its ending, or below a form pack."""
    pack, _, rest = name.partition("/")
    if pack == "bootstrap_italia":
        return f'/{rest}"' in _library_code()
    stem = re.sub(r"(_subject|_message)?\.\w+$", "", name)
    return re.search(rf"""["']{re.escape(stem)}["'._]""", _library_code()) is not None


@cache
def _library_code() -> str:
    code = []
    for library in LIBRARIES:
        package, _, rest = library.partition("/")
        folder = Path(find_spec(package).submodule_search_locations[0]) / rest
        code += [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))]
    return "\n".join(code)


# Who is spoken to as «tu» or «Lei»: the portal speaks to nobody, but for the words of its buttons.
SPOKEN_TO = re.compile(
    r"\b(hai|puoi|devi|vuoi|avevi|tu|ti|tuo|tua|tuoi|tue|lei|la aspetta|i suoi ruoli)\b", re.I
)


def words_to_somebody(root: Path) -> list[str]:
    """Texts that say «tu» or «Lei» to who reads."""
    templates = list((root / "templates").rglob("*.*"))
    testi = [(path, path.read_text(encoding="utf-8")) for path in templates]
    testi = [(path, re.sub(r"{[%#{].*?[%#}]}", " ", testo)) for path, testo in testi]
    testi += [
        (path, testo)
        for room in ROOMS
        for path in (root / room).rglob("*.py")
        for testo in _said(ast.parse(path.read_text(encoding="utf-8")))
    ]
    trovati = ((path, SPOKEN_TO.search(testo)) for path, testo in testi)
    return sorted(f"{path.relative_to(root)}: {parola[0]}" for path, parola in trovati if parola)


def _said(tree: ast.Module) -> list[str]:
    """The strings of a module that are not docstrings."""
    di_contorno = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    costanti = (n for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return [n.value for n in costanti if isinstance(n.value, str) and id(n) not in di_contorno]


# --- The guards on our house, and on one where something is wrong ---------------------------------


@pytest.mark.parametrize(
    "guard",
    [choices_without_check, periods_without_order, models_without_words, silent_constraints],
    ids=lambda g: g.__name__,
)
def test_every_model_keeps_the_conventions(guard: object) -> None:
    assert guard(OURS) == []


@pytest.mark.parametrize(
    "guard",
    [
        *(grab_bags, migrations_named_by_django, unused_templates, missing_templates),
        words_to_somebody,
    ],
    ids=lambda g: g.__name__,
)
def test_every_file_keeps_the_conventions(guard: object) -> None:
    assert guard(ROOT) == []


@isolate_apps("rete")
def test_the_guards_of_models_see_what_breaks_them() -> None:
    class Sbagliato(models.Model):  # noqa: DJ008
        tipo = models.CharField(max_length=20, choices=TipoAtto)
        dal = models.DateField()
        al = models.DateField()

        class Meta:
            app_label = "rete"
            constraints = [models.CheckConstraint(condition=models.Q(pk__gt=0), name="muto")]

    assert choices_without_check([Sbagliato]) == ["Sbagliato.tipo"]
    assert periods_without_order([Sbagliato]) == ["Sbagliato"]
    assert models_without_words([Sbagliato]) == ["Sbagliato"]
    assert silent_constraints([Sbagliato]) == ["Sbagliato: muto"]


@isolate_apps("rete")
def test_a_check_on_other_values_is_no_check() -> None:
    class Diverso(models.Model):  # noqa: DJ008
        """A model whose check allows an empty value that the list has not."""

        tipo = models.CharField(max_length=20, choices=TipoAtto)
        dal = models.DateField()
        al = models.DateField()

        class Meta:
            app_label = "rete"
            verbose_name_plural = "diversi"
            constraints = [choice_check("tipo", TipoAtto, vuoto=True), dates_in_order()]

    assert choices_without_check([Diverso]) == ["Diverso.tipo"]
    assert periods_without_order([Diverso]) == models_without_words([Diverso]) == []


@pytest.mark.parametrize("name", ["rete/utils.py", "piano/helpers.py", "rete/services/a.py"])
def test_a_grab_bag_is_seen(name: str, tmp_path: Path) -> None:
    write(tmp_path, name)
    assert grab_bags(tmp_path) == [name]


@pytest.mark.parametrize("name", ["0002_auto_20260101_1000", "0003_alter_x_y", "0004_x_and_more"])
def test_a_migration_named_by_django_is_seen(name: str, tmp_path: Path) -> None:
    write(tmp_path, "rete/migrations/0001_initial.py")
    write(tmp_path, f"rete/migrations/{name}.py")
    assert migrations_named_by_django(tmp_path) == [f"rete/migrations/{name}.py"]


def test_a_template_that_nobody_names_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "rete/views.py", 'a = "rete/a.html"\nb = f"rete/{kind}.svg"')
    for name in ("rete/a.html", "rete/blu.svg", "account/login.html", "404.html"):
        write(tmp_path, f"templates/{name}", '{% include "rete/_b.html" %}')
    write(tmp_path, "templates/rete/_b.html")
    assert unused_templates(tmp_path) == []
    write(tmp_path, "templates/rete/orfano.html")
    assert unused_templates(tmp_path) == ["templates/rete/orfano.html"]


def test_a_template_that_is_not_there_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "templates/a.html", '{% include "rete/_b.html" %}')
    assert missing_templates(tmp_path) == ["rete/_b.html"]


def test_a_text_that_speaks_to_somebody_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "rete/a.py", '"""Hai."""\n\nA = "Un incarico"\nB = f"Hai {A}"\n')
    write(tmp_path, "templates/rete/a.html", "{# tu #}{% if lei %}<p>Le tue schede</p>{% endif %}")
    assert words_to_somebody(tmp_path) == ["rete/a.py: Hai", "templates/rete/a.html: tue"]


def write(root: Path, name: str, text: str = "") -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
