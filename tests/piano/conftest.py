"""The plan of 2014, loaded once for each test module that asks for it."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction


@pytest.fixture(scope="module")
def plan_2014(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Everything that `carica_piano_2014` loads; what a test then changes is undone after it."""
    modulo = transaction.atomic()
    # As TestCase does, so that the engine's durable blocks may run inside.
    modulo._from_testcase = True
    with django_db_blocker.unblock(), modulo:
        call_command("carica_piano_2014", verbosity=0)
        # PostgreSQL puts these off to a commit that never comes.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
