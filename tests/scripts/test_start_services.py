"""PostgreSQL and Redis for the second run of the suite: real, ours, and gone afterwards."""

import os
from pathlib import Path

import psycopg
import pytest
import redis

from scripts.services import temporary_services

pytestmark = pytest.mark.servizi


def test_both_answer_and_are_gone_afterwards():
    with temporary_services() as settings:
        connection = psycopg.connect(settings["DATABASE_URL"])
        (data,) = connection.execute("SHOW data_directory").fetchone()
        connection.close()
        broker = redis.Redis.from_url(settings["BROKER_URL"])
        assert broker.ping()
        owner = Path(data).stat().st_uid
        broker.close()
    assert owner != 0 or os.geteuid() != 0
    assert not Path(data).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(settings["DATABASE_URL"])
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(settings["BROKER_URL"], retry=None).ping()


def test_nobody_enters_without_the_password():
    with temporary_services() as settings:
        open_door = settings["DATABASE_URL"].partition("@")[2]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgres://rete@{open_door}")
        host = settings["BROKER_URL"].partition("@")[2]
        with pytest.raises(redis.AuthenticationError):
            redis.Redis.from_url(f"redis://{host}").ping()


def test_they_stop_when_the_tests_break():
    with pytest.raises(ZeroDivisionError), temporary_services() as settings:
        raise ZeroDivisionError
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(settings["DATABASE_URL"])
