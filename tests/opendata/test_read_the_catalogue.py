"""The catalogue, read back: what DCAT-AP_IT wants of each thing is there, once."""

import pytest
from django.test import Client
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from conciliazione.dati_aperti import all_datasets
from piano.models import Versione
from tests.opendata.files import read_graph

BASE = "https://rete.example"
EUROPA = "http://publications.europa.eu/resource/authority"
DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LICENCE = URIRef("https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40")
TURTLE, JSON_LD = "text/turtle; charset=utf-8", "application/ld+json; charset=utf-8"

# Class → what it must have, how many times at least and at most.
ONE, MANY = (1, 1), (1, 99)
MANDATORY = {
    DCATAPIT.Catalog: {
        DCTERMS.title: ONE,
        DCTERMS.description: ONE,
        DCTERMS.publisher: ONE,
        DCTERMS.modified: ONE,
        DCTERMS.language: ONE,
        FOAF.homepage: ONE,
        DCAT.themeTaxonomy: ONE,
        DCAT.dataset: (25, 99),
    },
    DCATAPIT.Dataset: {
        DCTERMS.title: ONE,
        DCTERMS.description: ONE,
        DCTERMS.identifier: ONE,
        DCTERMS.modified: ONE,
        DCTERMS.accrualPeriodicity: ONE,
        DCTERMS.rightsHolder: ONE,
        DCTERMS.publisher: ONE,
        DCTERMS.language: ONE,
        DCTERMS.spatial: (0, 1),
        DCAT.theme: ONE,
        DCAT.contactPoint: ONE,
        DCAT.landingPage: ONE,
        DCAT.keyword: MANY,
        DCAT.distribution: (3, 3),
    },
    DCATAPIT.Distribution: {
        DCTERMS.title: ONE,
        DCTERMS["format"]: ONE,
        DCTERMS.license: ONE,
        DCAT.accessURL: ONE,
        DCAT.downloadURL: (0, 1),
    },
    DCATAPIT.Agent: {DCTERMS.identifier: ONE, FOAF.name: ONE},
    DCATAPIT.Organization: {VCARD.fn: ONE, VCARD.hasEmail: (0, 1), VCARD.hasURL: ONE},
    DCATAPIT.LicenseDocument: {DCTERMS.type: ONE, FOAF.name: ONE},
}
# The class of Europe that each of the Italian profile is.
BROADER = {
    DCATAPIT.Catalog: DCAT.Catalog,
    DCATAPIT.Dataset: DCAT.Dataset,
    DCATAPIT.Distribution: DCAT.Distribution,
    DCATAPIT.Agent: FOAF.Agent,
    DCATAPIT.Organization: VCARD.Organization,
    DCATAPIT.LicenseDocument: DCTERMS.LicenseDocument,
}
THEMES = {"ECON", "EDUC", "GOVE", "JUST", "REGI", "SOCI"}


@pytest.fixture(autouse=True)
def _base(settings: object) -> None:
    settings.BASE_URL = BASE


@pytest.fixture
def graph(published: Versione, client: Client) -> Graph:
    return read_graph(client)


def missing(graph: Graph) -> list[str]:
    """What the profile wants of a thing and is not there, or is there too often."""
    return [
        f"{thing} {prop}: {count}"
        for kind, wanted in MANDATORY.items()
        for thing in graph.subjects(RDF.type, kind)
        for prop, (least, most) in wanted.items()
        if not least <= (count := len(list(graph.objects(thing, prop)))) <= most
    ]


def dataset(nome: str) -> URIRef:
    return URIRef(f"{BASE}/opendata/{nome}/")


def values(graph: Graph, prop: Node, kind: Node = DCATAPIT.Dataset) -> set[Node]:
    return {o for thing in graph.subjects(RDF.type, kind) for o in graph.objects(thing, prop)}


