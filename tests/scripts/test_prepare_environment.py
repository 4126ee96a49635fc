"""Each step of the preparation is done once, again when its inputs change, and never by half."""

import os
import sys
from pathlib import Path

import pytest

from scripts import system
from scripts.console import Stop
from scripts.environment import ensure_packages
from scripts.places import clean_environment, fingerprint, is_stamped, require_own
from scripts.verify import Outcome, summarise


def make_tree(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_the_same_content_has_the_same_fingerprint_wherever_it_is(tmp_path):
    one = make_tree(tmp_path / "uno" / "src", a="1", b="2")
    two = make_tree(tmp_path / "due" / "src", a="1", b="2")
    assert fingerprint(one) == fingerprint(two)


@pytest.mark.parametrize("change", [{"a": "9"}, {"c": ""}])
def test_a_changed_or_added_file_changes_the_fingerprint(tmp_path, change):
    folder = make_tree(tmp_path / "src", a="1", b="2")
    before = fingerprint(folder)
    make_tree(folder, **change)
    assert fingerprint(folder) != before


def test_a_renamed_file_changes_the_fingerprint(tmp_path):
    folder = make_tree(tmp_path / "src", a="1", b="2")
    before = fingerprint(folder)
    (folder / "b").rename(folder / "c")
    assert fingerprint(folder) != before


def test_a_stamp_counts_only_for_the_inputs_it_was_left_for(tmp_path):
    stamp = tmp_path / "stamp"
    assert not is_stamped(stamp, "prima")
    stamp.write_text("prima")
    assert is_stamped(stamp, "prima")
    assert not is_stamped(stamp, "seconda")


@pytest.fixture
def venv(tmp_path) -> Path:
    """A folder whose interpreter is the one of these tests."""
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def test_a_download_that_fails_says_so_and_leaves_no_stamp(venv, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"pacchetto-inesistente==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Stop, match="Lo scaricamento delle librerie non è riuscito"):
        ensure_packages(venv, requirements)
    assert list(venv.glob(".*.stamp")) == []


def test_packages_already_installed_are_not_looked_at_again(venv, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("questa riga farebbe fallire pip\n")
    (venv / ".requirements.txt.stamp").write_text(fingerprint(requirements))
    ensure_packages(venv, requirements)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_of_someone_else_is_named(tmp_path):
    make_tree(tmp_path, dati="1")
    (tmp_path / "dati").chmod(0o444)
    with pytest.raises(Stop, match="dati non è modificabile"):
        require_own(tmp_path)


def test_a_missing_library_without_apt_is_named_with_its_package(monkeypatch):
    monkeypatch.setenv("PATH", "/nessuna-cartella")
    need = system.Need("libinesistente.so.9", "pacchetto-inesistente", system.find_library)
    with pytest.raises(Stop, match="sudo apt-get install pacchetto-inesistente"):
        system.require([need])


def test_what_is_there_asks_nothing_of_apt(monkeypatch):
    monkeypatch.setenv("PATH", "/nessuna-cartella")
    system.require([system.Need("libc.so.6", "libc6", system.find_library)])


def test_the_settings_of_the_shell_do_not_reach_our_programs(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://altrove/dati-veri")
    monkeypatch.setenv("VARIABILE_ALTRUI", "resta")
    environment = clean_environment(AMBIENTE="demo")
    assert "DATABASE_URL" not in environment
    assert environment["AMBIENTE"] == "demo"
    assert environment["VARIABILE_ALTRUI"] == "resta"


@pytest.mark.parametrize(("passed", "code"), [([True, True], 0), ([True, False, True], 1)])
def test_one_failed_stage_is_enough_to_fail(passed, code, capsys):
    outcomes = [Outcome(f"Fase {n}", ok, 1.25) for n, ok in enumerate(passed)]
    assert summarise(outcomes, 3.0) == code
    printed = capsys.readouterr().out
    assert [line[2] for line in printed.splitlines() if "Fase" in line] == [
        "✓" if ok else "✗" for ok in passed
    ]
