"""The surroundings of every test, and the cast: one person for each role of the design."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as of_hypothesis
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from alleanze.models import Alleanza
from rete.models import Ciclo, Utente
from tests.cast import OF_THE_ALLIANCE, OF_THE_NETWORK, make_alliance, make_cast, make_network
from tests.savepoints import undone

# How fast the machine is decides nothing.
of_hypothesis.register_profile(
    "portale", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
of_hypothesis.load_profile("portale")


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to a folder of this run; a query repeated for each row of a page raises."""
    initialize_app_registry()
    patch()
    var = tmp_path_factory.mktemp("var")
    # A broker made of files is ready once its folder is there: Celery makes it at the first job.
    (var / "broker").mkdir()
    with override_settings(**isolated(var)):
        yield


def isolated(var: Path) -> dict[str, object]:
    """The settings that differ in a test."""
    file = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(var / "file")},
    }
    return {
        "VAR_DIR": var,
        "BROKER_DIR": var / "broker",
        "CACHES": {"default": own_cache(settings.CACHES["default"])},
        "STORAGES": {**settings.STORAGES, "default": file},
        "MIDDLEWARE": ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE],
        # The real one is slow on purpose.
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "ZEAL_RAISE": True,
        # Read twice by Django itself: to renew or end a session, and when the choice of a form is
        # the reader. Of the mails written together each has a key of its own to look for.
        "ZEAL_ALLOWLIST": [
            {"model": "conciliazione.Messaggio", "field": "get()"},
            {"model": "sessions.Session"},
            {"model": "rete.Utente", "field": "get()"},
            # allauth asks for the address at each of its steps, of a login more than one.
            {"model": "account.EmailAddress"},
        ],
    }


def own_cache(shared: dict[str, str]) -> dict[str, str]:
    """The cache of this process of the tests alone: each empties it, and Redis is one for all."""
    if "redis" not in shared["BACKEND"]:
        return shared
    address, _, first = shared["LOCATION"].rpartition("/")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return {**shared, "LOCATION": f"{address}/{int(first) + int(worker)}"}


@pytest.fixture(autouse=True)
def _forget_attempts() -> None:
    """Rate limits count in the cache: no test inherits the attempts of another."""
    cache.clear()


@pytest.fixture(autouse=True)
def _services(request: pytest.FixtureRequest) -> None:
    """Who races needs a database of many writers: without it the test says so at once."""
    races = request.node.get_closest_marker("servizi") and {"db", "transactional_db"} & {
        *request.fixturenames
    }
    if races and connection.vendor != "postgresql":
        pytest.fail("start it with: python3 -m scripts.services .venv/bin/pytest …")


# --- The network ------------------------------------------------------------------------------


@pytest.fixture
def ciclo(db: None) -> Ciclo:
    return make_network()


@pytest.fixture
def alleanza(ciclo: Ciclo) -> Alleanza:
    return make_alliance(ciclo)


# --- The cast ---------------------------------------------------------------------------------


@pytest.fixture
def cast(db: None) -> dict[str, Utente]:
    """Everybody, by role."""
    return make_cast()


@pytest.fixture
def asl(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["asl"](ciclo)


@pytest.fixture
def responsabile(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["responsabile"](ciclo)


@pytest.fixture
def direzione(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["direzione"](ciclo)


@pytest.fixture
def regione(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["regione"](ciclo)


@pytest.fixture
def comitato(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["comitato"](ciclo)


@pytest.fixture
def tavolo(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["tavolo"](ciclo)


@pytest.fixture
def estraneo(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["estraneo"](ciclo)


@pytest.fixture
def superutente(ciclo: Ciclo) -> Utente:
    return OF_THE_NETWORK["superutente"](ciclo)


@pytest.fixture
def capofila(alleanza: Alleanza) -> Utente:
    return OF_THE_ALLIANCE["capofila"](alleanza)


@pytest.fixture
def partner(alleanza: Alleanza) -> Utente:
    return OF_THE_ALLIANCE["partner"](alleanza)


@pytest.fixture(scope="module")
def plan_2014(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The plan of 2014, loaded once a test module; what a test then changes is undone."""
    with django_db_blocker.unblock(), undone():
        call_command("carica_piano_2014", verbosity=0)
        # Here too: what is wrong in the plan is told before its tests, not after.
        connection.check_constraints()
        yield
