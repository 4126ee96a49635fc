"""The OpenAPI document, and the rules of the Italian guidelines that a machine can check on it.

Each rule is a function from a document to the list of what breaks it, so that it can be shown one
where something does.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from uuid import UUID

import pytest
import yaml
from django.conf import LazySettings
from django.test import Client

from conciliazione.api.documento import PublicGenerator
from conciliazione.dati_aperti import all_datasets, find_dataset

Document = dict[str, object]

SUCCESS, FAILURE = re.compile(r"2\d\d"), re.compile(r"[45]\d\d|default")
LIMITS = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
KEBAB = re.compile(r"(/[a-z0-9]+(-[a-z0-9]+)*|/\{[a-z_]+\})+|/")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def document() -> Document:
    return PublicGenerator().get_schema()


def operations(document: Document) -> Iterator[tuple[str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def resolved(document: Document, node: Document) -> Document:
    """The node, or what it refers to."""
    if "$ref" not in node:
        return node
    found: object = document
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def answers(document: Document) -> Iterator[tuple[str, str, Document]]:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            yield name, status, resolved(document, answer)


def schemas(node: object, where: str = "") -> Iterator[tuple[str, Document]]:
    """Every schema with a type, wherever it is."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str) and "in" not in node:
            yield where, node
        for key, value in node.items():
            if key not in {"example", "enum", "default"}:
                yield from schemas(value, f"{where}/{key}")
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from schemas(value, f"{where}/{n}")


# --- The rules ------------------------------------------------------------------------------------


def info_without_what_it_must_have(document: Document) -> list[str]:
    info = document["info"]
    wanted = ("title", "version", "description", "termsOfService", "x-summary", "x-api-id")
    missing = [name for name in wanted if not info.get(name)]
    missing += [f"contact.{n}" for n in ("name", "url") if not info.get("contact", {}).get(n)]
    return missing + [f"license.{n}" for n in ("name", "url") if not info.get("license", {}).get(n)]


def servers_without_words(document: Document) -> list[str]:
    servers = document.get("servers") or [{}]
    return [
        s.get("url", "no server") for s in servers if not (s.get("url") and s.get("description"))
    ]


def paths_not_in_kebab_case(document: Document) -> list[str]:
    return [path for path in document["paths"] if not KEBAB.fullmatch(path)]


def names_not_in_snake_case(document: Document) -> list[str]:
    members = [n for _, s in schemas(document) for n in s.get("properties", {})]
    parameters = [
        resolved(document, p)["name"]
        for _, operation in operations(document)
        for p in operation.get("parameters", [])
    ]
    return sorted({name for name in members + parameters if not SNAKE.fullmatch(name)})


def integers_without_format(document: Document) -> list[str]:
    formats = {"integer": {"int32", "int64"}, "number": {"float", "double"}}
    return [
        where
        for where, schema in schemas(document)
        if schema["type"] in formats and schema.get("format") not in formats[schema["type"]]
    ]


def errors_that_are_no_problem(document: Document) -> list[str]:
    return [
        f"{name} {status}"
        for name, status, answer in answers(document)
        if (FAILURE.fullmatch(status) and list(answer["content"]) != [PROBLEM])
        or (
            PROBLEM in answer.get("content", {})
            and set(resolved(document, answer["content"][PROBLEM]["schema"])["required"])
            != {"type", "title", "status"}
        )
    ]


def answers_not_documented(document: Document) -> list[str]:
    return [
        f"{name} {status}"
        for name, operation in operations(document)
        for status in ("200", "304", "400", "404", "406", "429", "default")
        if status not in operation["responses"]
    ]


def answers_without_limits(document: Document) -> list[str]:
    return [
        f"{name} {status}"
        for name, status, answer in answers(document)
        if not set(answer.get("headers", {})) >= LIMITS
    ]


def refusals_without_when(document: Document) -> list[str]:
    return [
        f"{name} {status}"
        for name, status, answer in answers(document)
        if status in {"429", "503"} and "Retry-After" not in answer["headers"]
    ]


def operations_without_words(document: Document) -> list[str]:
    return [
        f"{name} {word}"
        for name, operation in operations(document)
        for word in ("operationId", "summary", "description", "tags")
        if not operation.get(word)
    ]


