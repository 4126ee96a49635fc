"""Who publishes is told by the rows; the catalogue comes in the form that is asked for."""

import json

import pytest
from django.test import Client
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, FOAF, RDF

from rete.models import ProfiloCapofila, Soggetto
from tests.opendata.files import read_graph

BASE = "https://rete.example"
DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
TURTLE, JSON_LD = "text/turtle; charset=utf-8", "application/ld+json; charset=utf-8"


@pytest.fixture(autouse=True)
def _base(settings: object) -> None:
    settings.BASE_URL = BASE


def holder(graph: Graph) -> tuple[str, str]:
    (agent,) = graph.subjects(RDF.type, DCATAPIT.Agent)
    return str(graph.value(agent, DCTERMS.identifier)), str(graph.value(agent, FOAF.name))


@pytest.mark.parametrize(
    ("codici", "identifier"),
    [
        ({"codice_fiscale": "00000000000", "partita_iva": "12319440157"}, "00000000000"),
        ({"partita_iva": "12319440157"}, "12319440157"),
        ({}, "Ente capofila"),
    ],
)
def test_the_holder_has_the_code_that_is_known_and_no_other(
    codici: dict[str, str], identifier: str, client: Client, ciclo: object
) -> None:
    Soggetto.objects.filter(slug="ente-capofila").update(**codici)
    assert holder(read_graph(client)) == (identifier, "Ente capofila")


def contact(client: Client) -> dict[str, str]:
    graph = read_graph(client)
    (who,) = graph.subjects(RDF.type, DCATAPIT.Organization)
    known = (VCARD.hasEmail, VCARD.hasTelephone, VCARD.hasURL)
    return {str(p).partition("#")[2]: str(o) for p in known for o in graph.objects(who, p)}


def test_the_contact_has_what_the_card_of_the_lead_body_has(client: Client, ciclo: object) -> None:
    assert contact(client) == {"hasURL": f"{BASE}/segnala-un-problema/"}
    Soggetto.objects.filter(slug="ente-capofila").update(sito="https://asl.example/", pec="p@x.it")
    assert contact(client) == {"hasEmail": "mailto:p@x.it", "hasURL": "https://asl.example/"}
    ProfiloCapofila.objects.update(email="rete@asl.example", telefono="02 1234")
    assert contact(client) == {
        "hasEmail": "mailto:rete@asl.example",
        "hasTelephone": "tel:021234",
        "hasURL": "https://asl.example/",
    }


def test_without_a_lead_body_there_is_no_catalogue(client: Client, db: None) -> None:
    assert client.get("/opendata/catalogo.ttl").status_code == 404


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("catalogo.ttl", "application/ld+json", TURTLE),
        ("catalogo.jsonld", "text/turtle", JSON_LD),
        ("catalogo", "*/*", TURTLE),
        ("catalogo", "text/turtle;q=0.5, application/ld+json", JSON_LD),
        ("catalogo", "text/html", TURTLE),
    ],
)
def test_a_form_is_asked_by_address_or_by_preference(
    path: str, accept: str, kind: str, client: Client, ciclo: object
) -> None:
    answer = client.get(f"/opendata/{path}", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert ("Accept" in answer.get("Vary", "")) == (path == "catalogo")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(client: Client, ciclo: object) -> None:
    etag = client.get("/opendata/catalogo.ttl")["ETag"]
    answer = client.get("/opendata/catalogo.ttl", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_the_json_is_short_names_over_a_context(client: Client, ciclo: object) -> None:
    body = json.loads(client.get("/opendata/catalogo.jsonld").content)
    assert body["@context"]["dcatapit"] == str(DCATAPIT)
    assert {kind for thing in body["@graph"] for kind in thing["@type"]} >= {"dcatapit:Dataset"}


def test_the_catalogue_asks_little_of_the_database(
    client: Client, ciclo: object, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):
        client.get("/opendata/catalogo.ttl")
