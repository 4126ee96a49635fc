"""What the OpenAPI document says of each address, made from the declarations of the datasets.

Plain dictionaries of OpenAPI 3.0; `COMPONENTI` is what the operations refer to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.conf import settings

from conciliazione.api.richieste import (
    PAGINA,
    PAGINA_AL_PIU,
    PER_PAGINA,
    PER_PAGINA_AL_PIU,
    PER_PAGINA_PREDEFINITE,
)
from conciliazione.dati_aperti import TEMI, Campo, Dataset, Ramo, Tipo
from conciliazione.filters import SLUG, DayField

Schema = dict[str, object]

PROBLEMA = "application/problem+json"
SERVIZIO = "Servizio"
LIMITI = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
INT32: Schema = {"type": "integer", "format": "int32"}

TIPI: dict[Tipo, Schema] = {
    Tipo.TESTO: {"type": "string"},
    Tipo.INTERO: INT32,
    Tipo.DECIMALE: {"type": "number", "format": "double"},
    Tipo.EURO: {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"},
    Tipo.DATA: {"type": "string", "format": "date"},
    Tipo.ISTANTE: {"type": "string", "format": "date-time"},
    Tipo.BOOLEANO: {"type": "boolean"},
    Tipo.INDIRIZZO: {"type": "string", "format": "uri"},
    Tipo.ELENCO: {"type": "array", "items": {"type": "string"}},
}
ESEMPI: dict[Tipo, object] = {
    Tipo.TESTO: "Testo di esempio",
    Tipo.INTERO: 1,
    Tipo.DECIMALE: 50,
    Tipo.EURO: "1000.00",
    Tipo.DATA: "2014-06-27",
    Tipo.ISTANTE: "2014-06-27T12:00:00+00:00",
    Tipo.BOOLEANO: True,
    Tipo.INDIRIZZO: "https://rete.example/",
    Tipo.ELENCO: ["voce-di-esempio"],
}
ERRORI = {
    400: "La richiesta non è valida: `errori` dice quali parametri e perché",
    404: "Non c'è nulla a questo indirizzo, o in questa pagina dell'elenco",
    406: "Il formato chiesto con `Accept` non c'è: le risposte sono in JSON",
    429: "Troppe richieste: si riprova dopo i secondi di `Retry-After`",
}


@dataclass(frozen=True)
class Operazione:
    """An operation of the document, with the schemas that it refers to."""

    corpo: Mapping[str, object]
    schemi: Mapping[str, Schema] = field(default_factory=dict)


# --- Schemas --------------------------------------------------------------------------------------


def schema_of(parti: tuple[Campo | Ramo, ...], descrizione: str = "") -> Schema:
    """The object that `scrittura.write_row` makes of these parts."""
    return {
        "type": "object",
        "description": descrizione,
        "required": [parte.nome for parte in parti],
        "properties": {parte.nome: _property(parte) for parte in parti},
    }


def _property(parte: Campo | Ramo) -> Schema:
    if isinstance(parte, Ramo):
        return {
            "type": "array",
            "description": parte.descrizione,
            "items": schema_of(parte.parti, parte.descrizione),
        }
    detto = {**TIPI[parte.tipo], "description": _description(parte), "example": example_of(parte)}
    if parte.valori:
        nulli = [None] if parte.facoltativo else []
        detto["enum"] = [codice for codice, _ in parte.valori] + nulli
    return detto | ({"nullable": True} if parte.facoltativo else {})


def _description(campo: Campo) -> str:
    """What a field means, in which unit, with which codes."""
    codici = "; ".join(f"`{codice}` {parole}" for codice, parole in campo.valori)
    unita = f" (unità: {campo.unita})" if campo.unita else ""
    return campo.descrizione + unita + (f". Valori: {codici}" if codici else "")


def example_of(campo: Campo) -> object:
    """A value such as the API would write."""
    if campo.esempio is not None:
        return campo.esempio
    return campo.valori[0][0] if campo.valori else ESEMPI[campo.tipo]


def _name(dataset: Dataset) -> str:
    """`righe-azioni` → `RigheAzioni`."""
    return "".join(parola.capitalize() for parola in dataset.nome.split("-"))


def _reference(genere: str, nome: str) -> Schema:
    return {"$ref": f"#/components/{genere}/{nome}"}


def page_of(nome: str, descrizione: str) -> Schema:
    """A page of a list of the schema `nome`."""
    numero = {**INT32, "minimum": 1}
    indirizzo = {"type": "string", "format": "uri", "nullable": True}
    membri = {
        "totale": {**INT32, "minimum": 0, "description": "Righe in tutto", "example": 35},
        "pagina": {**numero, "description": "Numero di questa pagina", "example": 1},
        "pagine": {**numero, "description": "Quante sono le pagine", "example": 2},
        "per_pagina": {**numero, "description": "Righe di una pagina", "example": 20},
        "successiva": {**indirizzo, "description": "Indirizzo della pagina dopo, se c'è"},
        "precedente": {**indirizzo, "description": "Indirizzo della pagina prima, se c'è"},
        "items": {
            "type": "array",
            "maxItems": PER_PAGINA_AL_PIU,
            "description": "Le righe di questa pagina",
            "items": _reference("schemas", nome),
        },
    }
    return {
        "type": "object",
        "description": descrizione,
        "required": list(membri),
        "properties": membri,
    }


# --- Parameters -----------------------------------------------------------------------------------


def parameter(nome: str, filtro: object) -> Schema:
    """A filter as a parameter of the query string."""
    return {
        "name": nome,
        "in": "query",
        "description": f"{filtro.label}.",
        "required": False,
        "schema": _schema_of_field(filtro.field),
    }


def _schema_of_field(campo: forms.Field) -> Schema:
    """What a form field admits: the kinds that `conciliazione.filters` makes."""
    if isinstance(campo, DayField):
        return {"type": "string", "format": "date", "example": "2014-06-27"}
    if isinstance(campo, forms.ChoiceField):
        valori = [codice for codice, _ in campo.choices if codice]
        booleano = valori == ["true", "false"]
        return {"type": "boolean"} if booleano else {"type": "string", "enum": valori}
    testo = {"type": "string", "minLength": 1, "maxLength": campo.max_length}
    forme = [v.regex.pattern for v in campo.validators if hasattr(v, "regex")]
    return {**testo, "pattern": f"^{SLUG}$" if forme else r"^[^\u0000]+$"}


# --- Operations -----------------------------------------------------------------------------------


def answer(descrizione: str, nome: str) -> Schema:
    """A successful answer: what it is, and the schema of its body."""
    intestazioni = ("ETag", *LIMITI)
    return {
        "description": descrizione,
        "headers": {h: _reference("headers", h) for h in intestazioni},
        "content": {"application/json": {"schema": _reference("schemas", nome)}},
    }


def with_errors(risposte: Mapping[str, Schema]) -> dict[str, Schema]:
    """The answers of an operation, with those that all may give."""
    errori = {str(codice): _reference("responses", f"Errore{codice}") for codice in ERRORI}
    return {
        **risposte,
        "304": _reference("responses", "NonModificato"),
        **errori,
        "default": _reference("responses", "Errore"),
    }


def listing(dataset: Dataset) -> Operazione:
    """The list of a dataset."""
    filtri = dataset.filtri.base_filters if dataset.filtri else {}
    nome = _name(dataset)
    corpo = {
        "operationId": f"elenca_{_snake(dataset)}",
        "summary": dataset.titolo,
        "description": dataset.descrizione,
        "tags": [TEMI[dataset.tema]],
        "parameters": [
            *(parameter(chiave, filtro) for chiave, filtro in filtri.items()),
            *(_reference("parameters", p) for p in (PAGINA, PER_PAGINA)),
        ],
        "responses": with_errors({"200": answer("Una pagina dell'elenco", f"Elenco{nome}")}),
    }
    schemi = {
        nome: schema_of(dataset.campi, dataset.descrizione),
        f"Elenco{nome}": page_of(nome, f"{dataset.titolo}: una pagina dell'elenco"),
    }
    return Operazione(corpo, schemi)


def detail(dataset: Dataset) -> Operazione:
    """One row of a dataset."""
    nome = f"Dettaglio{_name(dataset)}"
    campo = next(campo for campo in dataset.campi if campo.nome == dataset.chiave)
    chiave = {
        "name": dataset.chiave,
        "in": "path",
        "description": f"{campo.descrizione}.",
        "required": True,
        "schema": {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$", "maxLength": 120},
        "example": example_of(campo),
    }
    corpo = {
        "operationId": f"leggi_{_snake(dataset)}",
        "summary": f"{dataset.titolo}: una riga con tutto ciò che contiene",
        "description": dataset.descrizione,
        "tags": [TEMI[dataset.tema]],
        "parameters": [chiave],
        "responses": with_errors({"200": answer("La riga", nome), **_elsewhere(dataset)}),
    }
    return Operazione(corpo, {nome: schema_of(dataset.parti, dataset.descrizione)})


def _elsewhere(dataset: Dataset) -> dict[str, Schema]:
    """The answer to an old key, of the datasets whose rows may change theirs."""
    return {"308": _reference("responses", "Spostata")} if dataset.spostata else {}


def _snake(dataset: Dataset) -> str:
    return dataset.nome.replace("-", "_")


INDICE = (
    Campo("nome", str, "Nome, che è anche il suo indirizzo", esempio="soggetti"),
    Campo("titolo", str, "Titolo", esempio="Soggetti della Rete"),
    Campo("descrizione", str, "Che cosa contiene"),
    Campo("indirizzo", str, "Dove si legge", Tipo.INDIRIZZO),
)


def index() -> Operazione:
    """The list of the datasets."""
    documento = Campo("openapi", str, "Il documento OpenAPI", Tipo.INDIRIZZO)
    insiemi = Ramo("items", "Gli insiemi di dati", lambda riga: (), INDICE)
    corpo = {
        "operationId": "elenca_insiemi_di_dati",
        "summary": "Gli insiemi di dati",
        "description": "Che cosa si può leggere, e dove.",
        "tags": [SERVIZIO],
        "responses": with_errors({"200": answer("L'elenco", "InsiemiDiDati")}),
    }
    return Operazione(corpo, {"InsiemiDiDati": schema_of((documento, insiemi), "Insiemi di dati")})


def status() -> Operazione:
    """The state of the service."""
    bene = {
        **answer("Il servizio funziona", "Problema"),
        "content": {PROBLEMA: {"schema": _reference("schemas", "Problema")}},
    }
    corpo = {
        "operationId": "leggi_stato",
        "summary": "Lo stato del servizio",
        "description": "Dice se il servizio funziona e, se no, che cosa non va.",
        "tags": [SERVIZIO],
        "responses": with_errors({"200": bene, "503": _reference("responses", "Errore503")}),
    }
    return Operazione(corpo)


# --- What the operations refer to -----------------------------------------------------------------

_ERRORE = {
    "type": "object",
    "description": "Un parametro sbagliato",
    "required": ["campo", "messaggio"],
    "properties": {
        "campo": {"type": "string", "description": "Nome del parametro", "example": "al"},
        "messaggio": {"type": "string", "description": "Che cosa non va, in italiano"},
    },
}
PROBLEMA_SCHEMA: Schema = {
    "type": "object",
    "description": "Un problema, come lo descrive RFC 9457",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "Tipo del problema",
            "example": "about:blank",
        },
        "title": {
            "type": "string",
            "description": "Il nome dello stato HTTP",
            "example": "Bad Request",
        },
        "status": {
            **INT32,
            "minimum": 100,
            "maximum": 599,
            "description": "Lo stato HTTP",
            "example": 400,
        },
        "detail": {"type": "string", "description": "Che cosa non va, in italiano"},
        "instance": {
            "type": "string",
            "format": "uri-reference",
            "description": "Dove è successo",
        },
        "errori": {"type": "array", "description": "I parametri sbagliati", "items": _ERRORE},
    },
}


def _header(descrizione: str, schema: Schema, esempio: object) -> Schema:
    return {"description": descrizione, "schema": schema, "example": esempio}


def _problem_answer(descrizione: str, *altre: str) -> Schema:
    return {
        "description": descrizione,
        "headers": {h: _reference("headers", h) for h in (*LIMITI, *altre)},
        "content": {PROBLEMA: {"schema": _reference("schemas", "Problema")}},
    }


def _paging(nome: str, descrizione: str, massimo: int, predefinito: int) -> Schema:
    return {
        "name": nome,
        "in": "query",
        "description": descrizione,
        "required": False,
        "schema": {**INT32, "minimum": 1, "maximum": massimo, "default": predefinito},
    }


def components() -> dict[str, dict[str, Schema]]:
    """What every operation may refer to, by kind and name."""
    numero = {**INT32, "minimum": 0}
    dopo = ("Retry-After",)
    return {
        "schemas": {"Problema": PROBLEMA_SCHEMA},
        "headers": {
            "ETag": _header("Impronta della risposta", {"type": "string"}, '"0a1b2c3d"'),
            "Location": _header(
                "Dove la riga si legge ora",
                {"type": "string", "format": "uri-reference"},
                "/api/v1/soggetti/comune-di-esempio",
            ),
            "Retry-After": _header("Secondi da aspettare", numero, 30),
            LIMITI[0]: _header(
                "Richieste ammesse in ogni periodo", numero, settings.API_LIMITE_RICHIESTE
            ),
            LIMITI[1]: _header("Richieste che restano nel periodo", numero, 299),
            LIMITI[2]: _header("Secondi alla fine del periodo", numero, 42),
        },
        "parameters": {
            PAGINA: _paging(PAGINA, "Quale pagina dell'elenco.", PAGINA_AL_PIU, 1),
            PER_PAGINA: _paging(
                PER_PAGINA, "Quante righe per pagina.", PER_PAGINA_AL_PIU, PER_PAGINA_PREDEFINITE
            ),
        },
        "responses": {
            "Spostata": {
                "description": "La riga ha ora un'altra chiave: è all'indirizzo di `Location`",
                "headers": {h: _reference("headers", h) for h in ("Location", *LIMITI)},
            },
            "NonModificato": {
                "description": "La risposta è quella di cui si è mandata l'impronta in"
                " `If-None-Match`",
                "headers": {h: _reference("headers", h) for h in ("ETag", *LIMITI)},
            },
            **{
                f"Errore{codice}": _problem_answer(parole, *(dopo if codice == 429 else ()))
                for codice, parole in ERRORI.items()
            },
            "Errore503": _problem_answer("Il servizio non è pronto", *dopo),
            "Errore": _problem_answer("Un altro errore"),
        },
    }