def operations_with_the_same_name(document: Document) -> list[str]:
    names = [operation["operationId"] for _, operation in operations(document)]
    return sorted({name for name in names if names.count(name) > 1})


def tags_not_explained(document: Document) -> list[str]:
    told = {tag["name"] for tag in document["tags"] if tag.get("description")}
    used = {tag for _, operation in operations(document) for tag in operation["tags"]}
    return sorted(told ^ used)


def methods_that_write(document: Document) -> list[str]:
    return [name for name, _ in operations(document) if not name.startswith("get ")]


def lists_without_items(document: Document) -> list[str]:
    wrong = []
    for name, operation in operations(document):
        if operation["operationId"].startswith("elenca_"):
            content = operation["responses"]["200"]["content"]["application/json"]
            schema = resolved(document, content["schema"])
            if schema["properties"].get("items", {}).get("type") != "array":
                wrong.append(name)
    return wrong


def members_without_words(document: Document) -> list[str]:
    return [
        f"{where}/{name}"
        for where, schema in schemas(document["components"]["schemas"])
        for name, member in schema.get("properties", {}).items()
        if not member.get("description")
    ]


def parameters_without_words(document: Document) -> list[str]:
    return [
        f"{name} {parameter['name']}"
        for name, operation in operations(document)
        for parameter in (resolved(document, p) for p in operation.get("parameters", []))
        if not parameter.get("description") or not parameter.get("schema")
    ]


def money_without_currency(document: Document) -> list[str]:
    return [
        where
        for where, schema in schemas(document)
        if any(p.get("pattern") == r"^[0-9]+\.[0-9]{2}$" for p in _members(schema))
        and schema["properties"].get("valuta", {}).get("enum") != ["EUR"]
    ]


def _members(schema: Document) -> list[Document]:
    return list(schema.get("properties", {}).values())


def references_that_lead_nowhere(document: Document) -> list[str]:
    wrong = []
    for target in set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(document))):
        try:
            resolved(document, {"$ref": target})
        except KeyError:
            wrong.append(target)
    return wrong


def without_status(document: Document) -> list[str]:
    answer = document["paths"].get("/status", {}).get("get", {}).get("responses", {}).get("200", {})
    return [] if list(answer.get("content", {})) == [PROBLEM] else ["/status"]


def _set(document: Document, path: str, value: object) -> None:
    *steps, last = path.split("|")
    node: object = document
    for step in steps:
        node = node[int(step) if isinstance(node, list) else step]
    if value is None:
        del node[last]
    else:
        node[last] = value


LIST = "paths|/soggetti|get"
ROW = "components|schemas|Soggetti|properties"
# Rule, what is changed in the document (None: taken away), what the rule then finds.
RULES: list[tuple[Callable[[Document], list[str]], str, object, list[str]]] = [
    (info_without_what_it_must_have, "info|x-summary", None, ["x-summary"]),
    (info_without_what_it_must_have, "info|contact", {"name": "a"}, ["contact.url"]),
    (servers_without_words, "servers", [{"url": "/"}], ["/"]),
    (paths_not_in_kebab_case, "paths|/righe_azioni", {}, ["/righe_azioni"]),
    (paths_not_in_kebab_case, "paths|/soggetti/", {}, ["/soggetti/"]),
    (names_not_in_snake_case, f"{ROW}|partitaIva", {"type": "string"}, ["partitaIva"]),
    (integers_without_format, "x", {"type": "integer", "format": "int8"}, ["/x"]),
    (integers_without_format, "x", {"type": "number"}, ["/x"]),
    (
        errors_that_are_no_problem,
        f"{LIST}|responses|default",
        {"content": {"text/html": {}}},
        ["get /soggetti default"],
    ),
    (answers_not_documented, f"{LIST}|responses|429", None, ["get /soggetti 429"]),
    (
        answers_without_limits,
        f"{LIST}|responses|200|headers|X-RateLimit-Reset",
        None,
        ["get /soggetti 200"],
    ),
    (
        refusals_without_when,
        "paths|/status|get|responses|503",
        {"headers": {}},
        ["get /status 503"],
    ),
    (operations_without_words, f"{LIST}|summary", "", ["get /soggetti summary"]),
    (operations_with_the_same_name, f"{LIST}|operationId", "elenca_norme", ["elenca_norme"]),
    (tags_not_explained, f"{LIST}|tags", ["Altro"], ["Altro"]),
    (methods_that_write, "paths|/soggetti|post", {}, ["post /soggetti"]),
    (
        lists_without_items,
        "components|schemas|ElencoSoggetti|properties|items",
        {},
        ["get /soggetti"],
    ),
    (members_without_words, f"{ROW}|sigla", {}, ["/Soggetti/sigla"]),
    (parameters_without_words, f"{LIST}|parameters|0|schema", {}, ["get /soggetti cerca"]),
    (
        money_without_currency,
        "components|schemas|Voci|properties|valuta",
        None,
        ["/components/schemas/Voci"],
    ),
    (
        references_that_lead_nowhere,
        "x",
        {"$ref": "#/components/schemas/Niente"},
        ["#/components/schemas/Niente"],
    ),
    (without_status, "paths|/status", None, ["/status"]),
]


