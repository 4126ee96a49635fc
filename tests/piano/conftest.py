"""The plan of 2014, loaded once for each test module that asks for it."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def plan_2014(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Everything that `carica_piano_2014` loads; what a test then changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("carica_piano_2014", verbosity=0)
        yield
        transaction.set_rollback(True)
