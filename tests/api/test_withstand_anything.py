"""What the document admits is answered as it says; what it does not admit is refused as it says.

Schemathesis asks; the same questions every time.
"""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from schemathesis.schemas import BaseSchema

from conciliazione.api.documento import PublicGenerator
from piano.models import Versione

pytestmark = pytest.mark.django_db

DOCUMENTO = "/api/v1/openapi.json"
WITHOUT_PARAMETERS = {"/", "/status"}
PATHS = PublicGenerator().get_schema()["paths"]
GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
QUESTIONS = [
    # The workers, of which the state tells, are not there in a test.
    *((path, GOOD) for path in PATHS if path != "/status"),
    *((path, BAD) for path in PATHS if path not in WITHOUT_PARAMETERS),
]
DOMANDE = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """As Django's own test client does: a request that ends leaves open the transaction of the
    test, which only PostgreSQL would lose."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(published: Versione, one_connection: None) -> Iterator[BaseSchema]:
    with override_settings(
        API_LIMITE_RICHIESTE=1_000_000, ALLOWED_HOSTS=["localhost", "127.0.0.1"]
    ):
        yield schemathesis.openapi.from_wsgi(DOCUMENTO, get_wsgi_application())


@pytest.mark.parametrize(("path", "mode"), QUESTIONS)
def test_every_operation_keeps_its_word(
    path: str, mode: schemathesis.GenerationMode, described: BaseSchema
) -> None:
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @DOMANDE
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate()

    ask()