@pytest.mark.parametrize(
    "rule", list(dict.fromkeys(rule for rule, *_ in RULES)), ids=lambda rule: rule.__name__
)
def test_the_document_keeps_the_guidelines(rule: Callable, document: Document) -> None:
    assert rule(document) == []


@pytest.mark.parametrize(("rule", "path", "value", "expected"), RULES)
def test_each_rule_sees_what_breaks_it(
    rule: Callable, path: str, value: object, expected: list[str], document: Document
) -> None:
    broken = deepcopy(document)
    _set(broken, path, value)
    assert rule(broken) == expected


# --- The document itself --------------------------------------------------------------------------


def test_every_dataset_has_its_operations(document: Document) -> None:
    wanted = {f"/{d.nome}" for d in all_datasets()}
    wanted |= {f"/{d.nome}/{{{d.chiave}}}" for d in all_datasets() if d.chiave}
    assert set(document["paths"]) == wanted | {"/", "/status", "/cifre/{riferimento}"}


def test_the_filters_of_a_dataset_are_its_parameters(document: Document) -> None:
    operation = document["paths"]["/adesioni"]["get"]
    assert [resolved(document, p)["name"] for p in operation["parameters"]] == [
        *find_dataset("adesioni").filtri.base_filters,
        "pagina",
        "per_pagina",
    ]
    assert operation["parameters"][0]["schema"]["format"] == "date"


def test_a_field_is_described_with_its_codes(document: Document) -> None:
    area = document["components"]["schemas"]["Servizi"]["properties"]["area"]
    assert area == {
        "type": "string",
        "description": "Area. Valori: `anziani` Anziani; `anziani_disabili` Anziani e disabili;"
        " `non_autosufficienti` Non autosufficienti; `dipendenze` Dipendenze; `disabili` Disabili;"
        " `minori_famiglia` Minori e famiglia; `minori` Minori",
        "example": "anziani",
        "enum": [
            *("anziani", "anziani_disabili", "non_autosufficienti", "dipendenze", "disabili"),
            *("minori_famiglia", "minori", None),
        ],
        "nullable": True,
    }


def test_the_two_forms_say_the_same(client: Client, db: None) -> None:
    as_json = client.get("/api/v1/openapi.json")
    as_yaml = client.get("/api/v1/openapi.yaml")
    assert as_json["Content-Type"] == "application/json"
    assert as_yaml["Content-Type"].startswith("application/yaml")
    assert as_json.json() == yaml.safe_load(as_yaml.content)
    assert as_json.json()["openapi"] == "3.0.3"


def test_an_installation_has_its_own_address_and_name(settings: LazySettings) -> None:
    here = PublicGenerator().get_schema()
    settings.BASE_URL = "https://rete.example"
    settings.LINK_NOTE_LEGALI = "https://ente.example/note"
    there = PublicGenerator().get_schema()
    assert there["servers"][0]["url"] == "https://rete.example/api/v1"
    assert there["info"]["termsOfService"] == "https://ente.example/note"
    assert UUID(there["info"]["x-api-id"]) != UUID(here["info"]["x-api-id"])


def test_the_state_of_the_service_is_a_problem_document(client: Client, db: None) -> None:
    answer = client.get("/api/v1/status")  # no worker in a test
    assert (answer.status_code, answer["Content-Type"]) == (503, PROBLEM)
    assert (answer["Retry-After"], answer.json()["status"]) == ("30", 503)
    assert client.get("/api/v1/status", headers={"accept": PROBLEM})["Content-Type"] == PROBLEM
