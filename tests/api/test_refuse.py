"""What is not understood is refused with a problem that says what, and never breaks."""

import pytest
from django.test import Client, RequestFactory

from conciliazione import views
from conciliazione.dati_aperti import all_datasets
from tests.factories import make_soggetto

pytestmark = pytest.mark.django_db

INTERO = "Si scrive un numero intero da 1 a {}."
GIORNO = "La data si scrive aaaa-mm-gg, per esempio 2014-06-27."
NATURE = (
    "azienda_sanitaria, amministrazione_statale, ente_locale, ambito_territoriale, agenzia,"
    " impresa, cooperativa, associazione, sindacato, categoria, fondazione, centro_studi, altro"
)
SLUG = "Sono ammessi lettere minuscole, cifre e trattini."
NULLO = "I caratteri null non sono ammessi."
VUOTO = "Il parametro è vuoto: va tolto, o gli va dato un valore."

WRONG = [
    ("soggetti?natura=marziano", "natura", f"Non è uno dei valori ammessi: {NATURE}."),
    ("soggetti?natura=", "natura", VUOTO),
    ("soggetti?natura=impresa&natura=altro", "natura", "Il parametro è scritto più volte."),
    ("soggetti?comune=Milano!", "comune", SLUG),
    ("soggetti?comune=015146%0A", "comune", SLUG),
    ("soggetti?cerca=%00", "cerca", NULLO),
    ("adesioni?al=27/06/2014", "al", GIORNO),
    ("adesioni?al=2014-6-27", "al", GIORNO),
    ("adesioni?al=2014-02-30", "al", GIORNO),
    ("norme?quadro=forse", "quadro", "Si scrive true oppure false."),
    ("soggetti?pagina=0", "pagina", INTERO.format(1000000)),
    ("soggetti?pagina=uno", "pagina", INTERO.format(1000000)),
    ("soggetti?pagina=1e3", "pagina", INTERO.format(1000000)),
    ("soggetti?pagina=%D9%A1", "pagina", INTERO.format(1000000)),
    ("soggetti?pagina=99999999999999999999", "pagina", INTERO.format(1000000)),
    ("soggetti?per_pagina=101", "per_pagina", INTERO.format(100)),
    ("cicli?format=xml", "format", "Parametro sconosciuto. Sono ammessi: pagina, per_pagina."),
    ("soggetti/a?pagina=1", "pagina", "Parametro sconosciuto. Non ne è ammesso nessuno."),
]


@pytest.mark.parametrize(("path", "campo", "messaggio"), WRONG)
def test_a_wrong_parameter_is_named(path: str, campo: str, messaggio: str, client: Client) -> None:
    make_soggetto(slug="a")
    answer = client.get(f"/api/v1/{path}")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "La richiesta non è valida.",
        "errori": [{"campo": campo, "messaggio": messaggio}],
    }


def test_every_wrong_parameter_is_named_at_once(client: Client) -> None:
    answer = client.get("/api/v1/norme?tipo=x&quadro=y")
    assert [e["campo"] for e in answer.json()["errori"]] == ["tipo", "quadro"]


@pytest.mark.parametrize("nome", [d.nome for d in all_datasets()])
@pytest.mark.parametrize("query", ["x=" + "9" * 10_000, "9" * 10_000, "cerca=" + "è" * 5_000])
def test_a_very_long_query_is_refused(nome: str, query: str, client: Client) -> None:
    answer = client.get(f"/api/v1/{nome}?{query}")
    assert (answer.status_code, len(answer.content) < 1_000) == (400, True)


def test_too_many_parameters_are_refused(client: Client) -> None:
    answer = client.get("/api/v1/soggetti?" + "&".join(f"p{n}=1" for n in range(1_500)))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("nessuno", "Non c'è un insieme di dati con questo nome."),
        ("nessuno/a", "Non c'è un insieme di dati con questo nome."),
        ("soggetti/nessuno", "Non c'è una riga con questa chiave."),
        ("adesioni/1", "Non c'è una riga con questa chiave."),
        ("soggetti?pagina=2", "La pagina 2 non esiste: l'ultima è la 1."),
        ("soggetti/", "Non c'è nulla a questo indirizzo. Gli indirizzi: /api/v1."),
        ("soggetti/a/b", "Non c'è nulla a questo indirizzo. Gli indirizzi: /api/v1."),
        ("soggetti/%00", "Non c'è nulla a questo indirizzo. Gli indirizzi: /api/v1."),
        ("soggetti/a%0A", "Non c'è nulla a questo indirizzo. Gli indirizzi: /api/v1."),
        ("../v9", "Non c'è nulla a questo indirizzo. Gli indirizzi: /api/v1."),
    ],
)
def test_what_is_not_there_is_a_problem_too(path: str, detail: str, client: Client) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": detail,
    }


def test_outside_the_api_what_is_not_there_is_a_page(client: Client) -> None:
    answer = client.get("/apiario/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["", "/soggetti", "/openapi.json", "/openapi.yaml"])
@pytest.mark.parametrize("accept", ["text/html", "image/*;q=0.9", "nonsense", "application/xml,"])
def test_a_format_that_is_not_there_is_refused(path: str, accept: str, client: Client) -> None:
    answer = client.get(f"/api/v1{path}", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")
    assert answer.json()["status"] == 406


@pytest.mark.parametrize(
    "accept", ["*/*", "application/*", "application/json", "text/html,*/*;q=0.1"]
)
def test_whoever_takes_json_gets_it(accept: str, client: Client) -> None:
    answer = client.get("/api/v1/soggetti", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["", "/soggetti", "/soggetti/a", "/openapi.json", "/status"])
def test_nothing_is_written(path: str, method: str, client: Client) -> None:
    answer = getattr(client, method)(f"/api/v1{path}", b"{}", content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert (answer["Content-Type"], answer.json()["status"]) == ("application/problem+json", 405)


def test_a_failure_of_ours_is_a_problem_for_programs_and_a_page_for_people(
    rf: RequestFactory,
) -> None:
    answer = views.server_error(rf.get("/api/v1/soggetti"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert views.server_error(rf.get("/rete/"))["Content-Type"] == "text/html; charset=utf-8"


def test_an_unreadable_request_is_a_problem_for_programs_and_a_page_for_people(
    rf: RequestFactory,
) -> None:
    answer = views.bad_request(rf.get("/api/v1/soggetti"), ValueError())
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    page = views.bad_request(rf.get("/rete/"), ValueError())
    assert page["Content-Type"] == "text/html; charset=utf-8"