def test_every_thing_has_what_the_profile_wants(graph: Graph) -> None:
    assert missing(graph) == []
    counts = {kind: len(set(graph.subjects(RDF.type, kind))) for kind in MANDATORY}
    datasets = len(list(all_datasets()))
    assert list(counts.values()) == [1, datasets, 3 * datasets, 1, 1, 1]


@pytest.mark.parametrize("prop", [DCTERMS.title, DCTERMS.rightsHolder, DCAT.theme])
def test_what_is_missing_is_seen(prop: Node, graph: Graph) -> None:
    graph.remove((dataset("voci"), prop, None))
    assert missing(graph) == [f"{dataset('voci')} {prop}: 0"]


def test_what_is_said_twice_is_seen(graph: Graph) -> None:
    graph.add((dataset("voci"), DCTERMS.modified, Literal("2014-01-01", datatype=XSD.date)))
    assert missing(graph) == [f"{dataset('voci')} {DCTERMS.modified}: 2"]


def test_things_are_of_the_european_classes_too(graph: Graph) -> None:
    for italian, european in BROADER.items():
        assert set(graph.subjects(RDF.type, italian)) == set(graph.subjects(RDF.type, european))


def test_every_dataset_is_in_the_catalogue_with_its_words(graph: Graph) -> None:
    declared = {dataset(d.nome): d for d in all_datasets()}
    catalogue = URIRef(f"{BASE}/opendata/catalogo")
    assert set(graph.objects(catalogue, DCAT.dataset)) == set(declared)
    for uri, d in declared.items():
        assert graph.value(uri, DCTERMS.title) == Literal(d.titolo, lang="it")
        assert str(graph.value(uri, DCTERMS.identifier)) == str(uri)
        assert str(graph.value(uri, DCAT.theme)) == f"{EUROPA}/data-theme/{d.tema}"
        assert {str(k) for k in graph.objects(uri, DCAT.keyword)} == set(d.parole)


def test_the_words_of_the_vocabularies_are_theirs(graph: Graph) -> None:
    assert values(graph, DCTERMS.accrualPeriodicity) == {URIRef(f"{EUROPA}/frequency/CONT")}
    assert values(graph, DCTERMS.language) == {URIRef(f"{EUROPA}/language/ITA")}
    assert values(graph, DCTERMS["format"], DCATAPIT.Distribution) == {
        URIRef(f"{EUROPA}/file-type/{name}") for name in ("CSV", "XLSX", "JSON")
    }
    assert values(graph, DCTERMS.license, DCATAPIT.Distribution) == {LICENCE}
    themes = {f"{EUROPA}/data-theme/{name}" for name in THEMES}
    assert {str(theme) for theme in values(graph, DCAT.theme)} <= themes


def test_every_reference_inside_the_catalogue_is_described(graph: Graph) -> None:
    inside = {o for o in graph.objects() if str(o).startswith(f"{BASE}/opendata/catalogo#")}
    assert {str(o).partition("#")[2] for o in inside} == {"titolare", "contatto", "territorio"}
    assert inside <= set(graph.subjects(RDF.type))


def test_every_address_that_it_gives_answers(graph: Graph, client: Client) -> None:
    given = {
        o
        for prop in (DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage, FOAF.homepage)
        for o in graph.objects(predicate=prop)
    }
    answers = {str(url): client.head(str(url).removeprefix(BASE)).status_code for url in given}
    assert answers == dict.fromkeys(answers, 200)
    assert len(answers) == 4 * len(list(all_datasets())) + 1


# --- Who publishes --------------------------------------------------------------------------------


def test_a_day_that_the_rows_know_is_said(graph: Graph) -> None:
    assert str(graph.value(dataset("versioni"), DCTERMS.modified)) == "2014-06-27"


# --- Forms ----------------------------------------------------------------------------------------


# It is rdflib's own parser that uses what rdflib has given up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_both_forms_say_the_same(published: Versione, client: Client) -> None:
    turtle, json_ld = read_graph(client), read_graph(client, "catalogo.jsonld", "json-ld")
    assert len(turtle) > 1000
    assert isomorphic(turtle, json_ld)
