"""The queue of the membership requests: what is due first, the filters, the files."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from conciliazione.periodi import today
from rete.enums import NaturaSoggetto, StatoDomanda
from rete.models import DomandaAdesione, Utente
from tests.factories import make_bozza, make_comune, make_domanda, make_sospensione

QUEUE = "/rete/domande/"


def due_in(giorni: int, **campi: object) -> DomandaAdesione:
    return make_domanda(entro_il=today() + timedelta(days=giorni), **campi)


def names(client: Client, query: str = "") -> list[str]:
    return [d.denominazione for d in client.get(f"{QUEUE}{query}").context["object_list"]]


@pytest.fixture
def staff(client: Client, asl: Utente) -> Client:
    client.force_login(asl)
    return client


def test_what_is_due_first_stands_first_then_what_waits_then_what_is_closed(
    staff: Client,
) -> None:
    make_domanda(StatoDomanda.RESPINTA, denominazione="Chiusa", entro_il=today())
    due_in(1, denominazione="Sospesa", stato=StatoDomanda.INTEGRAZIONE)
    due_in(9, denominazione="Dopo")
    due_in(-2, denominazione="Scaduta", stato=StatoDomanda.IN_ISTRUTTORIA)
    make_bozza(denominazione="Mai inviata")

    assert names(staff) == ["Scaduta", "Dopo", "Sospesa", "Chiusa"]


@pytest.mark.parametrize(
    ("scadenza", "trovate"),
    [
        ("scaduta", ["Meno uno"]),
        ("entro_7", ["Zero", "Sette"]),
        ("entro_15", ["Otto", "Quindici"]),
        ("oltre", ["Sedici"]),
        ("sospesa", ["Sospesa"]),
    ],
)
def test_the_term_filter_cuts_where_it_says(
    staff: Client, scadenza: str, trovate: list[str]
) -> None:
    giorni = {"Meno uno": -1, "Zero": 0, "Sette": 7, "Otto": 8, "Quindici": 15, "Sedici": 16}
    for nome, quanti in giorni.items():
        due_in(quanti, denominazione=nome)
    due_in(3, denominazione="Sospesa", stato=StatoDomanda.PREAVVISO)
    due_in(3, denominazione="Chiusa", stato=StatoDomanda.ARCHIVIATA)

    assert names(staff, f"?scadenza={scadenza}") == trovate


def test_each_filter_finds_its_own(staff: Client, asl: Utente) -> None:
    comune = make_comune()
    make_domanda(denominazione="Di nessuno", natura=NaturaSoggetto.FONDAZIONE)
    make_domanda(StatoDomanda.IN_ISTRUTTORIA, denominazione="Mia", assegnata_a=asl, comune=comune)
    make_domanda(StatoDomanda.RESPINTA, denominazione="Respinta")

    assert names(staff, "?assegnata=nessuno") == ["Di nessuno"]
    assert names(staff, f"?assegnata={asl.codice}") == ["Mia"]
    assert names(staff, "?stato=respinta") == ["Respinta"]
    assert names(staff, "?stato=in_corso") == ["Di nessuno", "Mia"]
    assert names(staff, "?natura=fondazione") == ["Di nessuno"]
    assert names(staff, f"?ambito={comune.ambito.slug}") == ["Mia"]
    assert names(staff, "?cerca=NESSÙNO") == ["Di nessuno"]


def test_each_state_says_how_many_there_are(staff: Client) -> None:
    make_domanda()
    make_domanda()
    make_domanda(StatoDomanda.PREAVVISO)
    make_bozza()

    assert staff.get(QUEUE).context["stati"] == [
        ("inviata", "inviata", 2),
        ("preavviso", "preavviso di rigetto", 1),
    ]


@pytest.mark.parametrize(
    ("giorni", "parole", "colore"),
    [
        (-3, "scaduto da 3 giorni", "rosso"),
        (-1, "scaduto ieri", "rosso"),
        (0, "scade oggi", "giallo"),
        (1, "scade domani", "giallo"),
        (7, "mancano 7 giorni", "giallo"),
        (8, "mancano 8 giorni", "neutro"),
    ],
)
def test_the_days_left_are_said_in_words(
    staff: Client, giorni: int, parole: str, colore: str
) -> None:
    due_in(giorni)

    ((_, tempo),) = staff.get(QUEUE).context["righe"]
    assert (tempo.parole, tempo.colore) == (parole, colore)


def test_a_suspended_term_says_until_when_it_waits(staff: Client) -> None:
    sospensione = make_sospensione()

    ((domanda, tempo),) = staff.get(QUEUE).context["righe"]
    assert (domanda, tempo.parole) == (sospensione.domanda, "sospeso")
    assert tempo.nota.startswith("risposta entro il ")


@pytest.mark.parametrize("quante", [1, 3])
def test_the_queue_costs_the_same_with_one_row_and_with_three(
    staff: Client, django_assert_num_queries, quante: int
) -> None:
    for _ in range(quante):
        make_sospensione(domanda=make_domanda(StatoDomanda.INTEGRAZIONE, comune=make_comune()))
    staff.get(QUEUE)

    with django_assert_num_queries(QUERIES):
        staff.get(QUEUE)


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_the_file_has_the_rows_of_the_page(staff: Client, asl: Utente, formato: str) -> None:
    make_domanda(StatoDomanda.IN_ISTRUTTORIA, denominazione="=Mia", assegnata_a=asl)
    due_in(2, denominazione="Altra")
    make_domanda(StatoDomanda.RESPINTA, denominazione="Respinta")

    risposta = staff.get(f"{QUEUE}elenco.{formato}?stato=in_corso")

    righe = read_file(risposta, formato)
    assert [riga["denominazione"] for riga in righe] == ["Altra", "'=Mia"]
    assert righe[1]["assegnata_a"] == asl.nome
    assert righe[0]["termine"] == "mancano 2 giorni"
    assert (
        risposta["Content-Disposition"] == f'attachment; filename="domande-di-adesione.{formato}"'
    )


def read_file(risposta: object, formato: str) -> list[dict[str, object]]:
    contenuto = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
    if formato == "csv":
        return list(csv.DictReader(io.StringIO(contenuto.decode())))
    testa, *righe = openpyxl.load_workbook(io.BytesIO(contenuto)).active.values
    nette = [dict(zip(testa, riga, strict=True)) for riga in righe]
    # A formula is text in this format, and stays as it was written.
    return [
        {
            **riga,
            "denominazione": f"'{riga['denominazione']}".replace("''", "'")
            if riga["denominazione"].startswith("=")
            else riga["denominazione"],
        }
        for riga in nette
    ]


def test_a_filter_that_cannot_be_read_makes_no_file(staff: Client) -> None:
    risposta = staff.get(f"{QUEUE}elenco.csv?stato=boh")

    assert (risposta.status_code, risposta["Location"]) == (302, "../?stato=boh")


@pytest.mark.parametrize("formato", ["pdf", "", "csv2"])
def test_there_is_no_other_file(staff: Client, formato: str) -> None:
    assert staff.get(f"{QUEUE}elenco.{formato}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?stato=boh",
        "?scadenza=ieri",
        "?assegnata=chiunque",
        "?ambito=%00",
        "?page=99999999999999999999",
        "?cerca=" + "x" * 200,
    ],
)
def test_nonsense_gives_a_page_that_says_so(staff: Client, query: str) -> None:
    make_domanda()

    risposta = staff.get(f"{QUEUE}{query}")

    assert risposta.status_code == 200
    assert b"invalid" in risposta.content or "page" in query


def test_without_requests_the_page_says_where_they_come_from(staff: Client) -> None:
    testo = staff.get(QUEUE).content.decode()

    assert "Nessuna domanda è ancora arrivata" in testo
    assert reverse("aderisci:join") in testo


QUERIES = 13
