"""The surroundings of every test, and the cast: one person for each role of the design."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from rete.enums import RuoloDelega
from rete.models import Ciclo, Utente
from rete.permissions import COMITATO, TAVOLO
from tests.factories import (
    make_alleanza,
    make_ciclo,
    make_delega,
    make_mandato,
    make_organo,
    make_partenariato,
    make_profilo,
    make_seggio,
    make_soggetto,
    make_utente,
)

# With which each of the cast enters.
PASSWORD = "una-frase-di-prova-lunga"


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to a folder of this run; a query repeated for each row of a page raises."""
    initialize_app_registry()
    patch()
    with override_settings(**isolated(tmp_path_factory.mktemp("var"))):
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
        # the reader.
        "ZEAL_ALLOWLIST": [
            {"model": "sessions.Session"},
            {"model": "rete.Utente", "field": "get()"},
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


# --- The network ------------------------------------------------------------------------------


@pytest.fixture
def ciclo(db: None) -> Ciclo:
    """The current ciclo, with its lead body."""
    ente = make_soggetto(slug="ente-capofila", denominazione="Ente capofila", sigla="Ente")
    make_profilo(soggetto=ente)
    return make_ciclo(slug="2014-2015", capofila=ente)


@pytest.fixture
def alleanza(ciclo: Ciclo) -> Alleanza:
    """An alliance of the current ciclo, with its capofila and a partner."""
    alleanza = make_alleanza(slug="alleanza", ciclo=ciclo)
    make_partenariato(alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA)
    make_partenariato(alleanza=alleanza, ruolo=RuoloPartenariato.PARTNER)
    return alleanza


# --- The cast ---------------------------------------------------------------------------------


@pytest.fixture
def asl(ciclo: Ciclo) -> Utente:
    """The operatore of the lead body."""
    return _delegate("operatore", ciclo.capofila, RuoloDelega.OPERATORE)


@pytest.fixture
def responsabile(ciclo: Ciclo) -> Utente:
    return _delegate("responsabile", ciclo.capofila, RuoloDelega.RESPONSABILE)


@pytest.fixture
def direzione(ciclo: Ciclo) -> Utente:
    return _delegate("direzione", ciclo.capofila, RuoloDelega.DIREZIONE)


@pytest.fixture
def regione(ciclo: Ciclo) -> Utente:
    return _delegate("regione", make_soggetto(sigla="Regione"), RuoloDelega.REGIONE)


@pytest.fixture
def capofila(alleanza: Alleanza) -> Utente:
    """The referente of the soggetto that leads the alliance."""
    return _delegate("capofila", _partner(alleanza, RuoloPartenariato.CAPOFILA))


@pytest.fixture
def partner(alleanza: Alleanza) -> Utente:
    """The referente of a soggetto that takes part in the alliance."""
    return _delegate("partner", _partner(alleanza, RuoloPartenariato.PARTNER))


@pytest.fixture
def comitato(ciclo: Ciclo) -> Utente:
    return _seat("comitato", COMITATO)


@pytest.fixture
def tavolo(ciclo: Ciclo) -> Utente:
    return _seat("tavolo", TAVOLO)


@pytest.fixture
def estraneo(ciclo: Ciclo) -> Utente:
    """Who can log in and has no right at all."""
    return _person("estraneo")


@pytest.fixture
def superutente(ciclo: Ciclo) -> Utente:
    """Who has Django's admin, and no right in our pages."""
    return _person("superutente", is_superuser=True)


def _person(nome: str, **campi: object) -> Utente:
    return make_utente(
        email=f"{nome}@rete.example", nome=nome.capitalize(), password=PASSWORD, **campi
    )


def _delegate(nome: str, soggetto: object, ruolo: RuoloDelega = RuoloDelega.REFERENTE) -> Utente:
    utente = _person(nome)
    make_delega(utente=utente, soggetto=soggetto, ruolo=ruolo)
    return utente


def _seat(nome: str, slug: str) -> Utente:
    utente = _person(nome)
    organo = make_organo(slug=slug, denominazione=f"{nome.capitalize()} di prova")
    make_mandato(utente=utente, seggio=make_seggio(organo=organo))
    return utente


@pytest.fixture(scope="module")
def plan_2014(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The plan of 2014, loaded once a test module; what a test then changes is undone."""
    modulo = transaction.atomic()
    # As TestCase does, so that the engine's durable blocks may run inside.
    modulo._from_testcase = True
    with django_db_blocker.unblock(), modulo:
        call_command("carica_piano_2014", verbosity=0)
        # PostgreSQL puts these off to a commit that never comes.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def _partner(alleanza: Alleanza, ruolo: RuoloPartenariato) -> object:
    return alleanza.partenariati.get(ruolo=ruolo).soggetto
