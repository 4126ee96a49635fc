"""Who has an answer already is told so; pages of other sites may ask."""

import pytest
from django.test import Client

from tests.factories import make_soggetto

pytestmark = pytest.mark.django_db

COMMON = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-RateLimit-Limit": "300",
}
PATHS = ["", "/soggetti", "/soggetti/a", "/openapi.json", "/openapi.yaml"]


@pytest.fixture(autouse=True)
def _one_row(db: None) -> None:
    make_soggetto(slug="a")


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(path: str, client: Client) -> None:
    etag = client.get(f"/api/v1{path}")["ETag"]
    answer = client.get(f"/api/v1{path}", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert {name: answer[name] for name in COMMON} == COMMON


def test_what_has_changed_is(client: Client) -> None:
    etag = client.get("/api/v1/soggetti")["ETag"]
    make_soggetto()
    answer = client.get("/api/v1/soggetti", headers={"if-none-match": etag})
    assert (answer.status_code, answer["ETag"] != etag) == (200, True)


@pytest.mark.parametrize("path", PATHS)
def test_the_head_alone_is_the_same_without_the_body(path: str, client: Client) -> None:
    full, head = client.get(f"/api/v1{path}"), client.head(f"/api/v1{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert [head[h] for h in ("ETag", "Content-Type")] == [
        full[h] for h in ("ETag", "Content-Type")
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_may_ask_what_it_may_ask(path: str, client: Client) -> None:
    answer = client.options(f"/api/v1{path}", headers={"origin": "https://altrove.example"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "Accept, If-None-Match"
    assert {name: answer[name] for name in COMMON} == COMMON


@pytest.mark.parametrize("path", ["/soggetti?x=1", "/soggetti/nessuno"])
def test_a_refusal_is_not_to_be_kept(path: str, client: Client) -> None:
    answer = client.get(f"/api/v1{path}")
    assert ("ETag" in answer, answer["Access-Control-Allow-Origin"]) == (False, "*")
