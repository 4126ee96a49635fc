"""What we install is locked, safe as far as we know, and the same on every supported Python."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from scripts import __main__ as entry

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
DECLARED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["project"]["dependencies"]
    + PROJECT["dependency-groups"]["dev"],
    "requirements-node.txt": PROJECT["dependency-groups"]["node"],
}
PYTHONS = ("3.11", "3.12", "3.13")

# Versions below these have known holes or lose jobs. Looked at on 22 November 2026; whoever
# raises one writes the new date here.
MINIMUM = {
    "django": "5.2.19",
    "weasyprint": "70.0",
    "pillow": "12.3",
    "celery": "5.7",
    "kombu": "5.7",
}


def read_lock(name: str) -> list[tuple[Requirement, int]]:
    """Every pinned package of a lock file, with its number of hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    return [(Requirement(line.split(" --hash")[0]), line.count("--hash=sha256:")) for line in lines]


def pinned(name: str, python: str) -> dict[str, Version]:
    """What a lock file installs on one Python on Linux: package → version."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "os_name": "posix",
    }
    return {
        canonicalize_name(requirement.name): Version(str(requirement.specifier).removeprefix("=="))
        for requirement, _ in read_lock(name)
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_to_one_version_with_its_hashes(name):
    loose = [
        str(requirement)
        for requirement, hashes in read_lock(name)
        if not re.fullmatch(r"==[^*,]+", str(requirement.specifier)) or not hashes
    ]
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_holds_what_pyproject_asks_for_on_every_python(name, python):
    versions = pinned(name, python)
    asked = [Requirement(text) for text in DECLARED[name]]
    unmet = [
        str(requirement)
        for requirement in asked
        if versions.get(canonicalize_name(requirement.name), Version("0"))
        not in requirement.specifier
    ]
    assert unmet == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
@pytest.mark.parametrize("python", PYTHONS)
def test_nothing_is_older_than_its_last_safe_version(name, python):
    versions = pinned(name, python)
    old = {
        package: str(versions.get(package))
        for package, minimum in MINIMUM.items()
        if package not in versions or versions[package] < Version(minimum)
    }
    assert old == {}


def test_the_tests_run_on_the_versions_that_production_installs():
    production = pinned("requirements.txt", "3.11")
    development = pinned("requirements-dev.txt", "3.11")
    assert {name: development.get(name) for name in production} == production


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json", ".npmrc"])
def test_no_file_names_where_packages_are_downloaded_from(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r'--(?:extra-)?index-url|--find-links|"resolved"|registry *=', text) == []


def test_the_makefile_accepts_the_pythons_that_the_project_declares():
    declared = SpecifierSet(PROJECT["project"]["requires-python"])
    accepted = [minor for minor in range(30) if entry.OLDEST <= (3, minor) <= entry.NEWEST]
    assert accepted == [minor for minor in range(30) if f"3.{minor}" in declared]
    assert [f"3.{minor}" for minor in accepted] == list(PYTHONS)
