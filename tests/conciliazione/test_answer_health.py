"""What machines ask: is it alive, can it work, and who asked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from rest_framework import exceptions
from rest_framework.views import APIView

from conciliazione import battito, salute
from conciliazione.api import problem_response
from conciliazione.models import Elaborazione
from conciliazione.orologio import from_now, read_clock

NESSUNO = "Nessun processo di lavoro dà segno di vita."


def test_healthz_asks_nothing_of_anybody(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"stato": "attivo"})


@pytest.mark.django_db
def test_readyz_is_ready_when_a_worker_beats(client: Client) -> None:
    battito.beat()

    response = client.get("/readyz")

    assert response.json() == {"stato": "pronto", "problemi": {}}
    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_says_that_no_worker_ever_beat(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"stato": "non pronto", "problemi": {"lavori": NESSUNO}}


@pytest.mark.django_db
def test_a_heart_that_stopped_is_seen_and_beats_again() -> None:
    battito.beat()
    Elaborazione.objects.update(presa_fino_a=from_now(-1))

    assert salute.problems() == {"lavori": NESSUNO}
    battito.beat()
    assert salute.problems() == {}
    assert Elaborazione.objects.count() == 1


@pytest.mark.django_db
def test_the_heart_is_not_a_job_to_reconcile() -> None:
    from conciliazione.lavori import reconcile

    battito.beat()
    Elaborazione.objects.update(presa_fino_a=from_now(-1))

    reconcile()

    assert Elaborazione.objects.get().stato == "in_corso"


@pytest.mark.django_db
def test_status_is_a_problem_document_as_modi_wants(client: Client) -> None:
    fermo = client.get("/status")
    battito.beat()
    attivo = client.get("/status")

    assert (fermo["Content-Type"], fermo["Retry-After"]) == ("application/problem+json", "30")
    assert fermo.json() == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": NESSUNO,
    }
    assert attivo.status_code == 200
    assert attivo.json() == {
        "type": "about:blank",
        "title": "OK",
        "status": 200,
        "detail": "Il servizio funziona.",
    }


@pytest.mark.django_db
def test_a_folder_of_messages_that_is_gone_is_a_broker_that_is_down(
    settings: object, tmp_path: Path
) -> None:
    settings.BROKER_URL, settings.BROKER_DIR = "filesystem://", tmp_path / "sparita"
    battito.beat()

    assert salute.problems() == {"coda": "La coda dei lavori non risponde."}


@pytest.mark.parametrize(("secondi", "detto"), [(0, {}), (-1, {}), (10, {"orologio"})])
def test_a_clock_far_from_the_databases_is_said(secondi: int, detto: object) -> None:
    ora = datetime.now(UTC) - timedelta(seconds=secondi)

    assert set(salute._clock(ora)) == set(detto)


@pytest.mark.django_db
def test_the_databases_clock_is_read_with_its_zone() -> None:
    assert abs(datetime.now(UTC) - read_clock()) < timedelta(minutes=1)


@pytest.mark.parametrize("metodo", ["post", "put", "delete"])
@pytest.mark.parametrize("indirizzo", ["/healthz", "/readyz", "/status"])
def test_health_is_only_read(client: Client, indirizzo: str, metodo: str) -> None:
    assert getattr(client, metodo)(indirizzo).status_code == 405


# --- What every answer carries ------------------------------------------------------------------


def test_an_answer_carries_the_id_of_its_request(client: Client) -> None:
    dato = client.get("/healthz", headers={"X-Request-ID": "proxy-0123456789"})
    nuovo = client.get("/healthz")

    assert dato["X-Request-ID"] == "proxy-0123456789"
    assert len(nuovo["X-Request-ID"]) == 32
    assert structlog.contextvars.get_contextvars() == {"request_id": nuovo["X-Request-ID"]}


@pytest.mark.parametrize("proposto", ["corto", "a" * 65, "con spazi dentro", "riga\x1b[31mrossa"])
def test_an_id_that_could_forge_a_log_is_replaced(client: Client, proposto: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": proposto})["X-Request-ID"] != proposto


def test_an_answer_is_of_this_site_only(client: Client) -> None:
    assert client.get("/healthz")["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_page_with_a_session_stays_in_no_cache(client: Client, settings: object) -> None:
    sessione = SessionStore()
    sessione.create()

    anonima = client.get("/privacy/")
    client.cookies[settings.SESSION_COOKIE_NAME] = sessione.session_key
    personale = client.get("/privacy/")

    assert "Cache-Control" not in anonima
    assert "no-store" in personale["Cache-Control"]


# --- Errors of the API --------------------------------------------------------------------------


def answer(errore: Exception) -> tuple[int, str, object]:
    response = problem_response(errore, {"view": APIView()})
    return response.status_code, response.content_type, response.data


@pytest.mark.parametrize(
    ("errore", "stato", "titolo"),
    [
        (exceptions.NotFound("Non c'è."), 404, "Not Found"),
        (exceptions.PermissionDenied("Non c'è."), 403, "Forbidden"),
        (exceptions.ParseError("Non c'è."), 400, "Bad Request"),
    ],
)
def test_a_refusal_of_the_api_is_a_problem(errore: Exception, stato: int, titolo: str) -> None:
    corpo = {"type": "about:blank", "title": titolo, "status": stato, "detail": "Non c'è."}

    assert answer(errore) == (stato, "application/problem+json", corpo)


def test_wrong_fields_of_the_api_are_named() -> None:
    stato, _, corpo = answer(exceptions.ValidationError({"importo": ["Manca."]}))

    assert stato == 400
    assert corpo["detail"] == "La richiesta non è valida."
    assert corpo["errori"] == [{"campo": "importo", "messaggio": "Manca."}]


def test_what_is_no_refusal_is_left_to_django() -> None:
    assert problem_response(ZeroDivisionError(), {"view": APIView()}) is None


def test_too_many_requests_say_when_to_come_back() -> None:
    response = problem_response(exceptions.Throttled(wait=7), {"view": APIView()})

    assert (response.status_code, response["Retry-After"]) == (429, "7")
