"""Lists have pages, rows have addresses, and no more queries for more rows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conciliazione.dati_aperti import all_datasets, find_dataset
from piano.enums import StatoVersione
from piano.models import Dichiarazione, Piano, TabellaContesto, Versione
from progetti.models import Attivita, Coinvolgimento
from tests.factories import (
    make_adesione,
    make_alleanza,
    make_ambito,
    make_atto,
    make_avviso,
    make_capitolo,
    make_censimento,
    make_ciclo,
    make_comune,
    make_convenzione,
    make_decisione,
    make_esito,
    make_indicatore,
    make_iniziativa,
    make_mandato,
    make_norma,
    make_obiettivo,
    make_organo,
    make_partenariato,
    make_piano,
    make_progetto,
    make_punto,
    make_riga_azione,
    make_risultato,
    make_seduta,
    make_seggio,
    make_soggetto,
    make_stanziamento,
    make_tema,
    make_utente,
    make_versione,
    publish_minutes,
)
from tests.factories.piano import make_misura

pytestmark = pytest.mark.django_db


def test_the_index_names_every_dataset(client: Client) -> None:
    body = client.get("/api/v1").json()
    assert [item["nome"] for item in body["items"]] == [d.nome for d in all_datasets()]
    assert body["openapi"] == "http://127.0.0.1:8000/api/v1/openapi.json"
    assert [item["indirizzo"] for item in body["items"]] == [
        f"http://127.0.0.1:8000/api/v1/{d.nome}" for d in all_datasets()
    ]


# --- Pages ----------------------------------------------------------------------------------------


def test_a_list_is_read_to_the_end_by_following_the_next_page(client: Client) -> None:
    for n in range(5):
        make_ambito(slug=f"ambito-{n}", denominazione=f"Ambito {n}")
    url, read, seen = "/api/v1/ambiti?per_pagina=2", [], []
    while url:
        body = client.get(url).json()
        read += [item["slug"] for item in body.pop("items")]
        seen.append(body)
        url = body["successiva"]
    assert read == [f"ambito-{n}" for n in range(5)]
    root = "http://testserver/api/v1/ambiti?per_pagina=2&pagina="
    base = {"totale": 5, "pagine": 3, "per_pagina": 2}
    assert seen == [
        {**base, "pagina": 1, "successiva": f"{root}2", "precedente": None},
        {**base, "pagina": 2, "successiva": f"{root}3", "precedente": f"{root}1"},
        {**base, "pagina": 3, "successiva": None, "precedente": f"{root}2"},
    ]


def test_a_list_without_rows_has_one_empty_page(client: Client) -> None:
    assert client.get("/api/v1/soggetti").json() == {
        "totale": 0,
        "pagina": 1,
        "pagine": 1,
        "per_pagina": 20,
        "successiva": None,
        "precedente": None,
        "items": [],
    }


# --- What is public -------------------------------------------------------------------------------


def _draft_piano() -> Piano:
    piano = make_piano()
    make_context(piano)
    make_versione(piano=piano)
    return piano


def make_context(piano: Piano) -> None:
    """A table and a declaration in a new chapter."""
    capitolo = make_capitolo(piano=piano)
    tabella = TabellaContesto.objects.create(
        slug=f"tabella-{capitolo.pk}",
        capitolo=capitolo,
        ordine=1,
        titolo="Popolazione",
        intestazione="Anno",
        colonne=[{"titolo": "Residenti", "unita": "persone"}, {"titolo": "Quota", "unita": ""}],
        righe=[{"etichetta": "2013", "valori": ["100", None]}],
    )
    Dichiarazione.objects.create(
        slug=f"detto-{capitolo.pk}",
        capitolo=capitolo,
        ordine=1,
        etichetta="Residenti",
        valore="100.5",
        tabella=tabella,
    )


def publish(piano: Piano) -> Versione:
    return make_versione(
        piano=piano,
        stato=StatoVersione.DEFINITIVA,
        pubblicata_il=datetime(2014, 6, 27, 12, tzinfo=UTC),
        atto=make_atto(),
    )


@pytest.mark.parametrize("nome", ["versioni", "tabelle-contesto", "dichiarazioni"])
def test_what_is_in_a_piano_is_public_once_it_is_published(nome: str, client: Client) -> None:
    piano = _draft_piano()
    key = find_dataset(nome).chiave
    assert client.get(f"/api/v1/{nome}").json()["totale"] == 0
    draft = {
        "versioni": lambda: piano.versioni.get().codice,
        "tabelle-contesto": lambda: TabellaContesto.objects.get().slug,
        "dichiarazioni": lambda: Dichiarazione.objects.get().slug,
    }[nome]()
    assert client.get(f"/api/v1/{nome}/{draft}").status_code == 404
    versione = publish(piano)
    (item,) = client.get(f"/api/v1/{nome}").json()["items"]
    assert item[key] == (versione.codice if nome == "versioni" else draft)
    assert client.get(f"/api/v1/{nome}/{item[key]}").status_code == 200


def test_a_version_says_its_fingerprints_and_where_it_is(client: Client) -> None:
    piano = make_piano(ciclo=make_ciclo(slug="2014-2015"))
    versione = publish(piano)
    (item,) = client.get("/api/v1/versioni").json()["items"]
    assert item == {
        "codice": versione.codice,
        "ciclo": "2014-2015",
        "numero": versione.numero,
        "dati_al": "2014-06-27",
        "pubblicata_il": "2014-06-27T12:00:00+00:00",
        "pagine": 1,
        "dimensione": versione.documento.dimensione,
        "sha256": versione.documento.sha256,
        "sha256_dati": versione.sha256_dati,
        "pagina": f"http://127.0.0.1:8000/piano/versioni/{versione.codice}/",
        "pdf": f"http://127.0.0.1:8000/piano/versioni/{versione.codice}/pdf/",
    }


def test_a_context_table_has_its_cells(client: Client) -> None:
    piano = _draft_piano()
    publish(piano)
    tabella = TabellaContesto.objects.get()
    body = client.get(f"/api/v1/tabelle-contesto/{tabella.slug}").json()
    assert body["colonne"] == ["Residenti (persone)", "Quota"]
    assert body["celle"] == [{"etichetta": "2013", "valori": ["100", ""]}]


def test_the_code_of_a_person_is_not_told(client: Client) -> None:
    make_soggetto(slug="ditta", codice_fiscale="ZZZZZZ00A01Z999O")
    make_soggetto(slug="ente", codice_fiscale="00000000000")
    codici = {
        item["slug"]: item["codice_fiscale"]
        for item in client.get("/api/v1/soggetti").json()["items"]
    }
    assert codici == {"ditta": None, "ente": "00000000000"}


def test_an_organo_has_seats_and_no_people(client: Client) -> None:
    persona = make_utente(nome="Nome Segreto")
    mandato = make_mandato(utente=persona, seggio=make_seggio(categoria="Comuni"))
    body = client.get(f"/api/v1/organi/{mandato.seggio.organo.slug}").json()
    assert [seggio["categoria"] for seggio in body["composizione"]] == ["Comuni"]
    assert [word for word in (persona.nome, persona.email) if word in str(body)] == []


# --- Queries --------------------------------------------------------------------------------------


def _attivita() -> None:
    Attivita.objects.create(obiettivo=make_obiettivo(), ordine=1, testo="Attività")


def _published() -> None:
    piano = make_piano()
    make_context(piano)
    publish(piano)


def _alleanza() -> None:
    alleanza = make_alleanza()
    alleanza.ambiti.add(make_ambito())
    make_partenariato(alleanza=alleanza)


def _organo() -> None:
    make_seggio(organo=make_organo(), soggetto=make_soggetto())


def _seduta() -> None:
    seduta = make_seduta(stato="tenuta")
    make_decisione(seduta=seduta, punto=make_punto(seduta=seduta))
    publish_minutes(seduta)


def _norma() -> None:
    make_norma().temi.add(make_tema())


def _progetto() -> None:
    obiettivo = make_obiettivo(progetto=make_progetto())
    make_indicatore(risultato=make_risultato(obiettivo=obiettivo))
    gruppo = Coinvolgimento.objects.create(
        obiettivo=obiettivo, ordine=1, denominazione_citata="Imprese"
    )
    gruppo.soggetti.add(make_soggetto())


def _misura() -> None:
    """A measure of the published Piano that adds up an indicator."""
    piano = Piano.objects.first()
    if piano is None:
        piano = make_piano()
        publish(piano)
    obiettivo = make_obiettivo(progetto=make_progetto(ciclo=piano.ciclo))
    indicatore = make_indicatore(risultato=make_risultato(obiettivo=obiettivo))
    make_misura(piano=piano, modo="somma").indicatori.add(indicatore)


# Dataset → what makes a row, queries of a list, queries of a detail.
QUERIES: dict[str, tuple[Callable[[], object], int, int]] = {
    "adesioni": (make_adesione, 2, 0),
    "alleanze": (_alleanza, 5, 4),
    "ambiti": (make_comune, 2, 2),
    "attivita": (_attivita, 2, 0),
    "avvisi": (make_avviso, 2, 4),
    "azioni": (make_riga_azione, 2, 3),
    "censimenti-servizi": (make_censimento, 2, 0),
    "cicli": (make_ciclo, 2, 1),
    "cifre": (make_ciclo, 44, 0),
    "comuni": (make_comune, 2, 1),
    "convenzioni": (make_convenzione, 3, 0),
    "dichiarazioni": (_published, 3, 2),
    "graduatorie": (make_esito, 2, 0),
    "indicatori": (_progetto, 4, 0),
    "indicatori-piano": (_misura, 7, 0),
    "iniziative": (make_iniziativa, 2, 1),
    "norme": (_norma, 3, 2),
    "obiettivi": (make_obiettivo, 3, 0),
    "organi": (_organo, 2, 4),
    "partenariati": (make_partenariato, 2, 0),
    "progetti": (_progetto, 2, 10),
    "righe-azioni": (make_riga_azione, 3, 0),
    "risultati": (make_risultato, 2, 0),
    "sedute": (_seduta, 2, 3),
    "servizi": (make_censimento, 2, 2),
    "soggetti": (make_adesione, 2, 4),
    "stanziamenti": (make_stanziamento, 2, 0),
    "tabelle-contesto": (_published, 3, 2),
    "versioni": (_published, 2, 1),
    "voci": (make_stanziamento, 2, 2),
}


def test_every_dataset_has_its_count_of_queries() -> None:
    assert list(QUERIES) == [dataset.nome for dataset in all_datasets()]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("nome", QUERIES)
def test_more_rows_need_no_more_queries(nome: str, rows: int, client: Client) -> None:
    make, of_list, of_detail = QUERIES[nome]
    for _ in range(rows):
        make()
    with CaptureQueriesContext(connection) as counted:
        items = client.get(f"/api/v1/{nome}").json()["items"]
    assert (len(counted), len(items) >= rows) == (of_list, True)
    key = find_dataset(nome).chiave
    if key:
        with CaptureQueriesContext(connection) as counted:
            client.get(f"/api/v1/{nome}/{items[0][key]}")
    assert (len(counted) if key else 0) == of_detail
