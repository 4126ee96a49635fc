"""An address that asks too often is told to wait; the others go on."""

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from conciliazione.api.limiti import period_at

pytestmark = pytest.mark.django_db

# So long that none ends while a test runs.
LONG = 10**8


@pytest.fixture(autouse=True)
def _three_in_a_period(settings: LazySettings) -> None:
    settings.API_LIMITE_RICHIESTE, settings.API_LIMITE_SECONDI = 3, LONG


def ask(
    client: Client, path: str = "/api/v1/soggetti", address: str = "192.0.2.1", **altro: object
) -> HttpResponse:
    return client.get(path, REMOTE_ADDR=address, **altro)


@pytest.mark.parametrize(
    ("ora", "expected"), [(600, (10, 60)), (620, (10, 40)), (659, (10, 1)), (660, (11, 60))]
)
def test_a_period_is_a_minute_of_the_clock(ora: int, expected: tuple[int, int]) -> None:
    assert period_at(ora, 60) == expected


def test_every_answer_says_what_is_left(client: Client) -> None:
    answers = [ask(client) for _ in range(3)]
    told = [(a["X-RateLimit-Limit"], a["X-RateLimit-Remaining"]) for a in answers]
    assert told == [("3", "2"), ("3", "1"), ("3", "0")]
    assert all(0 < int(a["X-RateLimit-Reset"]) <= LONG for a in answers)


def test_who_asks_too_often_waits_for_the_next_period(
    client: Client, settings: LazySettings
) -> None:
    assert [ask(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = ask(client)
    assert (answer["X-RateLimit-Limit"], answer["X-RateLimit-Remaining"]) == ("3", "0")
    assert 0 < int(answer["Retry-After"]) <= LONG
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["title"]) == (429, "Too Many Requests")
    assert ask(client, address="192.0.2.2").status_code == 200
    settings.API_LIMITE_SECONDI = LONG // 2  # another period
    assert ask(client).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/nessuno", "/api/v1/soggetti?x=1"])
def test_every_address_counts_whatever_it_answers(path: str, client: Client) -> None:
    answers = [ask(client, path) for _ in range(4)]
    assert [a["X-RateLimit-Remaining"] for a in answers] == ["2", "1", "0", "0"]
    assert answers[-1].status_code == 429


def test_a_visitor_cannot_pass_for_another_without_a_proxy(client: Client) -> None:
    for n in range(3):
        ask(client, headers={"x-forwarded-for": f"198.51.100.{n}"})
    assert ask(client, headers={"x-forwarded-for": "198.51.100.9"}).status_code == 429


def test_without_an_address_the_count_still_holds(client: Client) -> None:
    assert [ask(client, address="").status_code for _ in range(4)] == [200, 200, 200, 429]
