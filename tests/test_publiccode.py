"""publiccode.yml follows version 0.7 of its standard, and says what is true of this project."""

import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PUBLICCODE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {
    "applicationSuite",
    "landingURL",
    "isBasedOn",
    "softwareVersion",
    "releaseDate",
    "logo",
    "categories",
    "usedBy",
    "fundedBy",
    "roadmap",
    "supports",
    "organisation",
    "intendedAudience",
    "dependsOn",
}


def test_it_has_every_mandatory_key_and_no_unknown_or_deprecated_one():
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.7"
    assert set(PUBLICCODE) >= MANDATORY
    assert set(PUBLICCODE) - MANDATORY - OPTIONAL == set()


@pytest.mark.parametrize("language", ["it", "en"])
def test_descriptions_have_the_lengths_that_the_standard_wants(language):
    description = PUBLICCODE["description"][language]
    assert 0 < len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert 5 <= len(description["features"]) <= 20


def test_it_agrees_with_pyproject():
    assert PUBLICCODE["softwareVersion"] == PROJECT["version"]
    assert PUBLICCODE["legal"]["license"] == PROJECT["license"]
    python = next(item for item in PUBLICCODE["dependsOn"]["open"] if item["name"] == "Python")
    assert PROJECT["requires-python"].startswith(f">={python['versionMin']},")


def test_an_internal_maintenance_names_whom_to_write_to():
    assert PUBLICCODE["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in PUBLICCODE["maintenance"]["contacts"])
