"""The catalogue of the open data, as the Italian profile of DCAT wants it (DCAT-AP_IT 1.0)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, XSD

from conciliazione.dati_aperti import Dataset, all_datasets, whole
from conciliazione.opendata.titolare import Titolare
from conciliazione.periodi import today

DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
EUROPA = "http://publications.europa.eu/resource/authority"
TEMA = Namespace(f"{EUROPA}/data-theme/")
FORMATO = Namespace(f"{EUROPA}/file-type/")
ITALIANO = URIRef(f"{EUROPA}/language/ITA")
# The files are made when they are asked for, from the rows of that moment.
CONTINUO = URIRef(f"{EUROPA}/frequency/CONT")
LICENZA = URIRef("https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40")
TIPO_LICENZA = URIRef("http://purl.org/adms/licencetype/Attribution")
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
NOMI = {
    "dcat": DCAT,
    "dcatapit": DCATAPIT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "locn": LOCN,
    "owl": OWL,
    "rdfs": RDFS,
    "vcard": VCARD,
    "xsd": XSD,
}
# What comes in each of the forms: format, its type, what it is called.
FORME = (
    ("CSV", "text/csv", "CSV"),
    ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ("JSON", "application/json", "API"),
)

Tripla = tuple[object, object, object]


def _uri(nome: str, *argomenti: str) -> URIRef:
    """The whole address of one of our pages."""
    return URIRef(whole(reverse(nome, args=argomenti)))


def _node(parte: str) -> URIRef:
    """Something that the catalogue itself speaks of."""
    return URIRef(f"{_uri('catalog')}#{parte}")


def _it(testo: str) -> Literal:
    return Literal(testo, lang="it")


def _day(giorno: date) -> Literal:
    return Literal(giorno.isoformat(), datatype=XSD.date)


def build_catalog(titolare: Titolare) -> Graph:
    """The whole catalogue; what the portal does not know is not in it."""
    grafo = Graph()
    for prefisso, spazio in NOMI.items():
        grafo.bind(prefisso, spazio, replace=True)
    triple = [*_catalog(titolare), *_agent(titolare), *_contact(titolare), *_licence()]
    triple += _place(titolare)
    for dataset in all_datasets():
        triple += _dataset(dataset, titolare)
    for tripla in triple:
        grafo.add(tripla)
    return grafo


def _catalog(titolare: Titolare) -> Iterator[Tripla]:
    catalogo = _uri("catalog")
    nome = titolare.rete or titolare.nome
    yield from ((catalogo, RDF.type, tipo) for tipo in (DCATAPIT.Catalog, DCAT.Catalog))
    yield catalogo, DCTERMS.title, _it(f"Dati aperti della {nome}")
    yield (
        catalogo,
        DCTERMS.description,
        _it("Soggetti, alleanze, progetti, servizi, formazione e risorse di una rete di enti."),
    )
    yield catalogo, DCTERMS.publisher, _node("titolare")
    yield catalogo, DCTERMS.modified, _day(today())
    yield catalogo, DCTERMS.language, ITALIANO
    yield catalogo, DCTERMS.license, LICENZA
    yield catalogo, FOAF.homepage, _uri("opendata")
    yield catalogo, DCAT.themeTaxonomy, URIRef(f"{EUROPA}/data-theme")
    for dataset in all_datasets():
        yield catalogo, DCAT.dataset, _uri("opendata_dataset", dataset.nome)
    if titolare.territorio:
        yield catalogo, DCTERMS.spatial, _node("territorio")


def _agent(titolare: Titolare) -> Iterator[Tripla]:
    ente = _node("titolare")
    yield from ((ente, RDF.type, tipo) for tipo in (DCATAPIT.Agent, FOAF.Agent))
    yield ente, DCTERMS.identifier, Literal(titolare.identificativo)
    yield ente, FOAF.name, _it(titolare.nome)


def _contact(titolare: Titolare) -> Iterator[Tripla]:
    contatto = _node("contatto")
    tipi = (DCATAPIT.Organization, VCARD.Organization, VCARD.Kind)
    yield from ((contatto, RDF.type, tipo) for tipo in tipi)
    yield contatto, VCARD.fn, _it(titolare.nome)
    if titolare.email:
        yield contatto, VCARD.hasEmail, URIRef(f"mailto:{titolare.email}")
    if titolare.telefono:
        yield contatto, VCARD.hasTelephone, URIRef(f"tel:{''.join(titolare.telefono.split())}")
    yield contatto, VCARD.hasURL, URIRef(titolare.sito or _uri("report_problem"))


def _licence() -> Iterator[Tripla]:
    tipi = (DCATAPIT.LicenseDocument, DCTERMS.LicenseDocument)
    yield from ((LICENZA, RDF.type, tipo) for tipo in tipi)
    yield LICENZA, DCTERMS.type, TIPO_LICENZA
    yield LICENZA, FOAF.name, _it("Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)")
    yield LICENZA, OWL.versionInfo, Literal("4.0")
    yield LICENZA, RDFS.seeAlso, CC_BY


def _place(titolare: Titolare) -> Iterator[Tripla]:
    if titolare.territorio:
        posto = _node("territorio")
        yield posto, RDF.type, DCTERMS.Location
        yield posto, LOCN.geographicName, _it("; ".join(titolare.territorio))


def _dataset(dataset: Dataset, titolare: Titolare) -> Iterator[Tripla]:
    insieme = _uri("opendata_dataset", dataset.nome)
    aggiornato = _day(dataset.aggiornato() or today())
    fonte = f" Fonte: {dataset.fonte}." if dataset.fonte else ""
    yield from ((insieme, RDF.type, tipo) for tipo in (DCATAPIT.Dataset, DCAT.Dataset))
    yield insieme, DCTERMS.title, _it(dataset.titolo)
    yield insieme, DCTERMS.description, _it(dataset.descrizione + fonte)
    # The address is the identifier: it is stable, and of nobody else.
    yield insieme, DCTERMS.identifier, Literal(str(insieme))
    yield insieme, DCTERMS.modified, aggiornato
    yield insieme, DCTERMS.accrualPeriodicity, CONTINUO
    yield insieme, DCTERMS.language, ITALIANO
    yield insieme, DCTERMS.rightsHolder, _node("titolare")
    yield insieme, DCTERMS.publisher, _node("titolare")
    yield insieme, DCAT.theme, TEMA[dataset.tema]
    yield insieme, DCAT.contactPoint, _node("contatto")
    yield insieme, DCAT.landingPage, insieme
    yield from ((insieme, DCAT.keyword, _it(parola)) for parola in dataset.parole)
    if titolare.territorio:
        yield insieme, DCTERMS.spatial, _node("territorio")
    for formato, tipo, nome in FORME:
        yield from _distribution(dataset, insieme, formato, tipo, nome, aggiornato)


def _distribution(
    dataset: Dataset, insieme: URIRef, formato: str, tipo: str, nome: str, aggiornato: Literal
) -> Iterator[Tripla]:
    """One of the forms in which a dataset is read: a file to download, or the API."""
    indirizzi = {"CSV": "opendata_csv", "XLSX": "opendata_xlsx", "JSON": "dataset:list"}
    dove = _uri(indirizzi[formato], dataset.nome)
    forma = URIRef(f"{insieme}#{formato.lower()}")
    yield insieme, DCAT.distribution, forma
    yield from ((forma, RDF.type, classe) for classe in (DCATAPIT.Distribution, DCAT.Distribution))
    yield forma, DCTERMS.title, _it(f"{dataset.titolo} ({nome})")
    yield forma, DCTERMS["format"], FORMATO[formato]
    yield forma, DCTERMS.license, LICENZA
    yield forma, DCTERMS.modified, aggiornato
    yield forma, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{tipo}")
    yield forma, DCAT.accessURL, dove
    if formato != "JSON":
        yield forma, DCAT.downloadURL, dove


def as_turtle(grafo: Graph) -> str:
    """The catalogue as people can read it too."""
    return grafo.serialize(format="turtle")


def as_json_ld(grafo: Graph) -> str:
    """The catalogue as JSON."""
    contesto = {prefisso: str(spazio) for prefisso, spazio in NOMI.items()}
    return grafo.serialize(format="json-ld", context=contesto, indent=2, sort_keys=True)
