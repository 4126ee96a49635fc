"""Anybody downloads a dataset, as CSV or XLSX, whole or filtered."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from conciliazione.dati_aperti import Tipo, all_datasets
from conciliazione.opendata.celle import as_cell
from rete.models import Soggetto
from tests.factories import (
    make_ambito,
    make_ciclo,
    make_comune,
    make_norma,
    make_soggetto,
    make_stanziamento,
    make_tema,
    make_voce,
)
from tests.opendata.files import content, read_csv, read_xlsx

pytestmark = pytest.mark.django_db

DATASETS = [pytest.param(dataset, id=dataset.nome) for dataset in all_datasets()]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROBLEM = "application/problem+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


# --- What is in them ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valore", "tipo", "atteso"),
    [
        (Decimal("459836.190000000"), Tipo.EURO, "459836.19"),
        (0, Tipo.EURO, "0.00"),
        (Decimal("53.00"), Tipo.DECIMALE, "53"),
        (Decimal("1E+2"), Tipo.DECIMALE, "100"),
        (Decimal("0.50"), Tipo.DECIMALE, "0.5"),
        (date(2014, 6, 27), Tipo.DATA, "2014-06-27"),
        ("015146", Tipo.TESTO, "015146"),
        ("", Tipo.TESTO, "None"),
        (0, Tipo.INTERO, "0"),
        (False, Tipo.BOOLEANO, "False"),
    ],
)
def test_a_value_becomes_the_cell_of_its_type(valore: object, tipo: Tipo, atteso: str) -> None:
    assert str(as_cell(valore, tipo)) == atteso


def test_istat_codes_keep_their_zeros(client: Client) -> None:
    make_comune(codice_istat="015009")
    assert read_csv(client, "comuni.csv")[0]["codice_istat"] == "015009"
    assert read_xlsx(client, "comuni.xlsx")["Dati"]["A2"].value == "015009"


def test_a_name_that_is_a_formula_is_a_name(client: Client) -> None:
    make_soggetto(denominazione='=HYPERLINK("http://x")')
    formula = '\'=HYPERLINK("http://x")'
    assert read_csv(client, "soggetti.csv")[0]["denominazione"] == formula
    cell = read_xlsx(client, "soggetti.xlsx")["Dati"]["B2"]
    assert (cell.value, cell.data_type) == (formula, "s")


def test_a_dataset_without_rows_is_its_heading(client: Client) -> None:
    assert read_csv(client, "norme.csv") == []
    assert content(client.get("/opendata/norme.csv")).startswith(b"slug,tipo,")
    assert read_xlsx(client, "norme.xlsx")["Dati"].max_row == 1


# --- Filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize("forma", ["csv", "xlsx"])
def test_the_filters_are_those_of_the_api(forma: str, client: Client) -> None:
    make_soggetto(slug="ditta", natura="impresa")
    make_soggetto(slug="ente", natura="ente_locale")
    path = f"soggetti.{forma}?natura=impresa"
    if forma == "csv":
        slugs = [row["slug"] for row in read_csv(client, path)]
    else:
        slugs = [row[0] for row in list(read_xlsx(client, path)["Dati"].values)[1:]]
    assert slugs == ["ditta"]


WRONG = {
    "natura=drago": "natura",
    "cosa=1": "cosa",
    "natura=": "natura",
    "natura=impresa&natura=ente_locale": "natura",
    "pagina=2": "pagina",
    "cerca=%00": "cerca",
    "ambito=A%20B": "ambito",
}


@pytest.mark.parametrize("forma", ["csv", "xlsx"])
@pytest.mark.parametrize(("query", "campo"), WRONG.items())
def test_nonsense_is_told_to_a_program(query: str, campo: str, forma: str, client: Client) -> None:
    answer = client.get(f"/opendata/soggetti.{forma}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert [errore["campo"] for errore in answer.json()["errori"]] == [campo]


def test_nonsense_is_told_to_a_person_on_a_page(client: Client) -> None:
    answer = client.get("/opendata/soggetti.csv?natura=drago", headers={"accept": BROWSER})
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "<code>natura</code>: Non è uno dei valori ammessi" in page
    assert '<a href="/opendata/soggetti.csv">' in page


@pytest.mark.parametrize("path", ["nulla.csv", "nulla.xlsx", "nulla/", "soggetti.pdf", "a.b.csv"])
def test_what_is_not_there_is_a_page_that_says_so(path: str, client: Client) -> None:
    answer = client.get(f"/opendata/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


# --- How they travel ------------------------------------------------------------------------------


def test_files_have_a_name_a_type_and_may_be_read_from_any_site(client: Client) -> None:
    per_tipo = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
    for forma, tipo in per_tipo.items():
        answer = client.get(f"/opendata/soggetti.{forma}")
        # A server of WSGI refuses a header that is not text itself.
        assert (type(answer.headers["Content-Type"]), answer["Content-Type"]) == (str, tipo)
        assert answer["Content-Disposition"] == f'attachment; filename="soggetti.{forma}"'
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["X-RateLimit-Limit"] == "300"


def test_the_csv_is_sent_while_it_is_written(client: Client) -> None:
    assert client.get("/opendata/soggetti.csv").streaming


@pytest.mark.parametrize("path", ["soggetti.csv", "soggetti.xlsx", "cifre.csv"])
def test_the_head_alone_reads_no_row(path: str, ciclo: object, client: Client) -> None:
    full, head = client.get(f"/opendata/{path}"), client.head(f"/opendata/{path}")
    assert (head.status_code, content(head)) == (200, b"")
    assert head["Content-Type"] == full["Content-Type"]
    with CaptureQueriesContext(connection) as counted:
        client.head("/opendata/soggetti.csv")
    assert len(counted) == 0


@override_settings(API_LIMITE_RICHIESTE=1)
def test_files_count_among_the_requests_to_the_api(client: Client) -> None:
    assert client.get("/api/v1/soggetti").status_code == 200
    answer = client.get("/opendata/soggetti.csv")
    assert (answer.status_code, answer["Content-Type"]) == (429, PROBLEM)
    assert int(answer["Retry-After"]) >= 1
    page = client.get("/opendata/soggetti.csv", headers={"accept": BROWSER})
    assert (page.status_code, b"Troppe richieste" in page.content) == (429, True)


def _norma() -> None:
    make_norma().temi.add(make_tema())


QUERIES: dict[str, tuple[Callable[[], object], int]] = {
    "soggetti": (make_soggetto, 1),
    "norme": (_norma, 2),
    "ambiti": (make_ambito, 1),
    "voci": (lambda: make_stanziamento(voce=make_voce()), 1),
    "cicli": (make_ciclo, 1),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("forma", ["csv", "xlsx"])
@pytest.mark.parametrize("nome", QUERIES)
def test_more_rows_need_no_more_queries(nome: str, forma: str, rows: int, client: Client) -> None:
    make, queries = QUERIES[nome]
    for _ in range(rows):
        make()
    with CaptureQueriesContext(connection) as counted:
        content(client.get(f"/opendata/{nome}.{forma}"))
    assert len(counted) == queries


def test_ten_thousand_rows_are_one_query(client: Client) -> None:
    Soggetto.objects.bulk_create(
        Soggetto(slug=f"s-{n}", denominazione=f"Soggetto {n:05d}", natura="impresa")
        for n in range(10_000)
    )
    with CaptureQueriesContext(connection) as counted:
        lines = content(client.get("/opendata/soggetti.csv")).count(b"\r\n")
    assert (lines, len(counted)) == (10_001, 1)
